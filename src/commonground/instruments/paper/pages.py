"""A questionnaire as a file to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources

from commonground.core.typesetting import set_pdf
from commonground.instruments.paper.word import word
from commonground.instruments.paper.words import words_in
from commonground.methods.questionnaires import Questionnaire
from commonground.methods.questionnaires.paper import TEAM, Paper, Reader, paper_of

TEMPLATE = "questionnaire.typ"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def questionnaire_file(
    questionnaire: Questionnaire, form: str, *, language: str = "", about: Sequence[str] = (), reader: Reader = TEAM
) -> bytes:
    """``questionnaire`` as ``form`` (``docx`` or ``pdf``) in ``language``, its source language if none is named.

    Raises ``LettersError`` where a PDF's typefaces lack a letter.
    """
    spoken = language or questionnaire.source
    paper = paper_of(questionnaire, language=spoken, words=words_in(spoken), about=about, reader=reader)
    return FORMATS[form](paper)


def pdf(paper: Paper) -> bytes:
    """A tagged PDF."""
    return set_pdf(resources.files(__package__).joinpath(TEMPLATE).read_bytes(), paper=paper.plain())


FORMATS: dict[str, Callable[[Paper], bytes]] = {"docx": word, "pdf": pdf}
