"""Elementpath's parser with our functions. Imported only where an expression is read, since it is slow to load."""

from __future__ import annotations

from typing import Any

from elementpath import ElementPathError, XPath1Parser

from commonground.methods.questionnaires.expressions.functions import FUNCTIONS
from commonground.methods.questionnaires.expressions.grammar import PREFIX

__all__ = ["ElementPathError", "Parser"]


class Parser(XPath1Parser):
    """XPath 1.0 with functions of our names, of which it knows how many values they take and no more."""

    def parse(self, source: str) -> Any:  # noqa: ANN401 -- elementpath's token
        """The tree of an expression, without the value that elementpath would work out at once."""
        return super(XPath1Parser, self).parse(source)


for _name, (_least, _most, _call) in FUNCTIONS.items():
    Parser.function(f"{PREFIX}{_name}", nargs=(_least, None))
Parser.tokenizer = Parser.create_tokenizer(Parser.symbol_table)
