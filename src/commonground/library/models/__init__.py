from commonground.library.models.copies import ArchivedCopy
from commonground.library.models.sources import Article, Kind, LegalSource, SourceVersion

__all__ = ["ArchivedCopy", "Article", "Kind", "LegalSource", "SourceVersion"]
