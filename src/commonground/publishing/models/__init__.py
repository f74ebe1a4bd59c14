from commonground.publishing.models.texts import Text

__all__ = ["Text"]
