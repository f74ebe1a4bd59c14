"""The public names of the room."""

from __future__ import annotations

from commonground.methods import index


def test_every_public_name_is_there_once():
    assert len(index.__all__) == len(set(index.__all__))
    assert all(hasattr(index, name) for name in index.__all__)


def test_the_public_names():
    assert set(index.__all__) == {
        "Answers",
        "Approach",
        "Band",
        "Cut",
        "Dimension",
        "Formula",
        "Framework",
        "Geometric",
        "Group",
        "Lookup",
        "Maximum",
        "Mean",
        "Median",
        "Minimum",
        "Missing",
        "Operation",
        "Option",
        "Part",
        "Profile",
        "Question",
        "Reason",
        "Require",
        "Row",
        "Rule",
        "Scorecard",
        "Skip",
        "Standing",
        "Standings",
        "Substitute",
        "TOLERANCE",
        "Term",
        "Weighted",
        "Why",
        "answers_digest",
        "answers_document",
        "answers_from_document",
        "cut",
        "framework_document",
        "framework_from_document",
        "framework_meaning_hash",
        "framework_text_hash",
        "profile",
        "questionnaire_meaning_hash",
        "questionnaire_text_hash",
        "results_digest",
        "score",
    }
