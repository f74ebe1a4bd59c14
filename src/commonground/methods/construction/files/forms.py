"""What a build specification may say: the forms that its keys and values must fit.

A setting that is left out is left to the step's own default.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, FiniteFloat

from commonground.methods.construction.screen import Counting
from commonground.methods.construction.treat import Log
from commonground.methods.tables.forms import Address, Choice, Code, Form, Nothing, Pair, Words, named


def _one_for_all(value: Any) -> Any:  # noqa: ANN401 -- not validated yet
    return [value] if isinstance(value, dict) else value


class RangeForm(Form):
    """A range of numbers."""

    lower: FiniteFloat | None = None
    upper: FiniteFloat | None = None


class ZScoreForm(Form):
    """Mean and standard deviation."""

    mean: FiniteFloat | None = None
    sd: FiniteFloat | None = None


class ReferenceForm(Form):
    """A place that others are measured against."""

    place: Words
    cap: bool | None = None


class TargetForm(Form):
    """Whether scores end at the target."""

    cap: bool | None = None


class PostsForm(Form):
    """The score at the upper goalpost, and whether values beyond the goalposts stand at them."""

    top: FiniteFloat | None = None
    truncate: bool | None = None


class MethodForm(Choice):
    """A method of normalisation."""

    min_max: RangeForm | None = None
    z_score: ZScoreForm | None = None
    scaled: RangeForm | None = None
    rank: Nothing | None = None
    percentile_rank: Nothing | None = None
    borda: Nothing | None = None
    distance_to_maximum: Nothing | None = None
    distance_to_reference: ReferenceForm | None = None
    distance_to_target: TargetForm | None = None
    fraction_of_maximum: Nothing | None = None
    goalposts: PostsForm | None = None


class WinsoriseForm(Form):
    """How many values may be drawn in."""

    points: int | None = None


class LogarithmForm(Form):
    """Which logarithm."""

    kind: Log | None = None


class BoxCoxForm(Form):
    """The power; the one of greatest likelihood if left out."""

    power: FiniteFloat | None = None


class TreatmentForm(Choice):
    """A treatment of outliers."""

    winsorise: WinsoriseForm | None = None
    logarithm: LogarithmForm | None = None
    box_cox: BoxCoxForm | None = None


class TreatForm(Form):
    """What is done with outliers, and when."""

    treatments: list[Annotated[TreatmentForm, BeforeValidator(named)]] = []
    skewness: FiniteFloat | None = None
    kurtosis: FiniteFloat | None = None
    always: bool = False
    combine: bool = False


class ScreenForm(Form):
    """Which places are kept."""

    present: FiniteFloat | None = None
    nonzero: FiniteFloat | None = None
    counting: Counting | None = None
    keep: list[Words] | None = None
    leave_out: list[Words] | None = None


class GroupedForm(Form):
    """The grouping of places within which an average is taken."""

    group: str | None = None


class LimitForm(Form):
    """How many periods away a value may be."""

    limit: int | None = None


class ImputationForm(Choice):
    """A method of imputation."""

    mean: GroupedForm | None = None
    median: GroupedForm | None = None
    latest: LimitForm | None = None
    constant: LimitForm | None = None
    linear: LimitForm | None = None


class PowerForm(Form):
    """The power of a generalised mean."""

    power: FiniteFloat


class AggregationForm(Choice):
    """A rule of aggregation."""

    arithmetic: Nothing | None = None
    geometric: Nothing | None = None
    harmonic: Nothing | None = None
    generalised: PowerForm | None = None
    copeland: Nothing | None = None
    outranking: Nothing | None = None


class InfluenceForm(Form):
    """How important children are meant to be; alike where left out."""

    importance: dict[Code, FiniteFloat] = {}


class BudgetForm(Form):
    """The points that each expert gave."""

    points: Annotated[dict[Words, dict[Code, FiniteFloat]], Field(min_length=1)]


class WeightingForm(Choice):
    """Where weights come from."""

    given: Nothing | None = None
    equal: Nothing | None = None
    principal_component: Nothing | None = None
    influence: InfluenceForm | None = None
    budget: BudgetForm | None = None


class LevelForm(Form):
    """How the composites of a level follow from their children."""

    rule: Annotated[AggregationForm, BeforeValidator(named)] = AggregationForm(arithmetic=Nothing())
    weights: Annotated[WeightingForm, BeforeValidator(named)] = WeightingForm(given=Nothing())
    threshold: FiniteFloat | None = None


class FixedForm(Form):
    """The periods of a fixed frame; all if left out."""

    periods: list[Words] = []


class FrameForm(Choice):
    """Over which periods statistics are taken."""

    moving: Nothing | None = None
    fixed: FixedForm | None = None


class StepsForm(Form):
    """The settings of the steps."""

    screen: ScreenForm | None = None
    impute: list[Annotated[ImputationForm, BeforeValidator(named)]] = []
    treat: TreatForm | None = None
    normalise: Annotated[MethodForm, BeforeValidator(named)] = MethodForm(min_max=RangeForm())
    aggregate: Annotated[list[LevelForm], BeforeValidator(_one_for_all), Field(min_length=1)] = [LevelForm()]
    frame: Annotated[FrameForm, BeforeValidator(named)] = FrameForm(moving=Nothing())


class DataForm(Form):
    """The columns of the data."""

    place: Words = "place"
    name: str = ""
    period: str = ""
    denominators: list[Words] = []
    groups: list[Words] = []
    ignore: list[Words] = []


class IndicatorForm(Form):
    """An indicator, with settings of its own where it needs them."""

    code: Code
    parent: Code
    title: str | None = None
    direction: int | None = None
    weight: FiniteFloat | None = None
    denominator: str | None = None
    per: FiniteFloat | None = None
    target: FiniteFloat | None = None
    goalposts: Annotated[list[FiniteFloat], Pair] | None = None
    normalise: Annotated[MethodForm | None, BeforeValidator(named)] = None
    treat: TreatForm | None = None
    treated: bool = True


class CompositeForm(Form):
    """A figure made of others."""

    code: Code
    parent: str | None = None
    title: str | None = None
    weight: FiniteFloat | None = None


class SpecForm(Form):
    """A whole build specification."""

    code: Address
    title: Words
    version: Words = "1"
    data: DataForm = DataForm()
    indicators: Annotated[list[IndicatorForm], Field(min_length=1)]
    composites: Annotated[list[CompositeForm], Field(min_length=1)]
    steps: StepsForm = StepsForm()
