"""Questions that only read, answered by frozen values."""
