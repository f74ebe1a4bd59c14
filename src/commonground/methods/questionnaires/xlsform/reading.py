"""Reading an XLSForm as a questionnaire, without losing a cell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from commonground.methods.errors import Problem
from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires.checks.conditions import condition_problems
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.questionnaires.questionnaire import (
    Evidence,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
)
from commonground.methods.questionnaires.xlsform.columns import Table, find, repeated_columns
from commonground.methods.questionnaires.xlsform.languages import UNKNOWN, language_tag
from commonground.methods.questionnaires.xlsform.pyxforms import pyxform_problems
from commonground.methods.questionnaires.xlsform.sheets import Cell, Row, SheetRows, read_sheets, text
from commonground.methods.questionnaires.xlsform.types import RowType, row_type
from commonground.methods.sentences import Sentence

FORM_SHEETS = ("survey", "choices", "settings")
YES = {"yes", "true", "true()", "1"}
_UNSAFE = re.compile(r"[^\w.-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file said: the questionnaire, and what of it is kept and not run."""

    questionnaire: Questionnaire
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a row of the survey sheet is: the question, or the beginning or end of the section, of this code."""

    question: str = ""
    begins: str = ""
    ends: str = ""


def read_xlsform(path: Path) -> Import:
    """Read the form at ``path``.

    Raises ``FileError`` for a file that is refused whole, ``QuestionnaireError`` for a form that pyxform refuses or
    whose sheets name a column twice. Every sheet is kept as it is under ``extras["xlsform"]``.
    """
    sheets = read_sheets(Path(path))
    problems = (*_shape(sheets, Path(path).name), *pyxform_problems(sheets, Path(path).name))
    if problems:
        raise QuestionnaireError(*problems)
    questionnaire, _ = questionnaire_of_sheets(sheets, stem=Path(path).stem)
    return Import(questionnaire=questionnaire, remarks=tuple(_remarks(questionnaire)))


def _shape(sheets: tuple[SheetRows, ...], name: str) -> Iterator[Problem]:
    if find(sheets, "survey") is None:
        yield Problem(
            code="xlsform-no-survey",
            place=name,
            message=Sentence('The workbook has no sheet "survey".'),
            remedy=Sentence("Choose an XLSForm, which lists its questions on that sheet."),
        )
    for wanted in FORM_SHEETS:
        sheet = find(sheets, wanted)
        if sheet is not None:
            yield from repeated_columns(sheet, name, "\x00")


def _remarks(questionnaire: Questionnaire) -> Iterator[Problem]:
    for question in questionnaire.questions:
        if question.kept:
            yield Problem(
                code="xlsform-kept",
                place=question.code,
                message=Sentence("This question is kept and cannot be answered here: %(kept)s.", kept=question.kept),
            )
    yield from condition_problems(questionnaire, kept=True)


def kept_sheets(questionnaire: Questionnaire) -> tuple[SheetRows, ...]:
    """The sheets that the questionnaire was read from; none where it was made here."""
    form = questionnaire.extras.get("xlsform", {})
    return tuple(SheetRows(name=each["name"], rows=tuple(each["rows"])) for each in form.get("sheets", ()))


def questionnaire_of_sheets(sheets: tuple[SheetRows, ...], *, stem: str) -> tuple[Questionnaire, dict[int, Mark]]:
    """The questionnaire that sheets make, and what each row of the survey sheet is in it."""
    reader = _Reader(sheets, stem)
    return reader.questionnaire(), reader.marks


class _Reader:
    def __init__(self, sheets: tuple[SheetRows, ...], stem: str) -> None:
        blank = SheetRows(name="", rows=())
        self.sheets = sheets
        self.stem = stem
        self.settings = _settings(find(sheets, "settings") or blank)
        self.source = language_tag(self.settings.get("default_language", "")) or UNKNOWN
        survey = find(sheets, "survey") or blank
        if "default_language" not in self.settings:
            self.source = _first_language(Table(sheet=survey, source=UNKNOWN))
        self.survey = Table(sheet=survey, source=self.source)
        self.choices = Table(sheet=find(sheets, "choices") or blank, source=self.source)
        self.lists = dict(self._lists())
        self.marks: dict[int, Mark] = {}
        self.sections: list[Section] = []
        self.questions: list[Question] = []
        self.open: list[Section] = []
        self.table: Question | None = None
        self.taken: set[tuple[bool, str]] = set()
        self.codes: dict[str, str] = {}

    def questionnaire(self) -> Questionnaire:
        for number, row in self.survey.rows:
            self.row(number, row)
        self.call_by_code()
        languages = [language for name, language in (*self.survey.columns, *self.choices.columns) if name == "label"]
        return Questionnaire(
            code=_safe(self.settings.get("form_id", "") or self.stem),
            version=self.settings.get("version", "1"),
            title={self.source: self.settings["form_title"]} if self.settings.get("form_title") else {},
            languages=tuple(dict.fromkeys((self.source, *languages))),
            sections=tuple(self.sections),
            questions=tuple(self.questions),
            settings=self.settings,
            extras={"xlsform": {"sheets": [{"name": each.name, "rows": list(each.rows)} for each in self.sheets]}},
        )

    def row(self, number: int, row: Row) -> None:
        written = self.survey.said(row, "type")
        if not written:
            return
        kind = row_type(written)
        if kind.begins:
            self.begin(number, row, kind)
        elif kind.ends:
            self.end(number)
        elif self.table is not None:
            self.table = self.with_item(self.table, number, row, kind)
        else:
            self.question(number, row, kind)

    def begin(self, number: int, row: Row, kind: RowType) -> None:
        if self.survey.said(row, "cg_kind") == Kind.TABLE:
            code = self.code(number, row)
            self.table = self.filled(row, Question(code=code, kind=Kind.TABLE, section=self.section))
            self.marks[number] = Mark(begins=code)
            return
        section = Section(
            code=self.code(number, row, "section"),
            title=self.survey.texts(row, "label"),
            text=self.survey.texts(row, "hint"),
            parent=self.section,
            relevance=self.survey.said(row, "relevant"),
            kept=self.kept or ("repeat" if kind.begins == "repeat" else ""),
        )
        self.marks[number] = Mark(begins=section.code)
        self.open.append(section)
        self.sections.append(section)

    def end(self, number: int) -> None:
        if self.table is not None:
            self.questions.append(self.table)
            self.marks[number], self.table = Mark(ends=self.table.code), None
        else:
            self.marks[number] = Mark(ends=self.open.pop().code)

    def with_item(self, table: Question, number: int, row: Row, kind: RowType) -> Question:
        code = self.survey.said(row, "cg_item") or self.survey.said(row, "name")
        item = Item(code=code, label=self.survey.texts(row, "label"))
        options, scale = self.offered(row, kind)
        self.codes[self.survey.said(row, "name")] = f"{table.code}/{code}"
        self.marks[number] = Mark(question=table.code)
        items = (*table.items, item)
        return replace(table, items=items, row=kind.kind, whole=kind.whole, options=options, scale=scale)

    def call_by_code(self) -> None:
        """Let expressions name questions by their codes where the form had to call them otherwise."""
        if self.codes:
            self.sections = [replace(each, relevance=self.told(each.relevance)) for each in self.sections]
            self.questions = [
                replace(
                    each,
                    relevance=self.told(each.relevance),
                    constraint=self.told(each.constraint),
                    calculation=self.told(each.calculation),
                )
                for each in self.questions
            ]

    def told(self, written: str) -> str:
        def code(match: re.Match[str]) -> str:
            return f"${{{self.codes[match[1]]}}}" if match[1] in self.codes else match[0]

        return re.sub(r"\$\{\s*([^{}]*?)\s*\}", code, written)

    def question(self, number: int, row: Row, kind: RowType) -> None:
        calculation = self.survey.said(row, "calculation")
        options, scale = self.offered(row, kind)
        worked_out = calculation and self.survey.said(row, "readonly").lower() in YES
        question = Question(
            code=self.code(number, row),
            kind=Kind.CALCULATED if worked_out else kind.kind,
            section=self.section,
            whole=kind.whole,
            calculation=calculation,
            kept=self.kept or kind.kept or ("" if worked_out else self.not_run(row)),
            options=options,
            scale=scale,
        )
        self.marks[number] = Mark(question=question.code)
        self.questions.append(self.filled(row, question))

    def offered(self, row: Row, kind: RowType) -> tuple[tuple[Option, ...], str]:
        """The options that a row offers, and the name of their list."""
        options = self.lists.get(kind.choices, ())
        if kind.other and all(option.code != "other" for option in options):
            options = (*options, Option(code="other", label={self.source: "Other"}))
        scale = f"{kind.choices} or_other" if kind.other else kind.choices
        own = self.survey.said(row, "cg_own_options") == "yes"
        return options, scale if options and not own else ""

    def filled(self, row: Row, question: Question) -> Question:
        said, texts = self.survey.said, self.survey.texts
        return replace(
            question,
            title=texts(row, "cg_title"),
            text=texts(row, "label"),
            help=texts(row, "hint"),
            relevance=said(row, "relevant"),
            constraint=said(row, "constraint"),
            constraint_message=texts(row, "constraint_message"),
            required=said(row, "required").lower() in YES,
            guidance=texts(row, "cg_guidance"),
            law_or_practice=said(row, "cg_law_or_practice"),
            weight=float(said(row, "cg_weight")) if said(row, "cg_weight") else None,
            evidence=Evidence(
                citations=int(said(row, "cg_citations") or 0),
                comment=said(row, "cg_comment") == "yes",
                text=texts(row, "cg_evidence"),
            ),
        )

    def not_run(self, row: Row) -> str:
        """Why a question of a kind that we run cannot be answered here all the same."""
        if self.survey.said(row, "choice_filter"):
            return "choices that depend on other answers"
        if self.survey.said(row, "readonly").lower() in YES:
            return "read only"
        return ""

    @property
    def section(self) -> str:
        return self.open[-1].code if self.open else ""

    @property
    def kept(self) -> str:
        return self.open[-1].kept if self.open else ""

    def code(self, number: int, row: Row, sort: str = "row") -> str:
        """The row's name; with the section before it, or its number, where the name is blank or taken."""
        name = self.survey.said(row, "cg_code") or self.survey.said(row, "name")
        within = _safe(f"{self.section}.{name}") if self.section else ""
        tries = (_safe(name), within) if name else ()
        numbered = f"{sort}_{number}"
        free = next((each for each in tries if each and (sort == "section", each) not in self.taken), numbered)
        self.taken.add((sort == "section", free))
        if self.survey.said(row, "cg_code"):
            self.codes[self.survey.said(row, "name")] = free
        return free

    def _lists(self) -> Iterator[tuple[str, tuple[Option, ...]]]:
        rows: dict[str, dict[str, Option]] = {}
        for _, row in self.choices.rows:
            name, code = self.choices.said(row, "list_name"), self.choices.said(row, "name")
            if name and code:
                rows.setdefault(name, {}).setdefault(code, self._option(row, code))
        for name, options in rows.items():
            yield name, tuple(options.values())

    def _option(self, row: Row, code: str) -> Option:
        said = self.choices.said
        return Option(
            code=said(row, "cg_code") or code,
            label=self.choices.texts(row, "label"),
            points=float(said(row, "cg_points")) if said(row, "cg_points") else None,
            reason=Reason(said(row, "cg_reason")) if said(row, "cg_reason") else None,
        )


def _settings(sheet: SheetRows) -> dict[str, str]:
    if len(sheet.rows) < 2:  # noqa: PLR2004 -- a header and one row
        return {}
    pairs = zip((text(cell).strip() for cell in sheet.rows[0]), sheet.rows[1], strict=False)
    names = {"set_form_title": "form_title", "set_form_id": "form_id", "title": "form_title"}
    return {names.get(name, name): said for name, cell in pairs if name and (said := _said(cell))}


def _said(cell: Cell) -> str:
    return text(cell).strip()


def _first_language(survey: Table) -> str:
    return next((language for base, language in survey.columns if base == "label"), UNKNOWN)


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name.strip())[:60] or "form"
