from commonground.core.models.audit import AuditEntry, AuditHead, PersonalText
from commonground.core.models.invitations import Invitation
from commonground.core.models.mail import Mail, Suppression
from commonground.core.models.places import Place, PlaceGroup, PlaceMembership
from commonground.core.models.users import User
from commonground.core.models.work import WorkerBeat

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Invitation",
    "Mail",
    "PersonalText",
    "Place",
    "PlaceGroup",
    "PlaceMembership",
    "Suppression",
    "User",
    "WorkerBeat",
]
