"""Figures as Unicode has them, in the languages where Django writes them otherwise: so all parts of a page agree."""
