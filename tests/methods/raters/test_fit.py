"""The model on simulated panels; fifty of them are a nightly matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.agreement import Ratings
from commonground.methods.index import Answers, Framework, Group, Option, Question
from commonground.methods.raters import Design, RatersError, Sampling, fit, simulate_panel
from commonground.methods.raters.fit import require_installed
from commonground.methods.robustness import Disagreement, FrameworkModel, rank_intervals, simulate
from tests.methods.raters.panels import needs_numpyro

pytestmark = pytest.mark.long
SHORT = Sampling(warmup=200, draws=200, chains=2)


def test_without_numpyro_the_extra_is_named():
    with pytest.raises(RatersError, match=r'pip install "commonground\[raters\]".*\[raters-not-installed\]'):
        require_installed("numpyro_that_is_not_there")


@pytest.fixture(scope="module")
def fitted():
    """Two panels of the design that is promised, and what was found of them."""
    panels = [simulate_panel(Design(), seed=seed) for seed in (101, 102)]
    return [(panel, fit(panel.ratings, seed=1)) for panel in panels]


@needs_numpyro
def test_chains_agree(fitted):
    for _, found in fitted:
        assert found.diagnostics.sound, found.diagnostics
        assert (found.diagnostics.chains, found.diagnostics.draws) == (4, 1000)


@needs_numpyro
def test_intervals_cover_the_truth(fitted):
    """448 positions, so that 95 in 100 may come out as 92 to 98."""
    covered = []
    for panel, found in fitted:
        low, high = np.quantile(found.latent()[:, :, 0], [0.025, 0.975], axis=0)
        covered.append((low <= panel.positions) & (panel.positions <= high))
    assert 0.92 <= np.mean(covered) <= 0.98


@needs_numpyro
def test_positions_are_nearly_as_near_to_the_truth_as_an_oracle(fitted):
    def correlation(found, truth):
        return np.mean([np.corrcoef(*pair)[0, 1] for pair in zip(found.T, truth.T, strict=True)])

    for panel, found in fitted:
        means = found.latent()[:, :, 0].mean(axis=0)
        reached = correlation(means, panel.positions) / correlation(panel.oracle(), panel.positions)
        assert reached >= 0.98


@needs_numpyro
def test_coders_are_told_apart(fitted):
    panel, found = fitted[0]
    coders = found.coders()
    means = np.log([coder.reliability for coder in coders])
    assert np.corrcoef(means, np.log(panel.reliability))[0, 1] > 0.5
    held = [coder.lower <= truth <= coder.upper for coder, truth in zip(coders, panel.reliability, strict=True)]
    assert sum(held) >= 17
    assert max(coder.at_random for coder in coders) < 0.5
    assert all(0.6 < question.clarity < 1.6 for question in found.questions())
    thresholds = np.array([question.thresholds for question in found.questions()])
    assert np.abs(thresholds - [-1.2, -0.4, 0.4, 1.2]).mean() < 0.3


@needs_numpyro
def test_coders_who_answer_at_random_are_recognised():
    panel = simulate_panel(Design(careless=2, vignettes=3), seed=7)
    found = fit(panel.ratings, seed=1, sampling=SHORT)
    assert [coder.at_random > 0.5 for coder in found.coders()] == panel.careless.tolist()
    assert found.latent().shape == (400, 56, 1, 4)


@needs_numpyro
def test_the_same_seed_gives_the_same_draws_and_questions_may_differ_in_options():
    """Two, three and five options; the first question has a place without answers."""
    panel = simulate_panel(Design(questions=3), seed=8).ratings
    points = panel.points.copy()
    points[..., 0] = np.where(np.isnan(points[..., 0]), np.nan, points[..., 0] > 1)
    points[..., 1] = np.minimum(points[..., 1], 2)
    points[:, 3, :, 0] = np.nan
    ratings = replace(panel, points=points, options=((0.0, 1.0), (0.0, 1.0, 2.0), (0.0, 1.0, 2.0, 3.0, 4.0)))
    found, same = (fit(ratings, seed=4, sampling=SHORT) for _ in range(2))
    assert np.array_equal(found.positions, same.positions)
    drawn = found.points()
    assert np.isnan(drawn[:, 3, :, 0]).all()
    assert [np.nanmax(drawn[..., at]) for at in range(3)] == [1, 2, 4]
    assert np.isnan(found.thresholds[:, 0, 1:]).all()
    assert not np.isnan(found.thresholds[:, 1, :2]).any()


@needs_numpyro
def test_the_draws_are_the_same_where_jax_is_asked_for_double_precision():
    import jax  # noqa: PLC0415 -- needs the extra

    panel = simulate_panel(Design(places=10, coders=5, questions=1), seed=3)
    short = replace(SHORT, warmup=20, draws=10)
    found = fit(panel.ratings, seed=1, sampling=short)
    with jax.enable_x64(True):  # noqa: FBT003 -- its one argument has no public name
        same = fit(panel.ratings, seed=1, sampling=short)
    assert np.array_equal(found.positions, same.positions)


@needs_numpyro
def test_chains_that_never_moved_are_not_sound():
    """Four draws after one step of warming up: R-hat may not exist, and no warning says so."""
    panel = simulate_panel(Design(places=6, coders=3, each=3, questions=1), seed=1)
    found = fit(panel.ratings, seed=1, sampling=Sampling(warmup=1, draws=4, chains=1))
    assert not found.diagnostics.sound


@needs_numpyro
def test_one_question_with_two_options_and_one_chain():
    draw = np.random.default_rng(1)
    truth = draw.standard_normal(40)
    answers = (truth + 0.5 * draw.standard_normal((4, 40)) > 0).astype(float)
    ratings = Ratings(
        coders=tuple("abcd"),
        places=tuple(f"P{at}" for at in range(40)),
        periods=("",),
        questions=("Q1",),
        points=answers[:, :, np.newaxis, np.newaxis],
    )
    found = fit(ratings, seed=1, sampling=replace(SHORT, chains=1))
    assert np.corrcoef(found.latent().mean(axis=0).ravel(), truth)[0, 1] > 0.8


@needs_numpyro
def test_draws_flow_into_a_robustness_run(fitted):
    """A score's interval then holds the coders' disagreement."""
    _, found = fitted[0]
    ratings = found.ratings
    options = tuple(Option(code=str(at), points=float(at)) for at in range(5))
    framework = Framework(
        code="panel",
        version="1",
        title="Panel",
        questions=tuple(Question(code=code, title=code, options=options) for code in ratings.questions),
        groups=(Group(code="overall", title="Overall", children=ratings.questions),),
        aggregates=("overall",),
        areas=("overall",),
    )
    draws = found.points()
    answers = Answers(
        places=found.places,
        periods=ratings.periods,
        questions=ratings.questions,
        points=np.median(draws, axis=0),
        applicable=np.ones(draws.shape[1:], np.bool_),
    )
    doubt = Disagreement(points=found.points_for(answers))
    model = FrameworkModel(framework=framework, answers=answers, assumptions=(doubt,), seed=1)
    intervals = rank_intervals(simulate(model, runs=500, seed=1))
    assert intervals.assumptions == ("the coders' disagreement",)
    assert all(each.score_lower < each.score_upper for each in intervals.units)
