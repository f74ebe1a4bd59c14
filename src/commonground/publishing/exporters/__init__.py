"""A page as JSON and as CSV."""
