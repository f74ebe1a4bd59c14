from commonground.instruments.models.frameworks import FrameworkVersion
from commonground.instruments.models.indices import CommentsPolicy, Index
from commonground.instruments.models.questionnaires import (
    LinkKind,
    Option,
    Question,
    QuestionLink,
    QuestionnaireVersion,
    State,
)

__all__ = [
    "CommentsPolicy",
    "FrameworkVersion",
    "Index",
    "LinkKind",
    "Option",
    "Question",
    "QuestionLink",
    "QuestionnaireVersion",
    "State",
]
