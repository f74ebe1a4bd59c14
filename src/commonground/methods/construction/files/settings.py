"""From the forms of a build specification to the typed settings of the steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from commonground.methods.construction.aggregate import (
    Aggregation,
    Arithmetic,
    Copeland,
    Generalised,
    Geometric,
    Harmonic,
    Outranking,
)
from commonground.methods.construction.files.forms import (
    AggregationForm,
    FrameForm,
    ImputationForm,
    LevelForm,
    MethodForm,
    ScreenForm,
    TreatForm,
    TreatmentForm,
    WeightingForm,
)
from commonground.methods.construction.impute import (
    Constant,
    Imputation,
    Latest,
    Linear,
    MeanOfPlaces,
    MedianOfPlaces,
)
from commonground.methods.construction.normalise import (
    Borda,
    DistanceToMaximum,
    DistanceToReference,
    DistanceToTarget,
    FractionOfMaximum,
    Goalposts,
    MinMax,
    Normalisation,
    PercentileRank,
    Rank,
    Scaled,
    ZScore,
)
from commonground.methods.construction.screen import Screen
from commonground.methods.construction.spec import Fixed, Frame, LevelRule, Moving
from commonground.methods.construction.treat import BoxCox, Logarithm, SkewKurtosis, Treat, Treatment, Winsorise
from commonground.methods.construction.weights import (
    Budget,
    Equal,
    Given,
    Influence,
    PrincipalComponent,
    Weighting,
)
from commonground.methods.tables.forms import Choice

METHODS: Mapping[str, Callable[..., Normalisation]] = MappingProxyType(
    {
        "min_max": MinMax,
        "z_score": ZScore,
        "scaled": Scaled,
        "rank": Rank,
        "percentile_rank": PercentileRank,
        "borda": Borda,
        "distance_to_maximum": DistanceToMaximum,
        "distance_to_reference": DistanceToReference,
        "distance_to_target": DistanceToTarget,
        "fraction_of_maximum": FractionOfMaximum,
        "goalposts": Goalposts,
    }
)
TREATMENTS: Mapping[str, Callable[..., Treatment]] = MappingProxyType(
    {"winsorise": Winsorise, "logarithm": Logarithm, "box_cox": BoxCox}
)
IMPUTATIONS: Mapping[str, Callable[..., Imputation]] = MappingProxyType(
    {"mean": MeanOfPlaces, "median": MedianOfPlaces, "latest": Latest, "constant": Constant, "linear": Linear}
)
AGGREGATIONS: Mapping[str, Callable[..., Aggregation]] = MappingProxyType(
    {
        "arithmetic": Arithmetic,
        "geometric": Geometric,
        "harmonic": Harmonic,
        "generalised": Generalised,
        "copeland": Copeland,
        "outranking": Outranking,
    }
)
WEIGHTINGS: Mapping[str, Callable[..., Weighting]] = MappingProxyType(
    {
        "given": Given,
        "equal": Equal,
        "principal_component": PrincipalComponent,
        "influence": Influence,
        "budget": Budget,
    }
)


def _chosen(form: Choice) -> tuple[str, dict[str, object]]:
    """The name of the thing chosen, and those of its settings that were written."""
    name = next(iter(form.model_fields_set))
    return name, getattr(form, name).model_dump(exclude_unset=True)


def method_of(form: MethodForm) -> Normalisation:
    """The method of normalisation. Raises ``ConstructionError`` for settings that make no sense, as all below do."""
    name, settings = _chosen(form)
    return METHODS[name](**settings)


def imputation_of(form: ImputationForm) -> Imputation:
    """The method of imputation."""
    name, settings = _chosen(form)
    return IMPUTATIONS[name](**settings)


def treat_of(form: TreatForm) -> Treat:
    """What is done with outliers."""
    thresholds = form.model_dump(include={"skewness", "kurtosis"}, exclude_unset=True)
    treatments = tuple(map(_treatment, form.treatments)) or Treat().treatments
    return Treat(treatments=treatments, rule=None if form.always else SkewKurtosis(**thresholds), combine=form.combine)


def _treatment(form: TreatmentForm) -> Treatment:
    name, settings = _chosen(form)
    return TREATMENTS[name](**settings)


def screen_of(form: ScreenForm) -> Screen:
    """Which places are kept."""
    shares = form.model_dump(exclude_unset=True, exclude={"keep", "leave_out"})
    return Screen(**shares, keep=tuple(form.keep or ()), leave_out=tuple(form.leave_out or ()))


def level_of(form: LevelForm) -> LevelRule:
    """How a level's composites follow from their children."""
    threshold = form.model_dump(include={"threshold"}, exclude_unset=True)
    return LevelRule(rule=_aggregation(form.rule), weights=_weighting(form.weights), **threshold)


def _aggregation(form: AggregationForm) -> Aggregation:
    name, settings = _chosen(form)
    return AGGREGATIONS[name](**settings)


def _weighting(form: WeightingForm) -> Weighting:
    name, settings = _chosen(form)
    return WEIGHTINGS[name](**settings)


def frame_of(form: FrameForm) -> Frame:
    """Over which periods statistics are taken."""
    return Fixed(periods=tuple(form.fixed.periods)) if form.fixed else Moving()
