"""From a file to an edition."""

from commonground.scores.importers.bundles import Imported, Terms, import_bundle
from commonground.scores.importers.report import report

__all__ = ["Imported", "Terms", "import_bundle", "report"]
