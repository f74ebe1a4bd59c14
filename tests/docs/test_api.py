"""The page of the API has every address and every name in its answers; the CSV page has the columns of the CSV."""

from __future__ import annotations

from commonground.api import api
from commonground.methods.tables.scores import HEADER
from tests.docs.pages import table, text


def test_every_address_is_there_and_no_other():
    addresses = {address.strip("`") for address, _ in table(text("reference/api.md"), "address")}
    assert addresses == set(api.get_openapi_schema()["paths"])


def test_the_columns_of_scores_are_those_of_the_csv():
    page = text("reference/scores-csv.md")
    assert f"\n    {','.join(HEADER)}\n" in page
    assert [column.strip("`") for column, _ in table(page, "column")] == list(HEADER)
