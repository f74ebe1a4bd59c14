"""Two private indices, each with its owner and its team, and whoever else may come to the door."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.test import Client

from commonground.core.actions.accounts import create_owner
from commonground.core.models import User
from commonground.instruments.models import Index
from commonground.methods.audit import Audit, Mismatch, Warning_
from commonground.scores.importers import import_bundle
from commonground.scores.models import Edition
from tests.support.worlds import PORTS, ports, world

PASSWORD = "a long and quiet harbour"
SECRET = "Zanzibar"
"""Stands in every text of the index that a stranger must not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """An index with its one edition and the people who work on it."""

    index: Index
    edition: Edition
    owner: User
    member: User


def account(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD)


def superuser() -> User:
    return create_owner(email="root@example.org", password=PASSWORD)


def team(code: str, word: str) -> Team:
    """An index whose texts all hold ``word``."""
    owner, member = account(f"owner-{code}"), account(f"member-{code}")
    edition = bring_in(code, word, owner, PORTS)
    edition.index.team.add(member)
    return Team(index=edition.index, edition=edition, owner=owner, member=member)


def corrected(team: Team, word: str) -> Edition:
    """The next edition of a team's index, in which one answer differs."""
    return bring_in(team.index.code, word, team.owner, PORTS.replace("XB     2020    0 ", "XB     2020    50"))


def bring_in(code: str, word: str, owner: User, table: str) -> Edition:
    framework = replace(ports(), code=code, title=f"{word} Index")
    bundle = world(table, code=code, edition_label=f"{word} 2023", framework=framework)
    return import_bundle(bundle=bundle, audit=audit(word), by=owner).edition


def audit(word: str) -> Audit:
    """One figure of two is not reproduced, and one text stands where a number should."""
    wrong = Mismatch(
        sheet="XA",
        cell="B2",
        place="XA",
        period="2020",
        node="overall",
        published=57.0,
        recomputed=75.0,
        cause=f"=In {word} the digits are swapped.",
    )
    odd = Warning_(sheet="XB", cell="C3", kind="text_in_number", message=f'{word}: "5O" is no number.')
    return Audit(
        workbook=f"{word}.xlsx", edition="2020-2023", published=2, reproduced=1, mismatches=(wrong,), warnings=(odd,)
    )


def client(user: User | None) -> Client:
    """A browser with ``user`` signed in, or nobody."""
    browser = Client(raise_request_exception=False)
    if user:
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser
