"""The glossary has one line for each word, in order, and has the words that code and pages use."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from commonground.methods.index import Group, Option, Question
from commonground.methods.index.framework import Approach, Band, Dimension, Framework, Profile
from tests.docs.pages import table, text

WORDS = dict(table(text("glossary.md"), "word"))
ROOMS = ("core", "instruments", "responses", "library", "fieldwork", "scores", "publishing")
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def test_words_stand_in_order_each_once():
    words = [word for word, _ in table(text("glossary.md"), "word")]
    assert words == sorted(set(words))


def test_every_word_has_one_sentence_of_meaning():
    assert not [word for word, meaning in WORDS.items() if not re.fullmatch(r"[A-Z][^|]*\.", meaning)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_stored_has_its_word(model):
    assert str(model._meta.verbose_name) in WORDS


@pytest.mark.parametrize("part", [Approach, Band, Dimension, Framework, Group, Option, Profile, Question])
def test_what_a_framework_is_made_of_has_its_word(part):
    assert part.__name__.lower() in WORDS
