"""Writing a questionnaire as an XLSForm.

A questionnaire that was read from a form goes out with every sheet, row and column as they came; only the cells that
say something else by now are written anew. What XLSForm has no column for stands in columns that begin with ``cg_``,
which other programs leave aside and ``read_xlsform`` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from commonground.methods.questionnaires.questionnaire import Kind, Option, Question, Questionnaire, Section
from commonground.methods.questionnaires.texts import Texts
from commonground.methods.questionnaires.xlsform.columns import Key, Table, find
from commonground.methods.questionnaires.xlsform.languages import language_name
from commonground.methods.questionnaires.xlsform.reading import Mark, kept_sheets, questionnaire_of_sheets
from commonground.methods.questionnaires.xlsform.sheets import Row, SheetRows, text, write_sheets
from commonground.methods.tables.spelling import number_text

Cells = dict[Key, str]

TYPES = {
    Kind.TEXT: "text",
    Kind.NUMBER: "decimal",
    Kind.DATE: "date",
    Kind.NOTE: "note",
    Kind.CALCULATED: "calculate",
    Kind.KEPT: "text",
}
_NAME = re.compile(r"[^\w.-]|^(?=[\d.-])")


def xlsform_bytes(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as an .xlsx file."""
    return write_sheets(xlsform_sheets(questionnaire))


def xlsform_sheets(questionnaire: Questionnaire) -> tuple[SheetRows, ...]:
    """The questionnaire as the sheets of a form."""
    sheets = kept_sheets(questionnaire)
    before, marks = questionnaire_of_sheets(sheets, stem=questionnaire.code) if sheets else (None, {})
    written = {
        "survey": _survey(questionnaire, before, marks, sheets),
        "choices": _choices(questionnaire, before, sheets),
        "settings": _settings(questionnaire, before, sheets),
    }
    kept = [written.pop(sheet.name.strip().lower(), sheet) for sheet in sheets]
    return (*kept, *(sheet for sheet in written.values() if sheet.rows))


class _Page:
    """A sheet being written: rows by key of their columns, over the rows that were there."""

    def __init__(self, name: str, sheet: SheetRows | None, source: str, first: Sequence[Key]) -> None:
        self.sheet = sheet or SheetRows(name=name, rows=())
        table = Table(sheet=self.sheet, source=source)
        self.source = source
        self.head: Row = list(self.sheet.rows[0]) if self.sheet.rows else []
        self.columns = dict(table.columns)
        self.rows: list[Row] = []
        if not self.head:
            for key in first:
                self.column(key)

    def column(self, key: Key) -> int:
        if key not in self.columns:
            base, language = key
            self.columns[key] = len(self.head)
            self.head.append(f"{base}::{language_name(language)}" if language else base)
        return self.columns[key]

    def write(self, row: Row, cells: Cells, before: Cells) -> None:
        """Add a row: what it was, with the cells that have changed."""
        changed = {key: said for key, said in cells.items() if said != before.get(key, "")}
        changed |= {key: "" for key, said in before.items() if said and key not in cells}
        row = list(row)
        for key, said in changed.items():
            at = self.column(key)
            row.extend([""] * (at + 1 - len(row)))
            row[at] = said
        while row and row[-1] == "":
            row.pop()
        self.rows.append(row)

    def done(self) -> SheetRows:
        return SheetRows(name=self.sheet.name, rows=(self.head, *self.rows) if self.head else ())


def _survey(
    questionnaire: Questionnaire,
    before: Questionnaire | None,
    marks: Mapping[int, Mark],
    sheets: Sequence[SheetRows],
) -> SheetRows:
    page = _Page("survey", find(sheets, "survey"), questionnaire.source, (("type", ""), ("name", "")))
    return _Survey(questionnaire, before, marks, page).written()


class _Survey:
    """Walks the rows that were there, and puts what is new at the end of its section."""

    def __init__(
        self, questionnaire: Questionnaire, before: Questionnaire | None, marks: Mapping[int, Mark], page: _Page
    ) -> None:
        self.now = questionnaire
        self.before = before
        self.marks = marks
        self.page = page
        self.names = _Names(questionnaire)
        self.sections = {each.code for each in questionnaire.sections}
        old = before or questionnaire
        same_order = [each.code for each in old.questions if each.code in questionnaire]
        self.in_place = before is not None and same_order == [
            each.code for each in questionnaire.questions if each.code in old
        ]
        self.in_place &= all(
            questionnaire.question(each).section == old.question(each).section for each in same_order
        ) and [each for each in old.sections if each.code in self.sections] == [
            each for each in questionnaire.sections if any(one.code == each.code for one in old.sections)
        ]

    def written(self) -> SheetRows:
        if self.before is None or not self.in_place:
            self.all_anew("")
        else:
            self.over_the_old(self.before)
        return self.page.done()

    def over_the_old(self, before: Questionnaire) -> None:
        skipping = ""
        for number, row in enumerate(self.page.sheet.rows[1:], start=2):
            mark = self.marks.get(number, Mark())
            code = mark.question or mark.begins or mark.ends
            table = code in before and before.question(code).kind is Kind.TABLE
            if skipping or (table and (code not in self.now or self.changed(before, code))):
                skipping = self.skip(mark, skipping, code)
            elif mark.ends and not table:
                self.new_ones(before, mark.ends)
                self.page.write(row, {}, {})
            elif mark.begins or not mark.question or table:
                self.page.write(row, {}, {})
            elif code in self.now:
                self.page.write(row, self.cells(self.now.question(code)), self.cells(before.question(code)))
        self.new_ones(before, "")

    def changed(self, before: Questionnaire, code: str) -> bool:
        return self.now.question(code) != before.question(code)

    def skip(self, mark: Mark, skipping: str, code: str) -> str:
        """Leave a table's rows out, and write it anew in their place if it is still there."""
        if mark.ends and (not skipping or mark.ends == skipping):
            return ""
        if not skipping and code in self.now:
            self.write_question(self.now.question(code))
        return skipping or code

    def new_ones(self, before: Questionnaire, section: str) -> None:
        for each in self.now.questions:
            if each.section == section and each.code not in before:
                self.write_question(each)
        known = {each.code for each in before.sections}
        for each_section in self.now.sections:
            if each_section.parent == section and each_section.code not in known:
                self.write_section(each_section)

    def all_anew(self, section: str) -> None:
        """Questions in their order, each section where its first question stands."""
        done: set[str] = set()
        for question in self.now.questions:
            path = [each.code for each in self.now.around(question.section)][::-1]
            if section and section not in path:
                continue
            below = path[path.index(section) + 1 :] if section else path
            if not below:
                self.write_question(question)
            elif below[0] not in done:
                done.add(below[0])
                self.write_section(self.now.section(below[0]))
        for each in self.now.sections:
            if each.parent == section and each.code not in done:
                self.write_section(each)

    def write_section(self, section: Section) -> None:
        begin = {("type", ""): "begin repeat" if section.kept == "repeat" else "begin group"}
        begin |= {("name", ""): self.names.name(section.code), ("relevant", ""): self.names.told(section.relevance)}
        begin |= {("cg_code", ""): section.code if self.names.name(section.code) != section.code else ""}
        begin |= {**_spoken("label", section.title), **_spoken("hint", section.text)}
        self.page.write([], begin, {})
        self.all_anew(section.code)
        self.page.write([], {("type", ""): str(begin["type", ""]).replace("begin", "end")}, {})

    def write_question(self, question: Question) -> None:
        if question.kind is not Kind.TABLE:
            self.page.write([], self.cells(question), {})
            return
        cells = {**self.cells(question), ("type", ""): "begin group", ("appearance", ""): "field-list"}
        self.page.write([], {**cells, ("cg_kind", ""): Kind.TABLE.value}, {})
        for item in question.items:
            name = self.names.name(f"{question.code}.{item.code}")
            row = {("type", ""): _type(question), ("name", ""): name, ("cg_item", ""): item.code}
            row |= {**_spoken("label", item.label), ("cg_own_options", ""): _own(question)}
            self.page.write([], row, {})
        self.page.write([], {("type", ""): "end group"}, {})

    def cells(self, question: Question) -> Cells:
        name = self.names.name(question.code)
        plain = {
            "type": _type(question),
            "name": name,
            "relevant": self.names.told(question.relevance),
            "constraint": self.names.told(question.constraint),
            "calculation": self.names.told(question.calculation),
            "required": "yes" if question.required else "",
            "cg_code": question.code if name != question.code else "",
            "cg_law_or_practice": question.law_or_practice,
            "cg_weight": "" if question.weight is None else number_text(question.weight),
            "cg_citations": str(question.evidence.citations or ""),
            "cg_comment": "yes" if question.evidence.comment else "",
            "cg_own_options": "" if question.kind is Kind.TABLE else _own(question),
        }
        spoken = {
            **_spoken("label", question.text),
            **_spoken("hint", question.help),
            **_spoken("constraint_message", question.constraint_message),
            **_spoken("cg_title", question.title),
            **_spoken("cg_guidance", question.guidance),
            **_spoken("cg_evidence", question.evidence.text),
        }
        return {**{(key, ""): said for key, said in plain.items() if said}, **spoken}


class _Names:
    """Codes as XML can name them: ``1a`` becomes ``_1a``."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.codes = {each.code: self.name(each.code) for each in questionnaire.questions}

    def name(self, code: str) -> str:
        return _NAME.sub("_", code) or "_"

    def told(self, written: str) -> str:
        """An expression with the names that the codes have here."""
        return re.sub(r"\$\{\s*([^{}]*?)\s*\}", self._reference, written)

    def _reference(self, match: re.Match[str]) -> str:
        code, slash, item = match[1].partition("/")
        if code not in self.codes or (self.codes[code] == code and not slash):
            return match[0]
        return f"${{{self.name(f'{code}.{item}' if slash else code)}}}"


def _spoken(base: str, texts: Texts) -> Cells:
    return {(base, language): said for language, said in texts.items() if said}


def _own(question: Question) -> str:
    return "yes" if question.options and not question.scale else ""


def _type(question: Question) -> str:
    kind = question.answer_kind
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        return f"select_{'one' if kind is Kind.SINGLE else 'multiple'} {_list(question)}"
    return "integer" if question.whole else TYPES[kind]


def _list(question: Question) -> str:
    return question.scale or f"of_{_NAME.sub('_', question.code)}"


def _choices(questionnaire: Questionnaire, before: Questionnaire | None, sheets: Sequence[SheetRows]) -> SheetRows:
    page = _Page("choices", find(sheets, "choices"), questionnaire.source, ())
    old, now = _lists(before), _lists(questionnaire)
    if now and not page.head:
        page.column(("list_name", ""))
        page.column(("name", ""))
    used = {each.scale.removesuffix(" or_other") for each in questionnaire.questions}
    seen: dict[str, set[str]] = {}
    for at, row in enumerate(page.sheet.rows[1:], start=1):
        name, code = _row_says(page, row, "list_name"), _row_says(page, row, "cg_code") or _row_says(page, row, "name")
        options, earlier = now.get(name, {}), old.get(name, {})
        if name not in old or code not in earlier or options == earlier or (name not in now and name in used):
            page.write(row, {}, {})
        elif code in options:
            page.write(row, _option(name, options[code]), _option(name, earlier[code]))
        seen.setdefault(name, set()).add(code)
        if name in now and _is_last(page, at, name):
            _add(page, name, [each for each in options.values() if each.code not in seen[name] | earlier.keys()])
    for name, options in now.items():
        if name not in seen:
            _add(page, name, list(options.values()))
    return page.done()


def _add(page: _Page, name: str, options: Sequence[Option]) -> None:
    for option in options:
        page.write([], _option(name, option), {})


def _is_last(page: _Page, at: int, name: str) -> bool:
    return all(_row_says(page, row, "list_name") != name for row in page.sheet.rows[at + 1 :])


def _row_says(page: _Page, row: Row, base: str) -> str:
    at = page.columns.get((base, ""))
    return text(row[at]).strip() if at is not None and at < len(row) else ""


def _lists(questionnaire: Questionnaire | None) -> dict[str, dict[str, Option]]:
    """The options of every list; of a list with "or other", those that stand on the sheet."""
    found: dict[str, dict[str, Option]] = {}
    for question in questionnaire.questions if questionnaire else ():
        if question.options and not _list(question).endswith(" or_other"):
            found.setdefault(_list(question), {option.code: option for option in question.options})
    return found


def _option(name: str, option: Option) -> Cells:
    code = option.code.replace(" ", "_")
    plain = {
        "list_name": name,
        "name": code,
        "cg_code": option.code if code != option.code else "",
        "cg_points": "" if option.points is None else number_text(option.points),
        "cg_reason": option.reason.value if option.reason else "",
    }
    return {**{(key, ""): said for key, said in plain.items() if said}, **_spoken("label", option.label)}


def _settings(questionnaire: Questionnaire, before: Questionnaire | None, sheets: Sequence[SheetRows]) -> SheetRows:
    page = _Page("settings", find(sheets, "settings"), questionnaire.source, ())
    cells = _form_settings(questionnaire)
    if before is not None and _form_settings(before) == cells:
        return page.sheet
    row = page.sheet.rows[1] if len(page.sheet.rows) > 1 else []
    page.write(row, cells, _form_settings(before) if before is not None else {})
    page.rows.extend(page.sheet.rows[2:])
    return page.done()


def _form_settings(questionnaire: Questionnaire) -> Cells:
    said: Iterator[tuple[str, str]] = iter(
        {
            "form_title": questionnaire.title.get(questionnaire.source, ""),
            "form_id": questionnaire.code,
            "version": questionnaire.version,
            "default_language": language_name(questionnaire.source),
        }.items()
    )
    return {(key, ""): each for key, each in said if each}
