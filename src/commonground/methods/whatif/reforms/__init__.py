"""The smallest set of reforms that reaches a target, as an integer programme."""
