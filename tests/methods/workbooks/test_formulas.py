"""Formulas as text."""

from __future__ import annotations

import pytest
from openpyxl.formula.translate import Translator

from commonground.methods.workbooks.formulas import form, references, shift
from commonground.methods.workbooks.grid import address, letters, position_of

FORMULAS = [
    "AVERAGE(E115,((H115+K115)/2),W115)",
    "0.67*$AI52+0.33*AL$52+$A$1",
    "SUM(J7:J11,Sheet2!B2,'My sheet'!C3:D4)",
    'IF(A1="B2",LOG10(C3),"it ""is"" D4")',
    "AVERAGE(J14:J18)",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_moves_as_openpyxl_moves_it(formula):
    moved = Translator(f"={formula}", "A1").translate_formula("C4")[1:]
    assert shift(formula, 3, 2) == moved


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("AVERAGE(E2, H2)", ["E2", "H2"]),
        ("SUM(J7:J9)", ["J7", "J8", "J9"]),
        ("SUM(J9:I8)", ["I8", "J8", "I9", "J9"]),
        ("SUM(A1:XFD1048576)", []),
        ('IF(A1="B2",LOG10(C3),D4)', ["A1", "C3", "D4"]),
        ("", []),
    ],
)
def test_the_cells_that_a_formula_reads(formula, cells):
    assert [address(cell) for reference in references(formula) for cell in reference.cells] == cells


def test_the_sheet_that_a_reference_names():
    assert [reference.sheet for reference in references("A1+Other!A1+'It''s'!B2")] == ["", "Other", "It's"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (" + AVERAGE( E2 , H2:H3 )", "AVERAGE(E2,H2,H3)"),
        ("average(E2)", "AVERAGE(E2)"),
        ('IF(E2="no",1,SUM(A1:XFD1048576))', 'IF(E2="NO",1,SUM(A1:XFD1048576))'),
    ],
)
def test_forms_are_alike_whatever_the_spelling(formula, expected):
    assert form(formula, lambda _, cell: address(cell)) == expected


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_letters(number, name):
    assert letters(number) == name
    assert position_of(f"{name}12") == (12, number)
