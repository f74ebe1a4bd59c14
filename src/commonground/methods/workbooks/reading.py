"""Reading an official MIPEX workbook: which family it is of, and the whole index that is in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commonground.methods.audit import Warning_
from commonground.methods.errors import Problem, WorkbookError
from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Framework
from commonground.methods.index.score import score
from commonground.methods.index.scorecard import Scorecard
from commonground.methods.sentences import Sentence
from commonground.methods.tables.bundle import IndexBundle, PeriodInfo, PlaceInfo, Source
from commonground.methods.workbooks.figures import (
    Sheets,
    answers_of,
    edition_label,
    notes_of,
    published_of,
    withheld_of,
)
from commonground.methods.workbooks.frameworks import recipe_framework, tree_framework
from commonground.methods.workbooks.grid import Sheet, Workbook
from commonground.methods.workbooks.layouts import blocks, rows
from commonground.methods.workbooks.layouts.layout import CountrySheet
from commonground.methods.workbooks.links import check_links
from commonground.methods.workbooks.opening import open_workbook
from commonground.methods.workbooks.places import country, name_of, place_codes
from commonground.methods.workbooks.recipes.mipex_2015 import MIPEX_2015
from commonground.methods.workbooks.recipes.mipex_core import MIPEX_CORE
from commonground.methods.workbooks.recipes.recipe import Recipe
from commonground.methods.workbooks.wording import Words, collect


@dataclass(frozen=True, slots=True, kw_only=True)
class MipexReading:
    """An index and the workbook that it was read from.

    ``bundle`` is the index, ready to be imported. ``sheets`` are the country sheets by place, in the order of the
    workbook; ``scorecard`` is what the rule gives, with the figures withheld that the file does not publish, and
    ``naive`` what it would give without withholding any. ``remarks`` are what was odd about sheets as a whole.
    """

    recipe: Recipe
    bundle: IndexBundle
    sheets: Mapping[str, CountrySheet]
    words: Mapping[str, Words]
    scorecard: Scorecard
    naive: Scorecard
    remarks: tuple[Warning_, ...]


def read_mipex(path: Path) -> MipexReading:
    """Read a workbook of the core set or of the 2015 edition, whichever most of its sheets are of.

    Raises ``WorkbookError`` where the file is refused, or is a workbook of neither family.
    """
    workbook = open_workbook(path)
    core = list(filter(blocks.is_country_sheet, workbook.sheets))
    edition = list(filter(rows.is_country_sheet, workbook.sheets))
    if not core and not edition:
        raise _no_country_sheet(workbook.name)
    if len(core) >= len(edition):
        return _reading(workbook, MIPEX_CORE, *_read_core(core, MIPEX_CORE), check_links(workbook, core))
    return _reading(workbook, MIPEX_2015, *_read_2015(edition, MIPEX_2015), check_links(workbook, edition))


Read = tuple[list[CountrySheet], Callable[[Mapping[str, Words]], Framework]]


def _read_core(sheets: Iterable[Sheet], recipe: Recipe) -> Read:
    found = [blocks.read_blocks(sheet, recipe) for sheet in sheets]
    return found, lambda words: recipe_framework(recipe, words)


def _read_2015(sheets: Iterable[Sheet], recipe: Recipe) -> Read:
    found, tree = rows.read_rows(sheets, recipe)
    return found, lambda words: tree_framework(recipe, tree, words)


def _reading(
    workbook: Workbook,
    recipe: Recipe,
    read: list[CountrySheet],
    framework_of: Callable[[Mapping[str, Words]], Framework],
    links: Iterable[Warning_],
) -> MipexReading:
    heads = {*recipe.areas, *recipe.aggregates}
    answered = [sheet for sheet in read if any(node not in heads for node, _ in sheet.answered)]
    if not answered:
        raise _no_country_sheet(workbook.name)
    if not _calculated(answered, heads):
        raise _not_calculated(workbook.name)
    words = collect(answered)
    framework = framework_of(words)
    codes, remarks = place_codes([sheet.name for sheet in answered])
    sheets = dict(zip(codes, answered, strict=True))
    answers = answers_of(framework, sheets)
    published = withheld_of(framework, answers, sheets)
    return MipexReading(
        recipe=recipe,
        bundle=_bundle(
            workbook=workbook, recipe=recipe, sheets=sheets, words=words, framework=framework, answers=published
        ),
        sheets=sheets,
        words=words,
        scorecard=score(framework, published),
        naive=score(framework, answers),
        remarks=(*links, *remarks, *_unread(workbook, answered)),
    )


def _unread(workbook: Workbook, read: Iterable[CountrySheet]) -> Iterator[Warning_]:
    """A remark for every sheet that is named by a country but was not read."""
    names = {sheet.name for sheet in read}
    for sheet in workbook.sheets:
        if sheet.name not in names and country(sheet.name):
            message = Sentence(
                "The sheet is named by a country, but answers are not found where the other sheets have them. "
                "It is not read."
            )
            yield Warning_(sheet=sheet.name, cell="A1", kind="unknown_sheet", message=message)


def _bundle(
    *,
    workbook: Workbook,
    recipe: Recipe,
    sheets: Sheets,
    words: Mapping[str, Words],
    framework: Framework,
    answers: Answers,
) -> IndexBundle:
    return IndexBundle(
        code=recipe.id,
        edition_label=edition_label(answers),
        framework=framework,
        answers=answers,
        places=tuple(PlaceInfo(code=code, name=name_of(code, sheets[code].name)) for code in answers.places),
        periods=tuple(PeriodInfo(code=period, label=period) for period in answers.periods),
        source=Source(name=workbook.name, sha256=workbook.sha256, recipe=recipe.id, recipe_version=recipe.version),
        notes=notes_of(framework, sheets),
        published=published_of(framework, sheets),
        variants=tuple(variant for node in words.values() for variant in node.variants),
        summary=recipe.summary,
    )


def _calculated(sheets: Iterable[CountrySheet], heads: Container[str]) -> bool:
    """Whether any formula of an area or overall score shows what it came to; true, too, where none has a formula."""
    cells = (
        sheet.sheet.at(*position) for sheet in sheets for (node, _), position in sheet.sites.items() if node in heads
    )
    formulas = [cell for cell in cells if cell.formula]
    return not formulas or any(cell.value is not None or cell.error for cell in formulas)


def _not_calculated(name: str) -> WorkbookError:
    return WorkbookError(
        Problem(
            code="workbook-not-calculated",
            message=Sentence("The workbook holds formulas without their results."),
            remedy=Sentence("Open it in a spreadsheet program, which works them out, and save it."),
            place=name,
        )
    )


def _no_country_sheet(name: str) -> WorkbookError:
    return WorkbookError(
        Problem(
            code="workbook-no-country-sheet",
            message=Sentence("No sheet of the workbook is a country sheet of MIPEX with answers in it."),
            remedy=Sentence(
                "Choose the workbook of the core indicators (2007-2019) or of the 2015 edition, as published."
            ),
            place=name,
        )
    )
