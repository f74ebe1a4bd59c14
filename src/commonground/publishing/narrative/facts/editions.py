"""What changed with an edition: answers, figures, questions, rules, the places that moved, and why."""

from __future__ import annotations

from commonground.publishing.display import decimals, rounded
from commonground.publishing.narrative.facts.bits import Held, cell, named_or_counted, noun, place_name, present
from commonground.publishing.narrative.facts.causes import mean_causes
from commonground.publishing.narrative.facts.nodes import told_moves
from commonground.publishing.narrative.values import Cell, Clause, Count, Fact, Points, Value, When
from commonground.publishing.queries.earlier import Earlier
from commonground.publishing.queries.figures import SAME
from commonground.publishing.queries.opened import Opened, PeriodInfo
from commonground.scores.queries import Differences


def of_edition(opened: Opened, older: Earlier, found: Differences) -> tuple[Fact, ...]:
    """The note of an edition against another: what differs, over its latest period."""
    period = opened.default_period
    key = f"edition:{opened.edition.number}:{older.number}"
    moves, most = _moves(opened, older, period, key)
    consecutive = older.number == opened.edition.number - 1
    causes = mean_causes(opened, tuple(opened.places), period, opened.headline, f"{key}:causes")
    return present(
        _differs(opened, older, found, key),
        _design(found, key),
        moves,
        most,
        causes if consecutive else None,
    )


def _differs(opened: Opened, older: Earlier, found: Differences, key: str) -> Fact:
    answers, figures = len(found.comparison.answers), len(found.comparison.figures)
    values: dict[str, Value] = {
        "newer": Count(opened.edition.number),
        "older": Count(older.number),
        "answers": Count(answers, "answer"),
        "figures": Count(figures, "figure"),
    }
    code = "edition.differs" if answers or figures else "edition.same"
    return Fact(
        key=f"{key}:differs",
        code=code,
        values=values,
        cells=(_count("answers changed", answers), _count("figures changed", figures)),
    )


def _design(found: Differences, key: str) -> Fact:
    questions = "changed" if found.questionnaire_changed else "same"
    rules = "changed" if found.framework_changed else "same"
    return Fact(
        key=f"{key}:design",
        code="edition.design",
        values={"questions": Clause(f"questions.{questions}"), "rules": Clause(f"rules.{rules}")},
        cells=(_count("questions", questions), _count("rules", rules)),
    )


def _moves(opened: Opened, older: Earlier, period: PeriodInfo, key: str) -> tuple[Fact | None, Fact | None]:
    """How the scores of the latest period differ between the two, and whose differs most."""
    moved = _moved(opened, older, period)
    if not moved:
        return None, None
    node = opened.headline
    values, cells = told_moves([each.value for each in moved], node, period, f"edition {older.number}")
    values |= {"places": Count(len(moved), noun(opened)), "period": When(period.label)}
    told = Fact(key=f"{key}:moves", code="edition.moves", values=values, cells=cells)
    largest = max(abs(each.value) for each in moved)
    if not rounded(largest, decimals() + 1):
        return told, None
    first = next(each for each in moved if largest - abs(each.value) <= SAME)
    same = [each for each in moved if abs(each.value - first.value) <= SAME]
    most = Fact(
        key=f"{key}:most",
        code="edition.most",
        values={"names": named_or_counted(same, noun(opened)), "points": Points(first.value)},
        cells=tuple(each.cell for each in same),
    )
    return told, most


def _moved(opened: Opened, older: Earlier, period: PeriodInfo) -> list[Held]:
    card, node = older.card, opened.headline
    if node not in card.nodes or period.code not in card.answers.periods:
        return []
    found = []
    for place in opened.places:
        after = opened.card[node, place, period.code]
        before = card[node, place, period.code] if place in card.answers.places else None
        if after is not None and before is not None:
            there = cell(node, place, period, f"change:edition {older.number}", after - before)
            found.append(Held(place_name(opened, place), after - before, there))
    return found


def _count(kind: str, value: float | str) -> Cell:
    return cell("", "", "", kind, value)
