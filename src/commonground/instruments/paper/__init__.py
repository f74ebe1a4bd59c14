"""Questionnaires on paper, for those who discuss them there: Word and tagged PDF, in each of their languages."""

from commonground.instruments.paper.pages import FORMATS, TYPES, questionnaire_file
from commonground.instruments.paper.words import state_words

__all__ = ["FORMATS", "TYPES", "questionnaire_file", "state_words"]
