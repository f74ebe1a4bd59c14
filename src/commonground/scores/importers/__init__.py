"""From a file to an edition."""

from commonground.scores.importers.bundles import Imported, Terms, import_bundle
from commonground.scores.importers.files import import_index, import_mipex, report

__all__ = ["Imported", "Terms", "import_bundle", "import_index", "import_mipex", "report"]
