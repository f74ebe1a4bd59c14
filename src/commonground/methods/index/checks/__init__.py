"""What makes a framework contradict itself. Every check yields all the problems it finds, never the first only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonground.methods.errors import FrameworkError
from commonground.methods.index.checks.options import option_problems
from commonground.methods.index.checks.rules import rule_problems
from commonground.methods.index.checks.scale import profile_problems, scale_problems
from commonground.methods.index.checks.tree import tree_problems

if TYPE_CHECKING:
    from commonground.methods.index.framework import Framework


def check(framework: Framework) -> None:
    """Raise ``FrameworkError`` with every problem of the framework, or do nothing."""
    checks = (tree_problems, option_problems, rule_problems, scale_problems, profile_problems)
    problems = [problem for find in checks for problem in find(framework)]
    if problems:
        raise FrameworkError(*problems)
