from commonground.responses.models.responses import Response
from commonground.responses.models.revisions import Basis, Confidence, Origin, Revision, State

__all__ = ["Basis", "Confidence", "Origin", "Response", "Revision", "State"]
