"""Agreement: how far coders give the same answers, by question and by coder.

>>> krippendorff(values, Scale.ORDINAL)                         # doctest: +SKIP
0.815
>>> agreement_of(ratings, settings=Settings(seed=1)).ambiguous  # doctest: +SKIP
('Q7',)
"""

from __future__ import annotations

from commonground.methods.agreement.alpha import Alpha, alpha, krippendorff
from commonground.methods.agreement.chance import Coefficients, coefficients, cohen
from commonground.methods.agreement.coders import CoderAgreement, Conduct, coder_agreement
from commonground.methods.agreement.errors import RatingsError
from commonground.methods.agreement.questions import Clarity, Confusion, QuestionAgreement, question_agreement
from commonground.methods.agreement.ratings import Ratings
from commonground.methods.agreement.report import Agreement, agreement_of
from commonground.methods.agreement.scales import Scale
from commonground.methods.agreement.settings import Settings

__all__ = [
    "Agreement",
    "Alpha",
    "Clarity",
    "CoderAgreement",
    "Coefficients",
    "Conduct",
    "Confusion",
    "QuestionAgreement",
    "Ratings",
    "RatingsError",
    "Scale",
    "Settings",
    "agreement_of",
    "alpha",
    "coder_agreement",
    "coefficients",
    "cohen",
    "krippendorff",
    "question_agreement",
]
