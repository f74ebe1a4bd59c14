"""A part in an encoding that cannot be read is a damaged part."""

from __future__ import annotations

import pytest

from commonground.methods.errors import WorkbookError
from commonground.methods.workbooks import open_workbook
from tests.methods.workbooks.factory import core
from tests.methods.workbooks.test_opening import remade

STRINGS = "xl/sharedStrings.xml"


@pytest.mark.parametrize("encoding", ["UeF-8", "gb18030", "rot13", "punycode"])
def test_encodings_that_cannot_be_read(tmp_path, encoding):
    whole = core(("SE",)).save(tmp_path / "whole.xlsx")
    text = f'<?xml version="1.0" encoding="{encoding}"?><sst><si><t>Quay</t></si></sst>'
    with pytest.raises(WorkbookError) as caught:
        open_workbook(remade(whole, **{STRINGS: text}))
    assert [problem.code for problem in caught.value.problems] == ["workbook-damaged"]
