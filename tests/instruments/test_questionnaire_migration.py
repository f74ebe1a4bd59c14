"""Versions that were there before questionnaires were documents: their rows become one."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from commonground.instruments.actions.versions import add_questionnaire
from commonground.instruments.migrations_support import let_go
from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.methods.questionnaires import meaning_hash, text_hash
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db

MIGRATION = import_module("commonground.instruments.migrations.0002_questionnaires_as_documents")


@pytest.fixture
def before():
    """A version as it was: rows and hashes, and no document."""
    index = Index.objects.create(code="ports", title="Ports Index")
    version = add_questionnaire(index=index, framework=ports())
    let_go(connection)
    QuestionnaireVersion.objects.update(state="draft", document={}, document_hash="", languages=[], frozen_at=None)
    return version


def test_documents_are_written_from_rows(before):
    MIGRATION.write_documents(apps, None)
    version = QuestionnaireVersion.objects.get()
    questionnaire = version.questionnaire()
    assert (version.state, version.languages, version.frozen_at) == ("frozen", ["en"], version.created_at)
    assert (meaning_hash(questionnaire), text_hash(questionnaire)) == (before.meaning_hash, before.text_hash)
    assert [each.code for each in questionnaire.questions] == [each.code for each in ports().questions]
    assert questionnaire.title == {"en": "Ports Index"}
