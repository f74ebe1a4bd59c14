"""Texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping

Texts = Mapping[str, str]
"""A text by the tag of its language: ``{"en": "Yes", "fr": "Oui"}``."""


RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def base_of(language: str) -> str:
    """The language of a tag, without script or region: ``en`` of ``en-GB``."""
    return language.partition("-")[0]


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left."""
    return base_of(language.lower()) in RIGHT_TO_LEFT


def said(texts: Texts, *languages: str) -> str:
    """The text in the first of ``languages`` that has one; else the first there is; else nothing."""
    return next((texts[each] for each in languages if texts.get(each)), next(filter(None, texts.values()), ""))
