"""What a framework file may say: the forms that its keys and values must fit.

All values arrive as text (see ``yamltree``); the types here say which of them are numbers.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, FiniteFloat, Tag
from pydantic import model_validator as validator
from pydantic_core import PydanticCustomError

from commonground.methods.index.framework import Reason
from commonground.methods.sentences import Sentence
from commonground.methods.tables.address import ADDRESS, LONGEST
from commonground.methods.tables.spelling import alternatives, number_text


def _refusal(message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("form", "{message}", {"message": message, "remedy": remedy})


def _iso(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise _refusal(Sentence("is not a date."), Sentence("Write year, month and day: 2024-12-31."))


def _addressable(code: str) -> str:
    if code.endswith((".csv", ".json")):
        raise _refusal(
            Sentence("ends like a file, and so does the address of a page's data."), Sentence("Leave the ending out.")
        )
    return code


def _listed(value: Any) -> Any:  # noqa: ANN401 -- not validated yet
    return [value] if isinstance(value, str) else value


def named(value: Any) -> Any:  # noqa: ANN401 -- not validated yet
    """Return a choice without settings, written as one word, as the mapping that it stands for."""
    return {value: {}} if isinstance(value, str) else value


def _plain_skip(value: Any) -> Any:  # noqa: ANN401 -- not validated yet
    return 0.0 if value == {} else value


def _kind_of_child(value: Any) -> str:  # noqa: ANN401 -- not validated yet
    return "group" if isinstance(value, dict | GroupForm) else "code"


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60), AfterValidator(_addressable)]
Address = Annotated[str, Field(pattern=ADDRESS, max_length=LONGEST)]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Short = Annotated[str, Field(max_length=60)]
Points = Annotated[list[FiniteFloat], BeforeValidator(_listed), Field(min_length=1)]
Pair = Field(min_length=2, max_length=2)
IsoDate = Annotated[str, AfterValidator(_iso)]


class Form(BaseModel):
    """A mapping with a fixed set of keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class Nothing(Form):
    """The settings of a rule that has none."""


class RowForm(Form):
    """A row of a lookup table."""

    when: dict[Code, Points] = Field(min_length=1)
    score: FiniteFloat


class GeometricForm(Form):
    """The settings of a geometric mean."""

    floor: FiniteFloat = 1.0


class SubstituteForm(Form):
    """Points for children that are missing."""

    points: FiniteFloat
    minimum: FiniteFloat = 0.0


class Choice(Form):
    """One of several things, told by its key."""

    @validator(mode="after")
    def exactly_one(self) -> Self:
        """Refuse none and several."""
        if len(self.model_fields_set) != 1:
            raise _refusal(
                Sentence("must name exactly one choice."),
                Sentence("Use %(words)s.", words=alternatives(tuple(type(self).model_fields))),
            )
        return self


class RuleForm(Choice):
    """How a group's score follows from its children."""

    mean: Nothing | None = None
    weighted: dict[Code, FiniteFloat] | None = None
    lookup: list[RowForm] | None = None
    minimum: Nothing | None = None
    maximum: Nothing | None = None
    median: Nothing | None = None
    geometric: GeometricForm | None = None


class MissingForm(Choice):
    """What happens where children are missing."""

    require: Nothing | None = None
    skip: Annotated[FiniteFloat | None, BeforeValidator(_plain_skip)] = None
    substitute: SubstituteForm | None = None


class GroupForm(Form):
    """A group; its children are codes, or further groups written in place."""

    code: Code
    title: Words
    text: str = ""
    rule: Annotated[RuleForm, BeforeValidator(named)] = RuleForm(mean=Nothing())
    missing: Annotated[MissingForm, BeforeValidator(named)] = MissingForm(require=Nothing())
    children: list[Child]


Child = Annotated[Annotated[Code, Tag("code")] | Annotated[GroupForm, Tag("group")], Discriminator(_kind_of_child)]


class OptionForm(Form):
    """An answer that a question allows; its code is its points unless another is given."""

    code: str = Field(default="", max_length=60, pattern=r"^(\S(.*\S)?)?$")
    label: str = ""
    points: FiniteFloat | None = None
    reason: Reason | None = None

    @validator(mode="after")
    def named(self) -> Self:
        """Refuse an option that no answer could name."""
        if not self.name:
            raise _refusal(Sentence("needs points or a code."), Sentence("Write points: 50, or a code and a reason."))
        return self

    @property
    def name(self) -> str:
        """The code that an answers file writes."""
        return self.code or ("" if self.points is None else number_text(self.points))


class QuestionForm(Form):
    """A question, with options of its own or a shared scale."""

    code: Code
    title: Words
    text: str = ""
    help: str = ""
    options: list[OptionForm] = []
    scale: str = ""
    tags: dict[Words, Annotated[list[Words], BeforeValidator(_listed), Field(min_length=1)]] = {}

    @validator(mode="after")
    def one_scale(self) -> Self:
        """Refuse a question without options, and one with two sets of them."""
        if bool(self.options) == bool(self.scale):
            raise _refusal(
                Sentence("needs either options or a scale."), Sentence("Write 'options:' or 'scale:', not both.")
            )
        return self


class BandForm(Form):
    """A named stretch of the scale."""

    code: Code
    label: Words
    lower: FiniteFloat = Field(alias="from")
    upper: FiniteFloat = Field(alias="to")
    level: int = Field(ge=0, le=5)


class DimensionForm(Form):
    """A dimension of a profile."""

    code: Code
    title: Words
    children: list[Code]
    threshold: FiniteFloat


class ApproachForm(Form):
    """A named pattern of dimensions met and not met."""

    code: Code
    title: Words
    when: dict[Code, bool] = {}


class ProfileForm(Form):
    """Dimensions and approaches."""

    code: Code
    title: Words
    dimensions: list[DimensionForm]
    approaches: list[ApproachForm] = []


class PlaceForm(Form):
    """A place that answers are about."""

    code: Code
    name: Words
    groups: list[Words] = []
    tile: Annotated[list[Annotated[int, Field(ge=0)]], Pair] | None = None


class PeriodForm(Form):
    """A period of the answers."""

    code: Code
    label: Short = ""
    reference_date: IsoDate | None = None


class FileForm(Form):
    """A whole framework file."""

    code: Address
    title: Words
    version: Words
    edition: Short = ""
    summary: str = ""
    text: str = ""
    finding: Annotated[str, Field(max_length=200)] = ""
    licence: Short = ""
    fictional: bool = False
    scale: Annotated[list[FiniteFloat], Pair] = [0.0, 100.0]
    bands: list[BandForm] = []
    scales: dict[Words, Annotated[list[OptionForm], Field(min_length=1)]] = {}
    questions: list[QuestionForm]
    groups: list[GroupForm] = []
    areas: list[GroupForm]
    aggregates: list[GroupForm]
    profiles: list[ProfileForm] = []
    places: list[PlaceForm] = Field(min_length=1)
    periods: list[PeriodForm] = Field(min_length=1)


class AloneForm(FileForm):
    """The same without places and periods; where they stand they are checked, and not used."""

    places: list[PlaceForm] = []
    periods: list[PeriodForm] = []
