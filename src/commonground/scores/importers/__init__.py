"""From a file to an edition."""

from commonground.scores.importers.bundles import Imported, Terms, import_bundle
from commonground.scores.importers.numeric import NumericIndex, import_numeric, numeric_index
from commonground.scores.importers.report import report

__all__ = ["Imported", "NumericIndex", "Terms", "import_bundle", "import_numeric", "numeric_index", "report"]
