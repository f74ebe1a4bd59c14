from commonground.instruments.models.frameworks import FrameworkVersion
from commonground.instruments.models.indices import CommentsPolicy, Index
from commonground.instruments.models.questionnaires import Option, Question, QuestionnaireVersion

__all__ = [
    "CommentsPolicy",
    "FrameworkVersion",
    "Index",
    "Option",
    "Question",
    "QuestionnaireVersion",
]
