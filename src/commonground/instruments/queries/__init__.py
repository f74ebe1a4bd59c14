"""What is read of indices and their questionnaires."""
