"""The ordinal item-response model, in NumPyro. Imported only where a model is run.

Coder r sees case i of question q as b z + e, with e standard normal, and answers with the option between whose
thresholds that falls:

- z_i ~ Normal(0, 1) is the case's latent position;
- b = exp(m_q + s u_r), with u_r ~ Normal(0, 1): the question's clarity times the coder's reliability;
- thresholds t_rk are the question's t_qk plus w d_rk, with d_rk ~ Normal(0, 1); the gap between two is kept above 0
  by a soft floor;
- s and w, how far coders differ, are log-normal with median 0.3 and 95% between 0.1 and 1;
- with probability 0.05 a coder answers as if at random: as often with each option as the thresholds say, whatever
  the case.

Sources: Pemstein, Marquardt, Tzelgov, Wang, Medzihorsky, Krusell, Miri & von Römer, The V-Dem Measurement Model
(V-Dem Working Paper 21, 2024); Johnson & Albert, Ordinal Data Modeling (Springer 1999), chapter 5.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist

from commonground.methods.raters.panel import Panel

CARELESS = 0.05
FLOOR = 0.25
"""How softly a gap between thresholds is kept above 0: beyond this it is nearly as drawn."""
EDGE = 30.0
TINY = 1e-7
"""Added to every probability: what single precision cannot tell from nothing."""
ROOT_HALF = 0.5**0.5


def rater_model(panel: Panel) -> None:
    """The model of a panel. Everything is sampled on the whole real line, so that nothing need be transformed.

    Deterministic sites: for the typical coder ``slope[question]`` and ``thresholds[question, option - 1]`` (those
    beyond a question's options are without meaning), and ``relative[coder]`` and ``at_random[coder]``, a probability.
    """
    questions, coders, cuts = len(panel.options), len(panel.ratings.coders), int(panel.options.max()) - 1
    real = jnp.arange(cuts) < jnp.asarray(panel.options)[:, np.newaxis] - 1
    position = _normal("position", panel.cases)
    reliability = _spread("reliability_spread") * _normal("reliability", coders)
    # Clarity and thresholds are counted from where a question's cases and coders lie as a whole, which the answers
    # hardly tell apart from them: otherwise the two would be hard to sample.
    whole, width = _moments(position, panel)
    clarity = 0.5 * _normal("clarity_here", questions) - jnp.log(width) - reliability.mean()
    middle = _normal("middle", questions) + jnp.exp(clarity) * whole
    gaps = jnp.exp(-0.3 + 0.7 * _normal("gap", questions, cuts - 1))
    shifts = _spread("threshold_spread") * _normal("shift", len(panel.coder_of), cuts)
    numpyro.deterministic("slope", jnp.exp(clarity))
    numpyro.deterministic("relative", jnp.exp(reliability))
    numpyro.deterministic("thresholds", _thresholds(middle, gaps, real))

    of = panel.question_of
    own_middle = middle[of] + _mean(shifts, real[of])
    edges = _edges(_thresholds(own_middle, gaps[of] + jnp.diff(shifts, axis=1), real[of]), real[of])
    slope = jnp.exp(clarity[of] + reliability[panel.coder_of])
    seen = slope[panel.pair] * position[panel.case]
    between = edges.ravel()[(panel.pair * (cuts + 2) + panel.category)[:, np.newaxis] + np.arange(2)]
    careful = jnp.log(jnp.diff(_normal_share(between - seen[:, np.newaxis]), axis=1)[:, 0] + TINY)
    # Over all cases, b z + e has this spread; a careless answer is drawn from it.
    spread = jnp.sqrt(1 + jnp.exp(2 * clarity))[of]
    careless = jnp.log(jnp.diff(_normal_share(edges / spread[:, np.newaxis]), axis=1) + TINY)
    with_care = jax.ops.segment_sum(careful, panel.coder_of[panel.pair], coders) + np.log1p(-CARELESS)
    without = jax.ops.segment_sum((panel.chosen() * careless).sum(axis=1), panel.coder_of, coders) + np.log(CARELESS)
    numpyro.deterministic("at_random", jax.nn.sigmoid(without - with_care))
    numpyro.factor("answers", jnp.logaddexp(with_care, without).sum())


def _normal(name: str, *shape: int) -> jax.Array:
    return numpyro.sample(name, dist.Normal(0.0, 1.0).expand(shape).to_event(len(shape)))


def _spread(name: str) -> jax.Array:
    return 0.3 * jnp.exp(0.6 * numpyro.sample(name, dist.Normal(0.0, 1.0)))


def _moments(position: jax.Array, panel: Panel) -> tuple[jax.Array, jax.Array]:
    """The mean and the standard deviation of each question's cases."""
    of, number = panel.question_of_case, np.bincount(panel.question_of_case)
    mean, square = (jax.ops.segment_sum(values, of, len(number)) / number for values in (position, position**2))
    return mean, jnp.sqrt(square - mean**2 + TINY)


def _mean(values: jax.Array, real: jax.Array) -> jax.Array:
    return jnp.where(real, values, 0.0).sum(axis=1) / real.sum(axis=1)


def _thresholds(middle: jax.Array, gaps: jax.Array, real: jax.Array) -> jax.Array:
    """Rising thresholds ``[row, cut]`` around their middles, given the gaps between them before the floor."""
    steps = FLOOR * jax.nn.softplus(gaps / FLOOR)
    rising = steps @ np.triu(np.ones((steps.shape[1], steps.shape[1] + 1), np.float32), k=1)
    return rising + (middle - _mean(rising, real))[:, np.newaxis]


def _edges(thresholds: jax.Array, real: jax.Array) -> jax.Array:
    """Thresholds with an end on both sides: ``[row, option]`` and one more."""
    end = jnp.full((len(thresholds), 1), EDGE)
    return jnp.concatenate([-end, jnp.where(real, thresholds, EDGE), end], axis=1)


def _normal_share(values: jax.Array) -> jax.Array:
    """The standard normal distribution function, in the form that costs least in single precision."""
    return 0.5 * jax.lax.erf(ROOT_HALF * values)
