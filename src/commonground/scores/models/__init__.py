from commonground.scores.models.editions import Edition
from commonground.scores.models.workings import Examination, Standing

__all__ = ["Edition", "Examination", "Standing"]
