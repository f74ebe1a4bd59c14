from commonground.core.models.audit import AuditEntry
from commonground.core.models.places import Place, PlaceGroup, PlaceMembership
from commonground.core.models.users import User

__all__ = ["AuditEntry", "Place", "PlaceGroup", "PlaceMembership", "User"]
