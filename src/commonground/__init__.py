"""Commonground: the open evidence platform for policy think-and-do tanks."""

__version__ = "0.1.0"
