"""Questionnaires and scoring frameworks, each as immutable versions."""
