"""The body of a save, as JSON."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from commonground.fieldwork.actions.saving import Cited
from commonground.fieldwork.errors import refuse
from commonground.methods.sentences import Sentence
from commonground.responses.actions import Target
from commonground.responses.queries import Cell, Given

MOST_CITATIONS = 50
MOST_PERIODS = 200
Number = Annotated[int, Field(ge=0, le=2**31 - 2)]
Word = Annotated[str, Field(max_length=64)]
Code = Annotated[str, Field(max_length=200)]


class Sent(BaseModel):
    """Nothing but what is named here, and each of its own kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SentCitation(Sent):
    article: Annotated[int, Field(ge=1, le=2**63 - 1)]
    place_in: Code = ""
    quote: Annotated[str, Field(max_length=20_000)] = ""
    proof: Word = ""


class SentPeriod(Sent):
    """A further period that the answer holds for."""

    id: UUID
    period: Code
    based_on: Number


class SentAnswer(Sent):
    """``id`` is made by the browser, ``based_on`` the number that it showed; ``further`` are filled from the first."""

    id: UUID
    question: Code
    period: Code = ""
    item: Code = ""
    based_on: Number
    state: Word
    value: str | list[str] | None = None
    comment: str = ""
    confidence: Word = ""
    basis: Word = ""
    wording: Word = ""
    citations: Annotated[list[SentCitation], Field(max_length=MOST_CITATIONS)] = []
    further: Annotated[list[SentPeriod], Field(max_length=MOST_PERIODS)] = []

    def given(self) -> Given:
        return Given(
            revision_id=self.id,
            cell=Cell(question=self.question, period=self.period, item=self.item),
            based_on=self.based_on,
            state=self.state,
            value=self.value,
            comment=self.comment,
            confidence=self.confidence,
            basis=self.basis,
            wording=self.wording,
        )

    def targets(self) -> list[Target]:
        first = Target(period=self.period, revision_id=self.id, based_on=self.based_on)
        return [first, *(Target(period=p.period, revision_id=p.id, based_on=p.based_on) for p in self.further)]

    def cited(self) -> list[Cited]:
        return [Cited(article=c.article, place_in=c.place_in, quote=c.quote, proof=c.proof) for c in self.citations]


def read_answer(body: bytes) -> SentAnswer:
    """The body as a value. Raises ``FieldworkError`` that names the first part that is not as it should be."""
    try:
        return SentAnswer.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise refuse(
            "save-form",
            Sentence("This save cannot be read: %(why)s.", why=first["msg"]),
            Sentence("Load the page again."),
            place,
        ) from None
