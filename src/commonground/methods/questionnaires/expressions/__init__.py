"""Expressions that say when a question is asked and what its answer must be: a part of XPath 1.0, as ODK writes it.

``${code}`` is the answer to a question, ``${code/item}`` the answer in a row of a table, ``.`` the answer that is
checked. elementpath reads the grammar; what it read is evaluated here with ODK's rules, over texts, numbers and truth
alone: there is no document to walk in, and what an expression may cost is known before it runs.
"""

from commonground.methods.questionnaires.expressions.evaluation import Expression, compile_expression
from commonground.methods.questionnaires.expressions.functions import FUNCTIONS
from commonground.methods.questionnaires.expressions.grammar import foreign_functions

__all__ = ["FUNCTIONS", "Expression", "compile_expression", "foreign_functions"]
