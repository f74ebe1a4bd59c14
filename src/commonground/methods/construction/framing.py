"""Treatment and normalisation of a panel, each indicator by its own settings, in a fixed or a moving frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from commonground.methods.construction.dataset import Dataset, Values
from commonground.methods.construction.normalise import DistanceToReference, Normalisation, Scale, normalise
from commonground.methods.construction.refusals import check_normalised, check_treated
from commonground.methods.construction.spec import Fixed, Frame, Spec
from commonground.methods.construction.treat import Treat, Treated, treat


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The data's places and periods, and the frame that statistics are taken over."""

    data: Dataset
    frame: Frame

    def by_period(self, values: Values) -> Values:
        """``[place, period, ...]`` as ``[period, place, ...]`` and back."""
        return values.swapaxes(0, 1)

    def framed(self, values: Values) -> Values:
        """What statistics are taken over, ``[period or 1, place, ...]``, of ``values[place, period, ...]``."""
        if not isinstance(self.frame, Fixed):
            return self.by_period(values)
        named = [self.data.periods.index(period) for period in self.frame.periods] or slice(None)
        places, periods, columns = (framed := values[:, named]).shape
        return framed.reshape(1, places * periods, columns)


def treated(panel: Panel, spec: Spec, values: Values) -> Treated:
    """Outliers of ``values[place, period, indicator]`` treated; ``applied`` and ``drawn`` are ``[period, indicator]``.

    Raises ``ConstructionError`` where a treatment cannot take a value.
    """
    shape = (values.shape[1], values.shape[2])
    whole = Treated(values=values.copy(), applied=np.zeros(shape, np.intp), drawn=np.zeros(shape, np.intp))
    for settings, members in _by_settings(spec):
        part = values[..., members]
        done = treat(panel.by_period(part), settings, panel.framed(part))
        whole.values[..., members] = panel.by_period(done.values)
        whole.applied[:, members], whole.drawn[:, members] = done.applied, done.drawn
    check_treated(spec, panel.data, values, whole.values)
    return whole


def _by_settings(spec: Spec) -> Iterator[tuple[Treat, list[int]]]:
    """The settings of treatment, each with the positions of the indicators that they hold for."""
    if spec.treat is None:
        return
    own = spec.treat.overrides
    codes = spec.hierarchy.codes
    yield spec.treat, [at for at, code in enumerate(codes) if code not in own]
    for code, settings in own.items():
        if settings is not None:
            yield settings, [codes.index(code)]


def normalised(panel: Panel, spec: Spec, values: Values) -> Values:
    """Scores of ``values[place, period, indicator]``. Raises ``ConstructionError`` where there can be none."""
    scores = np.full(values.shape, np.nan)
    for method, members in _by_method(spec):
        part = values[..., members]
        done = normalise(method, panel.by_period(part), _scale(panel, spec, method, part, members))
        scores[..., members] = panel.by_period(done)
    check_normalised(spec, panel.data, values, scores)
    return scores


def _by_method(spec: Spec) -> Iterator[tuple[Normalisation, list[int]]]:
    codes, own = spec.hierarchy.codes, spec.normalise.overrides
    yield spec.normalise.method, [at for at, code in enumerate(codes) if code not in own]
    for code, method in own.items():
        yield method, [codes.index(code)]


def _scale(panel: Panel, spec: Spec, method: Normalisation, part: Values, members: list[int]) -> Scale:
    indicators = [spec.hierarchy.indicators[at] for at in members]
    scale = Scale(
        directions=spec.hierarchy.directions[members],
        frame=panel.framed(part),
        targets=np.array([np.nan if each.target is None else each.target for each in indicators]),
        posts=np.array([each.goalposts or (np.nan, np.nan) for each in indicators]).reshape(-1, 2),
    )
    if isinstance(method, DistanceToReference):
        return replace(scale, reference=_reference(panel, method.place, part))
    return scale


def _reference(panel: Panel, place: str, part: Values) -> Values:
    """The reference place's values ``[period or 1, 1, indicator]``: each period's own, or the frame's last."""
    values: Values = part[panel.data.places.index(place)][:, np.newaxis]
    if not isinstance(panel.frame, Fixed):
        return values
    last = panel.data.periods.index(panel.frame.periods[-1]) if panel.frame.periods else -1
    return np.asarray(values[last][np.newaxis])
