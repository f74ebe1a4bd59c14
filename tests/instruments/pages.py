"""What tests of the pages of questionnaires share."""

from __future__ import annotations

import re

from django.urls import reverse

from commonground.instruments.actions.questionnaires import add_draft, freeze, keep_pilot


def frozen(index, questionnaire, by):
    version = add_draft(index=index, questionnaire=questionnaire, by=by)
    return freeze(version=keep_pilot(version=version, waived="Known from last year.", by=by), by=by)


def at(version, name="version", **parts):
    return reverse(f"instruments:{name}", kwargs={"index": version.index.code, "number": version.number, **parts})


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())
