"""A report as one HTML page that stands alone: style from the site's own sheet, drawings made here, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from commonground.scores.examinations.report import Cell, Column, Heat, Part, Plot, Report, Scale, Sentence, Table

SHEET = "static/site/commonground.css"


def page(report: Report) -> str:
    """The whole page."""
    notice = f'<aside class="demo"><div class="wrap">{escape(report.notice)}</div></aside>' if report.notice else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_style()}</style></head>"
        f'<body>{notice}<main class="wrap report">{"".join(_body(report))}</main></body></html>\n'
    )


def _style() -> str:
    return resources.files("commonground.site").joinpath(SHEET).read_text(encoding="utf-8")


def _body(report: Report) -> Iterator[str]:
    yield f'<header class="open"><p class="kicker">{escape(report.subtitle)}</p><h1>{escape(report.title)}</h1>'
    yield f'<p class="lede">{escape(report.lede)}</p></header>'
    yield from sections(report)


def sections(report: Report) -> Iterator[str]:
    """The report below its heading, as elements with the site's classes; every text in it is escaped."""
    figures = (f"<div><dt>{escape(what)}</dt><dd>{escape(figure)}</dd></div>" for figure, what in report.figures)
    yield f'<dl class="figures">{"".join(figures)}</dl>'
    looked = _sentences(report.look_at) if report.look_at else "<p>Nothing asks for a closer look.</p>"
    yield _section("look-at", "What to look at", "Each leads to the table that it rests on.", looked)
    for part in report.parts:
        yield _section(part.code, part.title, part.note, "".join(_part(part)))
    method = "".join(f"<p>{escape(line)}</p>" for line in report.method)
    yield _section("method", "Method and sources", "", f'<div class="stack measure">{method}</div>')


def _section(code: str, title: str, note: str, body: str) -> str:
    margin = f'<div class="note"><h2>{escape(title)}</h2><p>{escape(note)}</p></div>'
    return f'<section class="sec" id="{escape(code)}">{margin}<div class="body">{body}</div></section>'


def _sentences(sentences: Iterable[Sentence]) -> str:
    return f'<ul class="ruled">{"".join(map(_sentence, sentences))}</ul>'


def _sentence(each: Sentence) -> str:
    look = f'<p class="look small">{escape(each.look)}</p>' if each.look else ""
    return f'<li><p>{escape(each.text)} <a href="#{escape(each.exhibit)}">Figures</a></p>{look}</li>'


def _part(part: Part) -> Iterator[str]:
    yield _sentences(part.sentences)
    for table in part.tables:
        yield _table(table)


def _table(table: Table) -> str:
    head = "".join(_head(column, _grid(table, at)) for at, column in enumerate(table.columns))
    rows = "".join(f"<tr>{''.join(_cells(table, row))}</tr>" for row in table.rows)
    region = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
    return (
        f'<figure class="fig" id="{escape(table.code)}"><figcaption><h3>{escape(table.title)}</h3>'
        f"<p>{escape(table.note)}</p></figcaption>{region}<table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></figure>"
    )


def _grid(table: Table, at: int) -> str:
    return f"{table.code}-g{at}"


def _head(column: Column, grid: str) -> str:
    """A heading; that of drawings holds the axis, and the grid that every row's drawing refers to."""
    if column.kind == "plot":
        marks = "".join(
            f'<text x="{_at(value, column.scale)}" y="12" text-anchor="{_anchor(value, column.scale)}">'
            f"{escape(label)}</text>"
            for value, label in column.ticks
        )
        lines = "".join(
            f'<line class="grid" x1="{_at(value, column.scale)}" x2="{_at(value, column.scale)}" y1="0" y2="100%"/>'
            for value, _ in column.ticks
        )
        drawn = f'<symbol id="{escape(grid)}">{lines}</symbol>{marks}'
        return f'<td class="plotted"><svg width="100%" height="16" aria-hidden="true">{drawn}</svg></td>'
    if not column.label:
        return "<td></td>"
    return f'<th scope="col"{_class(column)}>{escape(column.label)}</th>'


def _anchor(value: float, scale: Scale) -> str:
    """The last label ends where the drawing ends, so that none is cut off."""
    return "end" if value >= scale[1] > scale[0] else "middle"


def _class(column: Column) -> str:
    return {"number": ' class="n"', "heat": ' class="heads"'}.get(column.kind, "")


def _cells(table: Table, row: Iterable[Cell]) -> Iterator[str]:
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        match cell:
            case Plot():
                yield f'<td class="plotted">{_plot(cell, column.scale, _grid(table, at))}</td>'
            case Heat(text=text, level=level):
                kind = "apart" if level is None else f"b{level}"
                yield f'<td class="shade {kind}">{escape(text)}</td>'
            case _ if not at:
                yield f'<th scope="row">{escape(cell)}</th>'
            case _:
                yield f"<td{_class(column)}>{escape(cell)}</td>"


def _plot(plot: Plot, scale: Scale, grid: str) -> str:
    """The drawing of a row; its figures stand in the row's other cells, so it is hidden from readers of words."""
    marks = [f'<use href="#{escape(grid)}"/>']
    if plot.low is not None and plot.high is not None:
        marks.append(f'<line class="iv" x1="{_at(plot.low, scale)}" x2="{_at(plot.high, scale)}" y1="50%" y2="50%"/>')
    if plot.tick is not None:
        marks.append(
            f'<line class="tick" x1="{_at(plot.tick, scale)}" x2="{_at(plot.tick, scale)}" y1="25%" y2="75%"/>'
        )
    if plot.dot is not None:
        marks.append(f'<circle class="dot here" cx="{_at(plot.dot, scale)}"/>')
    return f'<svg class="row" aria-hidden="true">{"".join(marks)}</svg>'


def _at(value: float, scale: Scale) -> str:
    low, high = scale
    share = (value - low) / (high - low) if high > low else 0.5
    return f"{round(min(max(share, 0.0), 1.0) * 100, 1):g}%"
