"""A small questionnaire about piers, with every kind of question, in two languages."""

from __future__ import annotations

from typing import Any

from commonground.methods.index import Reason
from commonground.methods.questionnaires import (
    Evidence,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
    Translated,
    Translation,
)

YES_NO = (
    Option(code="yes", label={"en": "Yes", "fr": "Oui"}, points=100.0),
    Option(code="partly", label={"en": "In part", "fr": "En partie"}, points=50.0),
    Option(code="no", label={"en": "No", "fr": "Non"}, points=0.0),
    Option(code="na", label={"en": "No pier", "fr": "Pas de jetée"}, reason=Reason.NOT_APPLICABLE),
)
LAMPS = tuple(Option(code=code, label={"en": code.capitalize()}) for code in ("oil", "gas", "electric"))
GROUPS = (Item(code="sailors", label={"en": "Sailors"}), Item(code="walkers", label={"en": "Walkers"}))


def light(**changes: Any) -> Question:
    settings: dict[str, Any] = {
        "code": "A1",
        "title": {"en": "Light", "fr": "Éclairage"},
        "text": {"en": "Is the pier lit at night?", "fr": "La jetée est-elle éclairée la nuit ?"},
        "options": YES_NO,
        "scale": "yes_no",
        "section": "A",
        "required": True,
        "law_or_practice": "law",
        "weight": 2.0,
        "tags": {"group": ("sailors", "walkers")},
        "evidence": Evidence(citations=1, comment=True, text={"en": "Name the article."}),
        "guidance": {"en": "A single lamp is not enough."},
        "translations": {"fr": Translation(state=Translated.REVIEWED)},
    }
    return Question(**settings | changes)


def questions() -> tuple[Question, ...]:
    return (
        light(),
        Question(
            code="A2",
            kind=Kind.MULTIPLE,
            text={"en": "By which lamps?"},
            options=LAMPS,
            section="A1-more",
            constraint="not(selected(., 'oil')) or count-selected(.) = 1",
            constraint_message={"en": "Oil stands alone."},
        ),
        Question(
            code="A3",
            kind=Kind.NUMBER,
            whole=True,
            text={"en": "How many?"},
            section="A1-more",
            relevance="count-selected(${A2}) > 0",
            constraint=". >= 1 and . <= 999",
        ),
        Question(code="B1", kind=Kind.DATE, text={"en": "Since when?"}, section="B", constraint=". <= today()"),
        Question(code="B2", kind=Kind.TEXT, text={"en": "Under which act?"}, section="B"),
        Question(
            code="B3",
            kind=Kind.TABLE,
            text={"en": "Who may use it?"},
            items=GROUPS,
            options=YES_NO,
            scale="yes_no",
            section="B",
        ),
        Question(code="B4", kind=Kind.NOTE, text={"en": "Thank you."}, section="B", relevance="${B3/sailors} = 'yes'"),
        Question(code="C1", kind=Kind.CALCULATED, calculation="if(${A3} > 10, 'many', 'few')"),
        Question(code="C2", kind=Kind.TEXT, text={"en": "Why so many?"}, relevance="${C1} = 'many'"),
    )


def piers(**changes: Any) -> Questionnaire:
    settings: dict[str, Any] = {
        "code": "piers",
        "version": "1",
        "title": {"en": "Piers", "fr": "Jetées"},
        "languages": ("en", "fr"),
        "sections": (
            Section(code="A", title={"en": "Safety"}),
            Section(code="A1-more", title={"en": "Lamps"}, parent="A", relevance="${A1} = 'yes' or ${A1} = 'partly'"),
            Section(code="B", title={"en": "Use"}),
        ),
        "questions": questions(),
    }
    return Questionnaire(**settings | changes)


def asking(*asked: Question, **changes: Any) -> Questionnaire:
    """A questionnaire of these questions, without sections."""
    return piers(**{"sections": (), "questions": asked, "languages": ("en",), "title": {"en": "Piers"}} | changes)


def ask(code: str, kind: Kind = Kind.SINGLE, **changes: Any) -> Question:
    """A question with words, and, where it offers choices, the usual ones."""
    offered = {"options": YES_NO} if kind in {Kind.SINGLE, Kind.MULTIPLE} else {}
    return Question(code=code, kind=kind, **{"text": {"en": f"{code}?"}} | offered | changes)
