"""What if: other answers or weights, the reforms that a target takes, places to learn from, and why a score changed.

>>> world = what_if(framework, answers, [("SE", "2019", "aa1", 100)])  # doctest: +SKIP
>>> world.after["overall", "SE", "2019"]                               # doctest: +SKIP
>>> reforms_to(framework, answers, "SE", "2019", Rank(1)).changes      # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.whatif.causes.causes import Cause, Causes, six_causes
from commonground.methods.whatif.changes import AnswerChange
from commonground.methods.whatif.errors import WhatIfError
from commonground.methods.whatif.peers import Peer, StepMade, peers
from commonground.methods.whatif.reforms.goal import Attained
from commonground.methods.whatif.reforms.reforms import Reforms, reforms_to
from commonground.methods.whatif.reforms.settings import Rank, Score, Ties, Unanswered
from commonground.methods.whatif.world import Intervals, Robustness, WhatIf, what_if

__all__ = [
    "AnswerChange",
    "Attained",
    "Cause",
    "Causes",
    "Intervals",
    "Peer",
    "Rank",
    "Reforms",
    "Robustness",
    "Score",
    "StepMade",
    "Ties",
    "Unanswered",
    "WhatIf",
    "WhatIfError",
    "peers",
    "reforms_to",
    "six_causes",
    "what_if",
]
