"""What keeps a questionnaire from being frozen, and what a person should look at before."""
