"""The tables of a bundle: columns with types and words, and rows at full precision."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isnan

from commonground.methods.construction import STEPS, rule_of
from commonground.methods.construction.document import setting_document
from commonground.methods.index.framework import Framework, Question
from commonground.methods.index.rule_document import missing_document, rule_document
from commonground.methods.tables.rows import guard
from commonground.methods.tables.scores import score_rows
from commonground.publishing.bundles.content import BundleContent

Value = str | int | float | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``kind`` is ``string``, ``number``, ``integer`` or ``date``; ``key`` the table whose code it holds."""

    name: str
    kind: str
    about: str
    required: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A table of a bundle: where it lies, what it is, and how its rows are made. ``unique`` are its key's columns."""

    path: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[BundleContent], Iterable[Row]]
    unique: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".csv")

    def csv(self, content: BundleContent) -> bytes:
        """The table as UTF-8 CSV; a number as its shortest text that reads back the same."""
        lines = [tuple(column.name for column in self.columns), *self.rows(content)]
        return "".join(",".join(map(field, line)) + "\n" for line in lines).encode()


def field(value: Value) -> str:
    """A value in CSV; a text that a spreadsheet would run gets an apostrophe, and missing is nothing."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    text = guard(value) if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


PLACE = Column(name="place", kind="string", about="Code of the place.", required=True, key="places")
PERIOD = Column(name="period", kind="string", about="Code of the period.", required=True, key="periods")
NODE = Column(name="node", kind="string", about="Code of the score or question.", required=True, key="nodes")
QUESTION = Column(name="question", kind="string", about="Code of the question.", required=True, key="nodes")


VALUES = STEPS[:-1]
"""Steps whose tables hold indicators."""


def _text(name: str, about: str, *, required: bool = False) -> Column:
    return Column(name=name, kind="string", about=about, required=required)


def _number(name: str, about: str, *, required: bool = False) -> Column:
    return Column(name=name, kind="number", about=about, required=required)


def _whole(name: str, about: str, *, required: bool = False) -> Column:
    return Column(name=name, kind="integer", about=about, required=required)


def _places(content: BundleContent) -> Iterator[Row]:
    for place in sorted(content.places, key=lambda each: each.code):
        yield place.code, place.name, "; ".join(place.groups)


def _periods(content: BundleContent) -> Iterator[Row]:
    for period in content.periods:
        yield period.code, period.label, period.reference_date or None


def _nodes(content: BundleContent) -> Iterator[Row]:
    framework = content.card.framework
    for code in content.card.nodes:
        node = framework.node(code)
        if isinstance(node, Question):
            yield code, node.title, kind_of(framework, code), None, None, None
        else:
            rule, missing = _rules(content, code)
            yield code, node.title, kind_of(framework, code), " ".join(node.children), rule, missing


def _rules(content: BundleContent, code: str) -> tuple[str, str | None]:
    """A node's rule and what it does with what is missing; of a numeric index, the rule of the node's level."""
    if content.build:
        return json.dumps(setting_document(rule_of(content.build.spec, code)), sort_keys=True), None
    group = content.card.framework.group(code)
    rule, missing = rule_document(group.rule), missing_document(group.missing)
    return json.dumps(rule, sort_keys=True), json.dumps(missing, sort_keys=True)


def _values(content: BundleContent) -> Iterator[Row]:
    """Every cell of a numeric index with its value after each step up to the normalised one."""
    if content.build is None:
        return
    data, steps = content.build.data, [content.build.tables[step] for step in VALUES]
    for place in sorted(data.places):
        for period in sorted(data.periods):
            at, when = data.places.index(place), data.periods.index(period)
            for column, code in enumerate(content.build.spec.hierarchy.codes):
                found = [float(table[at, when, column]) for table in steps]
                if not all(map(isnan, found)):
                    yield place, period, code, *(None if isnan(value) else value for value in found)


def kind_of(framework: Framework, code: str) -> str:
    """``aggregate``, ``area``, ``group`` or ``question``."""
    if code in framework.aggregates:
        return "aggregate"
    if code in framework.areas:
        return "area"
    return "question" if isinstance(framework.node(code), Question) else "group"


def _codebook(content: BundleContent) -> Iterator[Row]:
    for question in content.card.framework.questions:
        tags = "; ".join(f"{axis}={value}" for axis, values in sorted(question.tags.items()) for value in values)
        for option in question.options:
            reason = option.reason.value if option.reason else None
            said = question.code, question.title, question.text, question.help, tags
            yield *said, option.code, option.label, option.points, reason


def _scores(content: BundleContent) -> Iterator[Row]:
    return score_rows(content.card)


def _intervals(content: BundleContent) -> Iterator[Row]:
    found = content.standing
    if found is None:
        return
    for place in sorted(found.places):
        for period in found.periods:
            for node in found.nodes:
                if (each := found.interval(node, place, period)) is not None:
                    yield place, period, node, each.score_lower, each.score_upper, each.rank_lower, each.rank_upper


def _withheld(content: BundleContent) -> Iterator[Row]:
    return iter(sorted(content.card.answers.withheld))


def _decisions(content: BundleContent) -> Iterator[Row]:
    for each in content.decisions:
        cell = each.place, each.period, each.question, each.item or None
        said = each.comment or None, each.source or None, each.raw or None, each.reason or None
        yield *cell, each.state, each.option or None, each.points, each.origin, each.at or None, *said


def _citations(content: BundleContent) -> Iterator[Row]:
    for each in content.citations:
        cell = each.place, each.period, each.question, each.item or None
        yield (
            *cell,
            each.source,
            each.version or None,
            each.article or None,
            each.place_in or None,
            each.quote,
            each.url,
        )


def _published(content: BundleContent) -> Iterator[Row]:
    for each in sorted(content.figures, key=lambda figure: (figure.place, figure.period, figure.node)):
        yield each.place, each.period, each.node, each.value


TABLES = (
    TableFile(
        path="data/places.csv",
        title="Places",
        columns=(
            _text("code", "Code of the place.", required=True),
            _text("name", "Its name in English.", required=True),
            _text("groups", "The groups it belongs to, separated by semicolons."),
        ),
        rows=_places,
        unique=("code",),
    ),
    TableFile(
        path="data/periods.csv",
        title="Periods, in their order",
        columns=(
            _text("code", "Code of the period.", required=True),
            _text("label", "What it is called."),
            Column(name="reference_date", kind="date", about="The day that its answers describe."),
        ),
        rows=_periods,
        unique=("code",),
    ),
    TableFile(
        path="data/nodes.csv",
        title="Scores and questions, and the rule of each score",
        columns=(
            _text("code", "Code of the score or question.", required=True),
            _text("title", "What it is called."),
            _text("kind", "aggregate, area, group or question.", required=True),
            _text("children", "Codes of what it is made of, separated by spaces."),
            _text("rule", "How its children become its score, as JSON."),
            _text("missing", "What happens where a child has no score, as JSON."),
        ),
        rows=_nodes,
        unique=("code",),
    ),
    TableFile(
        path="data/codebook.csv",
        title="Codebook: the options of every question",
        columns=(
            QUESTION,
            _text("title", "What the question is called."),
            _text("text", "Its words."),
            _text("help", "How to answer it."),
            _text("tags", "What it is sorted by, as axis=value."),
            _text("option", "Code of the option.", required=True),
            _text("label", "The option's words."),
            _number("points", "The points that it carries."),
            _text("reason", "Why it carries none: not_applicable or no_data."),
        ),
        rows=_codebook,
        unique=("question", "option"),
    ),
    TableFile(
        path="data/scores.csv",
        title="Scores of every place, period and node, at full precision",
        columns=(
            PLACE,
            PERIOD,
            NODE,
            _number("score", "The score.", required=True),
            _number("coverage", "Share of applicable questions that are answered, 0 to 1.", required=True),
            _whole("rank", "Competition rank among the places; 1 is the highest.", required=True),
        ),
        rows=_scores,
        unique=("place", "period", "node"),
    ),
    TableFile(
        path="data/intervals.csv",
        title="What the middle of the edition's runs holds of scores and ranks",
        columns=(
            PLACE,
            PERIOD,
            NODE,
            _number("score_lower", "The lower end of the scores; empty where the runs score on several scales."),
            _number("score_upper", "The upper end of the scores; empty like the lower one."),
            _whole("rank_lower", "The best rank.", required=True),
            _whole("rank_upper", "The worst rank.", required=True),
        ),
        rows=_intervals,
        unique=("place", "period", "node"),
    ),
    TableFile(
        path="data/values.csv",
        title="Every measured value, and what each step made of it",
        columns=(
            PLACE,
            PERIOD,
            NODE,
            _number("raw", "The value as it was measured; empty where it was not."),
            _number("denominated", "Divided by its denominator."),
            _number("imputed", "With gaps filled."),
            _number("treated", "With outliers treated."),
            _number("normalised", "On the common scale."),
        ),
        rows=_values,
        unique=("place", "period", "node"),
    ),
    TableFile(
        path="data/decisions.csv",
        title="The adopted value of every cell, where it comes from, and what was said as far as it is public",
        columns=(
            PLACE,
            PERIOD,
            QUESTION,
            _text("item", "Row of a table of answers."),
            _text("state", "answered, no_answer or not_applicable.", required=True),
            _text("option", "Code of the option chosen."),
            _number("points", "The points that it carries."),
            _text("origin", "import, accepted, adjudicated or carried.", required=True),
            _text("at", "Where it stood in the source."),
            _text("comment", "What the expert said; empty where the owner keeps comments."),
            _text("source", "The source named; empty where the owner keeps comments."),
            _text("raw", "What stood in the source where that was no value; empty where the owner keeps comments."),
            _text("reason", "What the reviewer decided and why; empty where the owner keeps comments."),
        ),
        rows=_decisions,
    ),
    TableFile(
        path="data/citations.csv",
        title="Where answers are read in the law",
        columns=(
            PLACE,
            PERIOD,
            QUESTION,
            _text("item", "Row of a table of answers."),
            _text("source", "The law or other source.", required=True),
            _text("version", "Its version."),
            _text("article", "The article."),
            _text("place_in", "The place in the article."),
            _text("quote", "The words."),
            _text("url", "Its address."),
        ),
        rows=_citations,
    ),
    TableFile(
        path="inputs/withheld.csv",
        title="Figures that the owner does not publish and that count as missing",
        columns=(PLACE, PERIOD, NODE),
        rows=_withheld,
        unique=("place", "period", "node"),
    ),
    TableFile(
        path="inputs/published.csv",
        title="Figures that the source itself published, for the audit",
        columns=(PLACE, PERIOD, NODE, _number("value", "The figure.", required=True)),
        rows=_published,
    ),
)

ANSWERS = TableFile(
    path="inputs/answers.csv",
    title="The answers that everything is computed from",
    columns=(
        PLACE,
        PERIOD,
        QUESTION,
        _text("answer", "Code or points of the option; empty where there is no answer."),
        _text("comment", "What the expert said; empty where the owner keeps comments."),
        _text("source", "The source named; empty where the owner keeps comments."),
    ),
    rows=lambda _content: (),
    unique=("place", "period", "question"),
)
"""Written by ``methods.tables.write_answers``; here are its columns."""
