"""Pages of questionnaires, for the teams of indices."""
