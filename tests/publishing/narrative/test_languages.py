"""Every template in every language: filled with nothing, one, two and many, with ties and with what is missing."""

from __future__ import annotations

import re

import pytest

from commonground.publishing.narrative.grammar import PLACEHOLDER
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.narrative.languages.es import joined
from commonground.publishing.narrative.values import (
    Clause,
    Clauses,
    Count,
    Fact,
    Named,
    Names,
    Ordinal,
    Points,
    Quoted,
    Score,
    Share,
    When,
)

CODES = tuple(LANGUAGES["en"].templates)
NUMBERS = (0, 1, 2, 3, 11, 100)
JUDGING = {
    "en": "best worst good bad better poor strong weak success fail improve progress leader laggard only",
    "fr": "meilleur pire bon mauvais mieux faible progrès réussi échec améliore",
    "de": "beste schlecht gut besser schwach erfolg fortschritt verbessert",
    "es": "mejor peor bueno malo débil éxito progreso",
    "it": "migliore peggiore buono debole successo progresso",
    "ar": "أفضل أسوأ جيد سيئ ضعيف نجاح تقدم",
}


def filling(number: int, label: str = "2024"):
    """A value for every name that a template may hold."""
    names = Names(tuple(Named(f"Place {at}") for at in range(number)) or (Named("Nowhere"),))
    kinds = {
        Count: "places others answered applicable runs n tops bottoms areas older newer answers figures risen fallen "
        "still highest lowest between all absent",
        Score: "score full high low before after mean whole",
        Points: "points move",
        Ordinal: "rank lower upper",
        Named: "place node area group",
        When: "period since",
    }
    made = {
        Count: Count(number, "country"),
        Score: Score(float(number)),
        Points: Points(-float(number)),
        Ordinal: Ordinal(number or 1),
        Named: Named("Sweden", "SE"),
        When: When(label),
    }
    values = {name: made[kind] for kind, words in kinds.items() for name in words.split()}
    values |= {"level": Share(0.9), "band": Quoted("Partial"), "names": names, "top": names, "bottom": names}
    values |= {"interval": Clause("interval.none"), "part": Clause("part.none")}
    cause = Clause("cause.reform", {"points": Points(2.0)})
    values |= {"causes": Clauses((cause,) * max(number % 4, 1))}
    return values | {"questions": Clause("questions.same"), "rules": Clause("rules.changed")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_template_with_the_same_values(language):
    templates = LANGUAGES[language].templates
    assert set(templates) == set(CODES)
    for code in CODES:
        wanted, said = (
            {found[1] for found in re.finditer(r"\{(\w+)", each[code])}
            for each in (LANGUAGES["en"].templates, templates)
        )
        # The number that only chooses a form may be needed in one language and not in another.
        chosen = {"tops", "bottoms", "n", "absent", "places"}
        assert wanted - chosen == said - chosen, code


@pytest.mark.parametrize("label", ["2024", "Round 2"])
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_whole_with_any_number(language, number, label):
    spoken = LANGUAGES[language]
    for code in CODES:
        text = spoken.say(Fact(key="k", code=code, values=filling(number, label), cells=()))
        assert not re.search(r"[{}#|]|  ", text), (code, text)
        assert text == "" or code.startswith(("interval", "part.", "cause.", "questions", "rules")) or text[-1] == "."
        assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_has_a_form_for_every_number(language):
    spoken = LANGUAGES[language]
    for noun, cases in spoken.nouns.items():
        for case in cases:
            said = {spoken.said(Count(number, noun), case) for number in NUMBERS}
            assert len(said) == len(NUMBERS)


def test_arabic_agrees_with_its_number():
    arabic = LANGUAGES["ar"]
    said = [arabic.said(Count(number, "country"), "nom") for number in (0, 1, 2, 3, 11, 100)]
    assert said == ["0 دولة", "دولة واحدة", "دولتان", "3 دول", "11 دولة", "100 دولة"]
    assert arabic.said(Count(2, "country"), "obl") == "دولتين"


def test_german_has_a_dative():
    assert LANGUAGES["de"].said(Count(24, "country"), "obl") == "24 Ländern"
    assert LANGUAGES["de"].said(Count(24, "country"), "nom") == "24 Länder"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1st", "2nd", "3rd", "11th", "22nd"]),
        ("fr", ["1er", "2e", "3e", "11e", "22e"]),
        ("de", ["1.", "2.", "3.", "11.", "22."]),
        ("es", ["1.er", "2.º", "3.er", "11.º", "22.º"]),
        ("it", ["1º", "2º", "3º", "11º", "22º"]),
        ("ar", ["1", "2", "3", "11", "22"]),
    ],
)
def test_ordinals(language, said):
    assert [LANGUAGES[language].said(Ordinal(number), "") for number in (1, 2, 3, 11, 22)] == said


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        ("en", ["1,234", "−2.5", "90%", "since 2018"]),
        ("fr", ["1\u202f234", "−2,5", "90\xa0%", "depuis 2018"]),
        ("de", ["1.234", "−2,5", "90\xa0%", "seit 2018"]),
        ("es", ["1.234", "−2,5", "90\xa0%", "desde 2018"]),
        ("it", ["1.234", "−2,5", "90%", "dal 2018"]),
    ],
)
def test_figures_and_periods_are_written_as_the_language_writes_them(language, figures):
    spoken = LANGUAGES[language]
    values = (Count(1234), Points(-2.5), Share(0.9))
    assert [*(spoken.said(each, "") for each in values), spoken.said(When("2018"), "since")] == figures


def test_countries_have_their_name_in_every_language():
    names = {code: spoken.said(Named("Sweden", "SE"), "").strip("\u2068\u2069") for code, spoken in LANGUAGES.items()}
    assert names == {"en": "Sweden", "fr": "Suède", "de": "Schweden", "es": "Suecia", "it": "Svezia", "ar": "السويد"}
    assert LANGUAGES["de"].said(Named("Corvelle"), "") == "Corvelle"


def test_spanish_and_becomes_e_before_its_own_sound():
    assert joined("España y Italia") == "España e Italia"
    assert joined("España y Hierro") == "España y Hierro"
    assert joined("España y Hungría") == "España y Hungría"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_judges(language):
    text = " ".join(LANGUAGES[language].templates.values()).lower()
    assert not [word for word in JUDGING[language].split() if re.search(rf"\b{word}\b", text)]


def test_a_choice_needs_a_number():
    with pytest.raises(TypeError, match="needs a count"):
        LANGUAGES["en"].filled("{place?one=a|other=b}", {"place": Named("Sweden")})
