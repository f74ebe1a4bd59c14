"""Small invented workbooks of both families, with right figures throughout, into which tests plant defects."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

POINTS = (0.0, 50.0, 100.0)

# strand: columns in the order of the sheet; a composite before its parts, which are written with a dot
CORE = {
    "a": "aa1 aa3 aa5 ab6 ab7ab8 ab9 ac13 ac14 ad18",
    "b": "ba21 ba26ba27 bb28 .bb28a .bb28b bb29 .bb29a .bb29b .bb29c bb30bb31 .bb31 .bb30 bc34 bc35 bc36 bd38",
    "c": "ca45ca47 ca49 cb50 cb51 .cb51a .cb51b .cb51c cb53 cd60 cc59cd64 .cc59 .cd64",
    "d": "db65db67db68 db70 dc71abd dd75 dd76",
    "e": "ea80 eb84a eb85 eb88 eb89 eb90 ed96",
    "f": "fa98 fa102_new fb_new .fb104a .fb105a .fb106 .fb107 fd115ab",
    "g": "ga117 gb .gb123 .gb124 .gb125 .gb126 gc gd136 gd137gd140 gd144",
    "h": "145a 148 146a 149 147a 150 152c 153c 156a 159 163 165",
}
NESTED = {
    "e": ("ea80", ("eb84a", "eb85"), ("eb88", "eb89", "eb90"), "ed96"),
    "g": ("ga117", "gb", "gc", ("gd136", "gd137gd140", "gd144")),
    "h": (("145a", "146a", "147a"), ("148", "149", "150"), "152c", "153c", "156a", "159", "163", "165"),
}
MEANS = {
    "cb51": ("cb51a", "cb51b", "cb51c"),
    "fb_new": ("fb104a", "fb105a", "fb106", "fb107"),
    "gb": ("gb123", "gb124", "gb125", "gb126"),
}
OVERALLS = ("abcdefgh", "abcdefg", "abdefg")
OPTIONS = "100 - All of it\n50 - Part of it,\nas far as it goes\n0 - None of it"


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was stored with it."""

    text: str
    value: float | str


@dataclass
class Book:
    """A workbook on its way to a file: what stands in every cell of every sheet."""

    cells: dict[str, dict[str, object]] = field(default_factory=dict)
    where: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def put(self, sheet: str, cell: str, value: object) -> None:
        self.cells.setdefault(sheet, {})[cell] = value

    def at(self, sheet: str, node: str, period: int) -> str:
        return self.where[sheet, node, str(period)]

    def value(self, sheet: str, node: str, period: int) -> float:
        found = self.cells[sheet][self.at(sheet, node, period)]
        return found.value if isinstance(found, Formula) else found

    def plant(self, sheet: str, node: str, period: int, value: object) -> str:
        """Put something else into the cell of a figure; returns the cell."""
        cell = self.at(sheet, node, period)
        self.put(sheet, cell, value)
        return cell

    def save(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as file:
            for name, cells in self.cells.items():
                sheet = file.add_worksheet(name)
                for cell, value in cells.items():
                    if isinstance(value, Formula):
                        sheet.write_formula(cell, f"={value.text}", None, value.value)
                    elif value is not None:
                        sheet.write(cell, value)
        return path


def points(*seed: object) -> float:
    """An answer that looks like chance and is the same in every run."""
    return POINTS[zlib.crc32(repr(seed).encode()) % 3]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def core(places: Sequence[str] = ("SE", "UK", "XX"), years: Sequence[int] = (2014, 2019), *, first: int = 1) -> Book:
    """A workbook of the core set. ``first`` is the row of the first heading."""
    book = Book()
    for place in places:
        _core_sheet(book, place, years, first)
    return book


def _core_sheet(book: Book, place: str, years: Sequence[int], first: int) -> None:
    row = first + len(years) + 3
    for area, codes in CORE.items():
        row = _core_block(book, place, years, area, codes.split(), row=row)
    for column, label in enumerate(
        (
            "Year",
            "Overall Score (with health)",
            "Overall Score (with/out health)",
            "Overall Score (with/out health and education)",
        )
    ):
        book.put(place, xl_rowcol_to_cell(first, column), label)
    for index, year in enumerate(years):
        book.put(place, xl_rowcol_to_cell(first + 1 + index, 0), year)
        for column, (areas, node) in enumerate(
            zip(OVERALLS, ("overall", "overall_no_health", "overall_no_health_education"), strict=True), start=1
        ):
            cell = xl_rowcol_to_cell(first + 1 + index, column)
            value = mean([book.value(place, area, year) for area in areas])
            read = ",".join(book.at(place, area, year) for area in areas)
            book.put(place, cell, Formula(f"AVERAGE({read})", value))
            book.where[place, node, str(year)] = cell


def _core_block(book: Book, place: str, years: Sequence[int], area: str, codes: list[str], *, row: int) -> int:
    labels = ("Policy strand", "Indicator", "Sub-indicator", "Title ", "Description ", "Answer options ", "Year")
    for offset, label in enumerate(labels):
        book.put(place, xl_rowcol_to_cell(row + offset, 0), label)
    book.put(place, xl_rowcol_to_cell(row, 1), f"Strand {area}")
    book.put(place, xl_rowcol_to_cell(row + 1, 1), area)
    book.put(place, xl_rowcol_to_cell(row + 6, 1), "Score")
    book.put(place, xl_rowcol_to_cell(row + 6, 2), "Comments")
    for index, code in enumerate(codes):
        _core_column(book, place, years, code, row=row, column=3 + 3 * index)
    for index, year in enumerate(years):
        at = row + 7 + index
        book.put(place, xl_rowcol_to_cell(at, 0), year)
        for node, children in MEANS.items():
            if node in codes:
                _mean(book, place, node, year, children=children, cell=xl_rowcol_to_cell(at, 4 + 3 * codes.index(node)))
        if "bb30bb31" in codes:
            _weighted(book, place, year, xl_rowcol_to_cell(at, 4 + 3 * codes.index("bb30bb31")))
        _tables(book, place, year, codes, at)
        tops = NESTED.get(area, tuple(code for code in codes if not code.startswith(".")))
        _mean(book, place, area, year, children=tops, cell=xl_rowcol_to_cell(at, 1))
    return row + 8 + len(years)


def _core_column(book: Book, place: str, years: Sequence[int], code: str, *, row: int, column: int) -> None:
    part = code.startswith(".")
    code = code.removeprefix(".")
    composite = code in {*MEANS, "bb28", "bb29", "bb30bb31", "cc59cd64"}
    book.put(place, xl_rowcol_to_cell(row + 1, column), "Indicator")
    book.put(place, xl_rowcol_to_cell(row + 1 + part, column + 1), int(code) if code.isdigit() else f" {code} ")
    book.put(place, xl_rowcol_to_cell(row + 3, column + 1), f"Title of {code}")
    book.put(place, xl_rowcol_to_cell(row + 4, column + 1), f"What about {code}?")
    book.put(place, xl_rowcol_to_cell(row + 5, column + 1), OPTIONS)
    for offset, label in enumerate(("Year ", "Score ", "Comment ")):
        book.put(place, xl_rowcol_to_cell(row + 6, column + offset), label)
    for index, year in enumerate(years):
        at = row + 7 + index
        book.put(place, xl_rowcol_to_cell(at, column), year)
        cell = xl_rowcol_to_cell(at, column + 1)
        book.put(place, cell, points(place, code, year))
        if not composite:
            book.put(place, xl_rowcol_to_cell(at, column + 2), f"Why {code} in {place}")
        book.where[place, code, str(year)] = cell


def _mean(book: Book, place: str, node: str, year: int, *, children: Sequence, cell: str) -> None:
    def value(child):
        return book.value(place, child, year) if isinstance(child, str) else mean([value(each) for each in child])

    def text(child):
        if isinstance(child, str):
            return book.at(place, child, year)
        return f"(({'+'.join(text(each) for each in child)})/{len(child)})"

    formula = f"AVERAGE({','.join(text(child) for child in children)})"
    book.put(place, cell, Formula(formula, value(tuple(children))))
    book.where[place, node, str(year)] = cell


def _weighted(book: Book, place: str, year: int, cell: str) -> None:
    low, high = book.at(place, "bb30", year), book.at(place, "bb31", year)
    value = 0.67 * book.value(place, "bb31", year) + 0.33 * book.value(place, "bb30", year)
    book.put(place, cell, Formula(f"+0.67*{high}+0.33*{low}", value))
    book.where[place, "bb30bb31", str(year)] = cell


def _tables(book: Book, place: str, year: int, codes: list[str], row: int) -> None:
    """The composites that follow tables, worked out in another way than by the tables."""
    rules: dict[str, Callable[..., float]] = {
        "bb28": lambda a, b: (
            100.0 if a == 100 else {0: 0.0, 50: 33.0, 100: 67.0}[b] + ({0: 17, 50: 17, 100: 16}[b] if a else 0)
        ),
        "bb29": lambda a, b, c: {100: 100.0, 50: 90.0}.get(a, b / 5 + c * 0.6),
        "cc59cd64": lambda a, b: 0.0 if b == 0 else 100.0 if a else {50: 33.0, 100: 67.0}[b],
    }
    parts = {"bb28": ("bb28a", "bb28b"), "bb29": ("bb29a", "bb29b", "bb29c"), "cc59cd64": ("cc59", "cd64")}
    for node, children in parts.items():
        if node in codes:
            cell = xl_rowcol_to_cell(row, 4 + 3 * codes.index(node))
            book.put(place, cell, rules[node](*(book.value(place, child, year) for child in children)))


# area: dimensions, each with indicators; an indicator with parts is a tuple; None is an indicator without a number
EDITION = {
    area: (
        (f"{index * 4 + 1}", (f"{index * 4 + 2}", "ab")),
        (f"{index * 4 + 3}", (None if area == "b" else f"{index * 4 + 4}", "abc")),
    )
    for index, area in enumerate("abcdefgh")
}
HEADINGS = (
    "Number",
    "Policy Strands ",
    "Policy Dimensions ",
    "Indicators - short name ",
    "Sub-indicators - short name ",
    "Description",
    "Option 1 (100) ",
    "Option 2 (50) ",
    "Option 3 (0)",
)
EDITION_OVERALLS = (
    ("OVERALL SCORE", "overall_no_health", "abcdefg"),
    ("OVERALL SCORE (WITH HEALTH)", "overall", "abcdefgh"),
    ("SCORE (WITHOUT EDUCATION)", "overall_no_health_education", "abdefg"),
)


def edition(places: Sequence[str] = ("SE", "TU", "XX"), years: Sequence[int] = (2014, 2013)) -> Book:
    """A workbook of the 2015 edition, with its template and its summary."""
    book = Book()
    for place in ("Structure", *places):
        _edition_sheet(book, place, years)
    for index, place in enumerate(places):
        cell = book.at(place, "overall", years[0])
        value = book.value(place, "overall", years[0])
        book.put("Summary", xl_rowcol_to_cell(0, index + 1), place)
        book.put("Summary", xl_rowcol_to_cell(1, index + 1), Formula(f"{place}!{cell}", value))
    return book


def _edition_sheet(book: Book, place: str, years: Sequence[int]) -> None:
    for column, label in enumerate(HEADINGS):
        book.put(place, xl_rowcol_to_cell(0, column), label)
    for index, year in enumerate(years):
        book.put(place, xl_rowcol_to_cell(0, 9 + 2 * index), f"{year} MIPEX Score ")
        book.put(place, xl_rowcol_to_cell(0, 10 + 2 * index), f"{year} MIPEX Comments ")
    rows: list[tuple[int, str, tuple[str, ...]]] = []
    row = 4
    for area, dimensions in EDITION.items():
        row = _edition_area(book, place, years, area, dimensions, row=row, rows=rows)
    for at, node, children in reversed(rows):
        _edition_means(book, place, years, at, node=node, children=children)
    for at, (label, node, areas) in enumerate(EDITION_OVERALLS, start=1):
        book.put(place, xl_rowcol_to_cell(at, 1), label)
        _edition_means(book, place, years, at, node=node, children=tuple(areas))


def _edition_area(book, place, years, area, dimensions, *, row, rows) -> int:
    book.put(place, xl_rowcol_to_cell(row, 1), f"AREA {area.upper()}")
    rows.append((row, area, tuple(f"{area}{index}" for index in range(1, len(dimensions) + 1))))
    row += 1
    for index, indicators in enumerate(dimensions, start=1):
        book.put(place, xl_rowcol_to_cell(row, 2), f"DIMENSION {index}\nNote: invented")
        names = []
        rows.append((row, f"{area}{index}", names))
        row += 1
        for indicator in indicators:
            number, parts = (indicator, "") if isinstance(indicator, str) else indicator
            name = number or str(int(names[-1]) + 1)
            names.append(name)
            _edition_row(book, place, years, (row, 3), number=number, name=name, answered=not parts)
            if parts:
                rows.append((row, name, tuple(f"{name}{part}" for part in parts)))
            row += 1
            for part in parts:
                code = f"{name}{part}"
                _edition_row(book, place, years, (row, 4), number=code, name=code, answered=True)
                row += 1
    return row


def _edition_row(book, place, years, at, *, number, name, answered) -> None:
    row, column = at
    if number:
        book.put(place, xl_rowcol_to_cell(row, 0), int(number) if number.isdigit() else number)
    book.put(place, xl_rowcol_to_cell(row, column), f"Title of {name}")
    book.put(place, xl_rowcol_to_cell(row, 5), f"What about {name}?")
    for index, year in enumerate(years):
        cell = xl_rowcol_to_cell(row, 9 + 2 * index)
        book.where[place, name, str(year)] = cell
        if answered and place != "Structure":
            book.put(place, cell, points(place, name, year))
            book.put(place, xl_rowcol_to_cell(row, 10 + 2 * index), f"Why {name} in {place}")
    if answered:
        for offset, label in enumerate(("All of it", "Part of it", "None of it")):
            book.put(place, xl_rowcol_to_cell(row, 6 + offset), label)


def _edition_means(
    book: Book, place: str, years: Sequence[int], row: int, *, node: str, children: Sequence[str]
) -> None:
    for index, year in enumerate(years):
        cell = xl_rowcol_to_cell(row, 9 + 2 * index)
        read = ",".join(book.at(place, child, year) for child in children)
        if place == "Structure":
            value: float | str = "#DIV/0!"
        else:
            value = mean([book.value(place, child, year) for child in children])
        book.put(place, cell, Formula(f"AVERAGE({read})", value))
        book.where[place, node, str(year)] = cell


def only(found: Mapping, kind: str) -> list[tuple[str, str]]:
    """The sheets and cells of an audit's warnings of a kind."""
    return [(warning["sheet"], warning["cell"]) for warning in found["warnings"] if warning["kind"] == kind]
