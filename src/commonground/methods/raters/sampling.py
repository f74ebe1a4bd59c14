"""Sampling the rater model with NumPyro. Imported only where a model is run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import jax
import numpy as np
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.handlers import seed as seeded
from numpyro.handlers import substitute, trace
from numpyro.infer import NUTS
from numpyro.infer.hmc import HMCState
from numpyro.infer.util import log_density

from commonground.methods.raters.diagnostics import Diagnostics
from commonground.methods.raters.model import rater_model
from commonground.methods.raters.panel import Panel
from commonground.methods.raters.settings import Sampling
from commonground.methods.seeds import generator

Sites = dict[str, jax.Array]
Draws = dict[str, NDArray[np.float64]]
START = 0.5
"""How far from the middle of everything the chains begin."""
AT_ONCE = 2
"""Chains that run side by side."""


def sample(panel: Panel, sampling: Sampling, seed: int) -> tuple[Draws, Diagnostics]:
    """Draws of every site ``[draw, ...]``, the chains one after another, and their diagnostics."""
    random = generator(seed)
    keys = random.integers(1 << 31, size=sampling.chains).astype(np.int32)
    starts = [_start(panel, random) for _ in keys]
    # In single precision, also where the caller has asked JAX for double: the draws hang on the seed alone.
    with jax.enable_x64(False):  # noqa: FBT003 -- its one argument has no public name
        drawn, diverging, derived = _run(panel, sampling, keys, starts)
    draws = {name: np.asarray(values, np.float64) for name, values in derived.items()}
    return draws, _diagnostics(drawn, diverging)


def _run(
    panel: Panel, sampling: Sampling, keys: NDArray[np.int32], starts: list[dict[str, NDArray[np.float32]]]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.bool_], Sites]:
    """What was drawn ``[chain, draw, ...]``, which steps diverged, and every site ``[draw, ...]``."""
    # A chain is compiled once, as a whole, and run with each start: left to itself NumPyro compiles every chain,
    # and the model line by line, which takes many times longer than the sampling.
    chain = jax.jit(partial(_chain, panel, sampling))
    compiled = chain.lower(keys[0], starts[0]).compile()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(lambda at: jax.device_get(compiled(keys[at], starts[at])), range(sampling.chains)))
    drawn, diverging = (jax.tree.map(lambda *parts: np.stack(parts), *parts) for parts in zip(*runs, strict=True))
    flat = {name: values.reshape(diverging.size, *values.shape[2:]) for name, values in drawn.items()}
    return drawn, diverging, {**flat, **jax.jit(jax.vmap(partial(_derived, panel)))(flat)}


def _chain(panel: Panel, sampling: Sampling, key: int, start: Sites) -> tuple[Sites, jax.Array]:
    """The draws of one chain, and which of its steps diverged."""
    kernel = NUTS(potential_fn=partial(_energy, panel), target_accept_prob=sampling.acceptance)
    first = kernel.init(jax.random.PRNGKey(key), sampling.warmup, start, (), {})

    def step(state: HMCState, _: None) -> tuple[HMCState, tuple[Sites, jax.Array]]:
        state = kernel.sample(state, (), {})
        return state, (state.z, state.diverging)

    _, kept = jax.lax.scan(step, first, length=sampling.warmup + sampling.draws)
    positions, diverging = jax.tree.map(lambda values: values[sampling.warmup :], kept)
    return positions, diverging


def _energy(panel: Panel, values: Sites) -> jax.Array:
    density, _ = log_density(rater_model, (panel,), {}, values)
    return -density


def _start(panel: Panel, random: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    """A random place to begin, for every site that is sampled."""
    return {name: START * random.standard_normal(shape, np.float32) for name, shape in _shapes(panel).items()}


def _shapes(panel: Panel) -> dict[str, tuple[int, ...]]:
    """The sampled sites and their shapes, found without computing anything."""
    found: dict[str, tuple[int, ...]] = {}

    def look(key: jax.Array) -> int:
        sites = trace(seeded(rater_model, key)).get_trace(panel)
        kinds = {name: site for name, site in sites.items() if site["type"] == "sample" and not site["is_observed"]}
        found.update({name: site["value"].shape for name, site in kinds.items()})
        return 0

    jax.eval_shape(look, jax.random.PRNGKey(0))
    return found


def _derived(panel: Panel, values: Sites) -> Sites:
    sites = trace(substitute(rater_model, values)).get_trace(panel)
    return {name: site["value"] for name, site in sites.items() if site["type"] == "deterministic"}


def _diagnostics(chains: dict[str, NDArray[np.float32]], diverging: NDArray[np.bool_]) -> Diagnostics:
    everything = np.concatenate(
        [values.reshape(*diverging.shape, -1) for values in chains.values() if values.size], axis=2
    )
    # Chains that never moved have no R-hat, which is then NaN and not sound.
    with np.errstate(divide="ignore", invalid="ignore"):
        rhat, effective = split_gelman_rubin(everything).max(), effective_sample_size(everything).min()
    return Diagnostics(
        chains=diverging.shape[0],
        draws=diverging.shape[1],
        rhat=float(rhat),
        effective=float(effective),
        divergences=int(diverging.sum()),
    )
