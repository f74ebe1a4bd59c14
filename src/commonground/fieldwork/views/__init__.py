"""Pages of those who answer, review and manage, and what they send."""
