from commonground.scores.models.editions import Edition

__all__ = ["Edition"]
