"""The exhibits of each section of the report."""
