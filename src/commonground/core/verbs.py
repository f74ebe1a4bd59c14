"""What the audit trail says was done, in words. The trail keeps the codes; a page says them in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS: Mapping[str, object] = {
    # Accounts, mails and the trail itself
    "accept-invitation": _("Accepted the invitation"),
    "begin-chain": _("Began a chain of the trail"),
    "begin-viewing-as": _("Began to see the site as somebody else"),
    "cancel-mail": _("Took mails back"),
    "end-viewing-as": _("Ceased to see the site as somebody else"),
    "erase-person": _("Erased a person"),
    "invite": _("Invited"),
    "lift-suppression": _("Let an address get mail again"),
    "open-account": _("Opened an account"),
    "release-mail": _("Let mails go"),
    "rewrite-trail": _("Wrote the trail anew"),
    "send-again": _("Sent mails again"),
    "suppress-address": _("Stopped mail to an address"),
    "withdraw-invitation": _("Withdrew the invitation"),
    # At the desk
    "add-index": _("Added an index"),
    "add-place": _("Added a place"),
    "add-placegroup": _("Added a group of places"),
    "change-index": _("Changed an index"),
    "change-place": _("Changed a place"),
    "change-placegroup": _("Changed a group of places"),
    "delete-index": _("Deleted an index"),
    "delete-place": _("Deleted a place"),
    "delete-placegroup": _("Deleted a group of places"),
    # Questionnaires
    "add-framework": _("Added a scoring framework"),
    "add-questionnaire": _("Added a questionnaire"),
    "change-questionnaire": _("Changed a questionnaire"),
    "confirm-link": _("Confirmed a link between versions"),
    "confirm-links": _("Confirmed links between versions"),
    "correct-questionnaire": _("Corrected the words of a questionnaire"),
    "discard-questionnaire": _("Discarded a questionnaire"),
    "freeze-questionnaire": _("Froze a questionnaire"),
    "pilot-questionnaire": _("Piloted a questionnaire"),
    "propose-links": _("Proposed links between versions"),
    "remove-link": _("Removed a link between versions"),
    "retire-questionnaire": _("Retired a questionnaire"),
    # Sources and editions
    "archive-copy": _("Archived a copy of a source"),
    "enter-article": _("Entered an article"),
    "enter-source": _("Entered a source"),
    "enter-version": _("Entered a version of a source"),
    "import": _("Imported an edition"),
    # A round and its life
    "add-units": _("Added places to the round"),
    "begin-adjudication": _("Began adjudication"),
    "change-deadline": _("Changed a deadline"),
    "close-round": _("Closed the round"),
    "correct-wording": _("Corrected the words of a question"),
    "lock-round": _("Locked the round"),
    "name-framework": _("Named the scoring framework"),
    "open-round": _("Opened the round"),
    "plan-round": _("Planned the round"),
    "publish-round": _("Published the round"),
    "reopen-round": _("Opened the round again"),
    "set-check-rules": _("Set the check rules"),
    "set-embargo": _("Set the embargo"),
    "set-stages": _("Set the stages"),
    "tell-of-wording": _("Told of the corrected words"),
    # A part in it
    "accept": _("Accepted the part"),
    "agree": _("Took the part on"),
    "answer": _("Answered"),
    "appear-by-name": _("Chose how to be named"),
    "begin-work": _("Began to work"),
    "cite": _("Cited a source"),
    "decline": _("Declined the part"),
    "declare-interests": _("Declared interests"),
    "merge-workbook": _("Took in a workbook"),
    "reassign": _("Gave the part to somebody else"),
    "return": _("Returned the part"),
    "set-terms": _("Agreed hours and fee"),
    "submit": _("Handed the part in"),
    "withdraw": _("Withdrew the part"),
    # What is said about answers
    "adjudicate": _("Decided"),
    "ask": _("Put a query"),
    "end-blinding": _("Ended blinding"),
    "justify": _("Justified what a check found"),
    "remark": _("Made a remark"),
    "reply": _("Replied to a query"),
    "resolve": _("Resolved a query"),
    # Contracts and invoices
    "approve-invoice": _("Approved an invoice"),
    "pay-invoice": _("Paid an invoice"),
    "receive-invoice": _("Received an invoice"),
    "refuse-invoice": _("Refused an invoice"),
    "set-contract": _("Recorded the contract"),
    "state-hours": _("Stated hours"),
    # What readers see
    "answer-challenge": _("Answered a challenge"),
    "challenge": _("Challenged an answer"),
    "confirm-challenge": _("Confirmed the address of a challenge"),
    "correct-challenge": _("Named the edition that corrects what was challenged"),
    "erase-challenger": _("Erased who had challenged"),
    "give-embargo-access": _("Gave access under embargo"),
    "note-challenge": _("Made a note on a challenge"),
    "publish-editorialpage": _("Published a page"),
    "set-challenge-policy": _("Set who may challenge"),
    "set-report-plan": _("Changed a report"),
    "take-up-challenge": _("Took up a challenge"),
    "unpublish": _("Took a page from the public"),
    "withdraw-embargo-access": _("Withdrew access under embargo"),
    "write-text": _("Wrote a text"),
}


def did(verb: str) -> str:
    """What was done, in the language of the page; the code itself where a trail of elsewhere has one of its own."""
    return str(VERBS.get(verb, verb))


def verbs_like(word: str) -> list[str]:
    """The codes whose words hold ``word``."""
    return [verb for verb, words in VERBS.items() if word.casefold() in str(words).casefold()]
