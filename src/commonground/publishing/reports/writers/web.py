"""A report as one HTML page that stands alone: the site's own style, drawings made here, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from commonground.publishing.drawing.axes import at
from commonground.publishing.reports.content import (
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    Heading,
    Picture,
    Plot,
    Report,
    Section,
    Shade,
    Table,
    Text,
)
from commonground.publishing.reports.writers.drawings import svg
from commonground.publishing.words import tongue

SHEET = "static/site/commonground.css"
MARKED, FIGURED = '<tr class="marked">', '<td class="n">'
STYLE = (
    ".report .drawn svg{max-inline-size:100%;block-size:auto}.report tr.marked>*{background:var(--paper-2)}"
    ".report .contents ol{columns:2;padding-inline-start:1.25rem}.report .open .defs{margin-block-start:var(--s5)}"
    ".report .big{font:var(--text-figure)/.9 var(--serif)}.report .sec h3{margin-block-start:var(--s5)}"
)


def web(report: Report) -> bytes:
    """The whole page."""
    sheet = resources.files("commonground.site").joinpath(SHEET).read_text(encoding="utf-8")
    notice = f'<aside class="demo"><div class="wrap">{escape(report.notice)}</div></aside>' if report.notice else ""
    return (
        f'<!doctype html><html lang="{report.language}" dir="{"rtl" if report.rtl else "ltr"}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(f'{report.title} · {report.sort}')}</title><style>{sheet}{STYLE}</style></head>"
        f'<body>{notice}<main class="wrap report">{"".join(_body(report))}</main></body></html>\n'
    ).encode()


def _body(report: Report) -> Iterator[str]:
    index = f"<span{tongue(report.tongue)}>{escape(report.index)}</span>"
    kicker = f"{escape(report.sort)} · {index} · {escape(report.edition)}"
    figure = _figure(report.figure) if report.figure else ""
    yield (
        f'<header class="open"><p class="kicker">{kicker}</p><h1>{escape(report.title)}</h1>'
        f'<p class="lede">{escape(report.finding)}</p>{figure}{_pairs(report.about)}</header>'
    )
    if report.whole:
        links = "".join(f'<li><a href="#{each.code}">{escape(each.title)}</a></li>' for each in report.sections)
        name = escape(report.words["contents"])
        yield f'<nav class="sec contents" aria-label="{name}"><div class="note"><h2>{name}</h2></div>'
        yield f'<div class="body"><ol>{links}</ol></div></nav>'
    for section in report.sections:
        yield _section(section, report)


def _figure(figure: Figure) -> str:
    said = "<br>".join(map(escape, filter(None, (figure.band, *figure.said))))
    return f'<p><span class="big">{escape(figure.text)}</span> {escape(figure.full)}<br>{said}</p>'


def _section(section: Section, report: Report) -> str:
    margin = f'<div class="note"><h2>{escape(section.title)}</h2></div>'
    drawn = any(isinstance(block, Table | Picture) for block in section.blocks)
    source = f'<p class="source">{escape(report.source)}</p>' if drawn else ""
    body = f"{_paragraphs(section.own)}{''.join(_blocks(section.blocks, report))}{source}"
    return f'<section class="sec" id="{escape(section.code)}">{margin}<div class="body">{body}</div></section>'


def _blocks(blocks: Iterable[Block], report: Report) -> Iterator[str]:
    level, marks = 3, tongue(report.tongue)
    for block in blocks:
        match block:
            case Heading(text=text, own=own):
                level = 4
                yield f"<h3{marks if own else ''}>{escape(text)}</h3>"
            case Text(paragraphs=paragraphs):
                yield _paragraphs(paragraphs)
            case Facts(pairs=pairs):
                yield _pairs(pairs)
            case Picture():
                yield f'<figure class="fig drawn">{_caption(block, level)}{svg(block, report.foreign)}</figure>'
            case Table():
                yield _table(block, level, marks)


def _paragraphs(said: Iterable[str]) -> str:
    return "".join(f'<p class="measure">{escape(each)}</p>' for each in said)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{_linked(said)}</dd>" for term, said in pairs)
    return f'<dl class="defs">{rows}</dl>'


def _linked(said: str) -> str:
    shown = escape(said)
    return f'<a href="{shown}">{shown}</a>' if said.startswith(("https://", "http://")) else f"<bdi>{shown}</bdi>"


def _caption(block: Table | Picture, level: int, marks: str = "") -> str:
    return f"<figcaption><h{level}{marks}>{escape(block.title)}</h{level}><p>{escape(block.note)}</p></figcaption>"


def _table(block: Table, level: int, marks: str) -> str:
    names = next(n for n, column in enumerate(block.columns) if column.kind == "text")
    head = "".join(_head(column, block.code, marks) for column in block.columns)
    rows = "".join(
        f"{MARKED if n in block.marked else '<tr>'}{''.join(_cells(block, row, names, marks))}</tr>"
        for n, row in enumerate(block.rows)
    )
    region = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(block.title)}">'
    return (
        f'<figure class="fig" id="{escape(block.code)}">{_caption(block, level, marks if block.own else "")}{region}'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></figure>"
    )


def _head(column: Column, code: str, marks: str) -> str:
    """A heading; that of drawings holds the axis, and the grid that every row's drawing refers to."""
    if column.kind != "plot":
        kind = {"number": ' class="n"', "shade": ' class="heads"'}.get(column.kind, "")
        said = marks if column.own_head else ""
        return f'<th scope="col"{kind}{said}>{escape(column.label)}</th>'
    last = column.ticks[-1][0]
    marks = "".join(
        f'<text x="{at(value, column.scale)}" y="12" text-anchor="{"end" if value == last else "middle"}">'
        f"{escape(label)}</text>"
        for value, label in column.ticks
    )
    lines = "".join(
        f'<line class="grid" x1="{place}" x2="{place}" y1="0" y2="100%"/>'
        for place in (at(value, column.scale) for value, _label in column.ticks)
    )
    drawn = f'<symbol id="{escape(code)}-grid">{lines}</symbol>{marks}'
    return f'<td class="plotted"><svg width="100%" height="16" aria-hidden="true">{drawn}</svg></td>'


def _cells(block: Table, row: Iterable[Cell], names: int, marks: str) -> Iterator[str]:
    for n, (column, cell) in enumerate(zip(block.columns, row, strict=True)):
        match cell:
            case Plot():
                yield f'<td class="plotted">{_plot(cell, column, block.code)}</td>'
            case Shade(text=text, level=level):
                yield f'<td class="shade {"apart" if level is None else f"b{level}"}">{escape(text)}</td>'
            case _ if n == names:
                yield f'<th scope="row"{marks if column.own_cells else ""}>{escape(cell)}</th>'
            case _:
                yield f"{FIGURED if column.kind == 'number' else '<td>'}{escape(cell)}</td>"


def _plot(cell: Plot, column: Column, code: str) -> str:
    """The drawing of a row; its figures stand in the row's other cells, so it is hidden from readers of words."""
    marks = [f'<use href="#{escape(code)}-grid"/>']
    for first, last in ((cell.low, cell.high), (cell.was, cell.dot)):
        if first is not None and last is not None:
            ends = f'x1="{at(first, column.scale)}" x2="{at(last, column.scale)}"'
            marks.append(f'<line class="iv" {ends} y1="50%" y2="50%"/>')
    if cell.tick is not None:
        place = at(cell.tick, column.scale)
        marks.append(f'<line class="tick" x1="{place}" x2="{place}" y1="25%" y2="75%"/>')
    if cell.was is not None:
        marks.append(f'<circle class="dot was" cx="{at(cell.was, column.scale)}"/>')
    if cell.dot is not None:
        band = "here" if cell.level is None else f"b{cell.level}"
        marks.append(f'<circle class="dot {band}" cx="{at(cell.dot, column.scale)}"/>')
    return f'<svg class="row" aria-hidden="true">{"".join(marks)}</svg>'
