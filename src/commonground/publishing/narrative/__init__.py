"""Sentences from data: a template, a language, and the cells that a sentence speaks of. No sentence judges."""
