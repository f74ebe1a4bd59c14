"""Official MIPEX workbooks: opened safely, read into an index, audited figure by figure.

    reading = read_mipex(path)     # reading.bundle is the index, ready to be imported
    found = audit(reading)         # found.document() for programs, table(found) for people

A family of workbooks is a layout (where things stand: ``layouts``) and a recipe (what they are called and how figures
follow from answers: ``recipes``). The wording of questions comes from the file, the rules and codes from the recipe.
"""

from commonground.methods.workbooks.audit import audit
from commonground.methods.workbooks.opening import open_workbook
from commonground.methods.workbooks.reading import MipexReading, read_mipex
from commonground.methods.workbooks.report import table

__all__ = ["MipexReading", "audit", "open_workbook", "read_mipex", "table"]
