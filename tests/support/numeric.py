"""A small fictional numeric index, as its two files, and the index that they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.tables.bundle import Source
from commonground.scores.importers import NumericIndex, numeric_index

SPEC = """\
code: reefs
title: Reef Index
version: 2024
data: {place: place, name: name, period: year, denominators: [area], groups: [sea]}
indicators:
  - {code: coral, parent: life, title: Living coral}
  - {code: fish, parent: life, title: Fish landed, denominator: area, per: 1000, direction: -1, weight: 2}
  - {code: waste, parent: water, title: Waste, direction: -1, normalise: {goalposts: {top: 100}}, goalposts: [0, 50]}
  - {code: clear, parent: water, title: Clear water}
composites:
  - {code: life, parent: reef, title: Life}
  - {code: water, parent: reef, title: Water}
  - {code: reef, title: Reefs}
steps:
  impute:
    - latest: {limit: 1}
    - mean: {group: sea}
  screen: {present: 0.5}
  treat:
    skewness: 1
    kurtosis: 1
    treatments:
      - winsorise: {points: 1}
  normalise: min_max
  aggregate: {rule: arithmetic, weights: given}
"""

DATA = """\
place,name,year,area,sea,coral,fish,waste,clear
RA,Ras Alo,2020,10,north,10,20,10,4
RA,Ras Alo,2024,10,north,20,30,5,
RB,Rock Bay,2020,20,north,30,20,60,6
RB,Rock Bay,2024,20,north,35,10,40,8
RC,Rim Cay,2020,5,south,50,5,0,9
RC,Rim Cay,2024,5,south,60,5,0,
RD,Red Dune,2020,40,south,20,500,20,7
RD,Red Dune,2024,40,south,25,900,20,7
RE,Reed Edge,2020,10,south,,,,
RE,Reed Edge,2024,10,south,30,20,25,5
RF,Rain Flat,2020,10,north,40,22,30,6
RF,Rain Flat,2024,10,north,40,25,30,6
"""


def files(folder: Path, spec: str = SPEC, data: str = DATA) -> tuple[Path, Path]:
    """The two files in a folder."""
    paths = folder / "reefs.yaml", folder / "reefs.csv"
    for path, text in zip(paths, (spec, data), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def reefs(folder: Path, spec: str = SPEC, data: str = DATA, **settings: str | bool) -> NumericIndex:
    """The index, public and fictional unless said otherwise."""
    spec_path, data_path = files(folder, spec, data)
    file = read_spec(spec_path)
    found = numeric_index(spec=file.spec, data=read_data(data_path, file), source=Source(name="reefs", sha256="0" * 64))
    return replace(found, **({"licence": "CC BY 4.0", "fictional": True} | settings))
