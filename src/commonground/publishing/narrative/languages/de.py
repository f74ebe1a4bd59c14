"""German. Places come as labels before a colon: their articles are not in our data."""

from __future__ import annotations

from commonground.publishing.narrative.grammar import Language


def _noun(one: str, many: str, of_one: str, of_many: str) -> dict[str, dict[str, str]]:
    """A noun in the nominative, and in the dative, which follows ``von``, ``bei`` and ``in``."""
    return {"nom": {"one": f"# {one}", "other": f"# {many}"}, "obl": {"one": f"# {of_one}", "other": f"# {of_many}"}}


GERMAN = Language(
    code="de",
    name="Deutsch",
    locale="de",
    quotes=("„", "“"),
    ordinals={"other": "#."},
    nouns={
        "country": _noun("Land", "Länder", "Land", "Ländern"),
        "region": _noun("Region", "Regionen", "Region", "Regionen"),
        "city": _noun("Stadt", "Städte", "Stadt", "Städten"),
        "place": _noun("Ort", "Orte", "Ort", "Orten"),
        "question": _noun("Frage", "Fragen", "Frage", "Fragen"),
        "area": _noun("Bereich", "Bereiche", "Bereich", "Bereichen"),
        "answer": _noun("Antwort", "Antworten", "Antwort", "Antworten"),
        "figure": _noun("Zahl", "Zahlen", "Zahl", "Zahlen"),
        "run": _noun("Rechenlauf", "Rechenläufe", "Rechenlauf", "Rechenläufen"),
    },
    when={
        "in_year": "im Jahr #",
        "in_label": "im Zeitraum „#“",
        "since_year": "seit #",
        "since_label": "seit dem Zeitraum „#“",
    },
    templates={
        "level.band": "{place}: {score} von {full} Punkten {period:in} ({node}), Stufe {band}.",
        "level.plain": "{place}: {score} von {full} Punkten {period:in} ({node}).",
        "level.none": "{place}: kein Wert {period:in} ({node}); beantwortet {answered?0=ist keine Frage|one=ist # Frage"
        "|other=sind # Fragen} von {applicable}, die {applicable?one=zutrifft|other=zutreffen}.",
        "level.unmeasured": "{place}: kein Wert {period:in} ({node}); gemessen {answered?0=ist kein Indikator|one=ist "
        "# Indikator|other=sind # Indikatoren} von {applicable}, die {applicable?one=zutrifft|other=zutreffen}.",
        "rank.alone": "{rank} Rang unter {places:obl}{interval}.",
        "rank.tied": "{rank} Rang unter {places:obl}, gleichauf mit {others?one=# anderen|other=# anderen}{interval}.",
        "interval.none": "",
        "interval.one": "; in den mittleren {level} von {runs:obl} mit anderen Methoden bleibt dieser Rang gleich",
        "interval.moved": "; in den mittleren {level} von {runs:obl} mit anderen Methoden {lower} Rang",
        "interval.span": "; in den mittleren {level} von {runs:obl} mit anderen Methoden {lower} bis {upper} Rang",
        "areas.apart": "{tops?one=Bereich mit dem höchsten Wert|other=Bereiche mit dem höchsten Wert}: {top} ({high}); "
        "{bottoms?one=Bereich mit dem niedrigsten Wert|other=Bereiche mit dem niedrigsten Wert}: {bottom} ({low}).",
        "areas.close": "{areas}: alle Werte liegen zwischen {low} und {high}.",
        "areas.one": "Einziger Bereich mit einem Wert: {top} ({high}).",
        "areas.none": "Kein Bereich hat einen Wert.",
        "parts.apart": "{tops?one=Teil mit dem höchsten Mittelwert|other=Teile mit dem höchsten Mittelwert}: "
        "{top} ({high}); "
        "{bottoms?one=Teil mit dem niedrigsten Mittelwert|other=Teile mit dem niedrigsten Mittelwert}: {bottom} "
        "({low}).",
        "parts.close": "Die Mittelwerte der Teile liegen zwischen {low} und {high}.",
        "change.rose": "Der Wert ist {since:since} um {points} Punkte gestiegen, von {before} auf {after}{part}.",
        "change.fell": "Der Wert ist {since:since} um {points} Punkte gesunken, von {before} auf {after}{part}.",
        "change.still": "Der Wert ist {since:since} unverändert{part}.",
        "change.new": "Zum Vergleich fehlt ein Wert {since:in}.",
        "part.none": "",
        "part.most": "; größte Änderung eines Bereichs: {area} ({move})",
        "peers.near": "Am nächsten liegen die Antworten von: {names}.",
        "peers.values": "Am nächsten liegen die Werte von: {names}.",
        "causes.moved": "Zwischen Ausgabe {older} und Ausgabe {newer} ging der Wert {period:in} von {before} "
        "auf {after}: "
        "{causes}.",
        "causes.still": "Ausgabe {newer} nennt {period:in} denselben Wert wie Ausgabe {older}.",
        "causes.offset": "Der Wert {period:in} ist in den Ausgaben {older} und {newer} derselbe; im Einzelnen: "
        "{causes}.",
        "causes.new": "In Ausgabe {older} fehlt zum Vergleich ein Wert {period:in}.",
        "causes.mean": "Zwischen Ausgabe {older} und Ausgabe {newer} änderte sich der Mittelwert {period:in} von "
        "{places:obl} mit einem Wert in beiden um {points} Punkte: {causes}.",
        "causes.mean_still": "Zwischen Ausgabe {older} und Ausgabe {newer} blieb der Mittelwert {period:in} von "
        "{places:obl} mit einem Wert in beiden unverändert.",
        "cause.reform": "Reformen {points}",
        "cause.correction": "berichtigte Antworten {points}",
        "cause.answered": "neue oder fehlende Antworten {points}",
        "cause.questions": "andere Fragen {points}",
        "cause.weights": "andere Gewichte {points}",
        "cause.aggregation": "andere Regeln {points}",
        "area.level": "{node}: Mittelwert {mean} von {full} Punkten {period:in}, berechnet aus {places:obl}.",
        "area.none": "{node}: kein Wert {period:in}.",
        "ends.apart": "Höchster Wert: {top} ({high}); niedrigster: {bottom} ({low}).",
        "ends.same": "{places} mit einem Wert: überall {high}.",
        "moves.told": "{since:since}, vergleichbar in {places:obl}: gestiegen {risen}, gesunken {fallen}, unverändert "
        "{still}; Änderung des Mittelwerts: {points}.",
        "indicator.level": "Beantwortet in {answered} von {applicable:obl}, wo die Frage gilt; Mittelwert {mean} von "
        "{full} Punkten {period:in}.",
        "indicator.measured": "Werte liegen vor für {answered} von {applicable:obl}; Mittelwert {mean} von {full} "
        "Punkten {period:in}.",
        "indicator.none": "Es gibt keine Antwort {period:in}.",
        "indicator.unmeasured": "Es gibt keinen gemessenen Wert {period:in}.",
        "indicator.ends": "{highest} mit {top} Punkten, {lowest} mit {bottom}, {between} dazwischen.",
        "group.level": "{group} ({places} mit einem Wert): Mittelwert {mean} von {full} Punkten {period:in}; "
        "Mittelwert aus "
        "allen {all:obl}: {whole}.",
        "group.none": "{group}: kein Wert {period:in}.",
        "group.apart": "Gemessen am Mittelwert aller liegt die Gruppe am höchsten in {top} ({high}) und am "
        "niedrigsten in "
        "{bottom} ({low}).",
        "group.absent": "{absent} der Gruppe ohne Wert.",
        "edition.differs": "Ausgabe {newer} unterscheidet sich von Ausgabe {older} in {answers:obl} und {figures:obl}.",
        "edition.same": "Ausgabe {newer} hat dieselben Antworten und Zahlen wie Ausgabe {older}.",
        "edition.design": "{questions}; {rules}.",
        "questions.changed": "die Fragen haben sich geändert",
        "questions.same": "die Fragen sind dieselben",
        "rules.changed": "die Regeln haben sich geändert",
        "rules.same": "die Regeln sind dieselben",
        "edition.moves": "Von {places:obl} mit einem Wert {period:in} in beiden {risen?one=hat|other=haben} "
        "{risen} einen "
        "höheren Wert, {fallen} einen niedrigeren, {still} denselben.",
        "edition.most": "Größte Änderung: {names} ({points}).",
    },
)
