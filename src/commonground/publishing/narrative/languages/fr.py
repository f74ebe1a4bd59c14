"""French. Places come as labels before a colon: their articles are not in our data."""

from __future__ import annotations

from commonground.publishing.narrative.grammar import Language


def _noun(one: str, many: str) -> dict[str, dict[str, str]]:
    return {"nom": {"one": f"# {one}", "other": f"# {many}"}}


FRENCH = Language(
    code="fr",
    name="Français",
    locale="fr",
    quotes=("« ", " »"),
    ordinals={"one": "#er", "other": "#e"},
    nouns={
        "country": _noun("pays", "pays"),
        "region": _noun("région", "régions"),
        "city": _noun("ville", "villes"),
        "place": _noun("lieu", "lieux"),
        "question": _noun("question", "questions"),
        "area": _noun("domaine", "domaines"),
        "answer": _noun("réponse", "réponses"),
        "figure": _noun("chiffre", "chiffres"),
        "run": _noun("calcul", "calculs"),
    },
    when={
        "in_year": "en #",
        "in_label": "pour la période « # »",
        "since_year": "depuis #",
        "since_label": "depuis la période « # »",
    },
    templates={
        "level.band": "{place} : score de {score} sur {full} {period:in} ({node}), dans la tranche {band}.",
        "level.plain": "{place} : score de {score} sur {full} {period:in} ({node}).",
        "level.none": "{place} : pas de score {period:in} ({node}) ; {answered?0=aucune question n’a de réponse"
        "|one=# question a une réponse|other=# questions ont une réponse} sur {applicable} "
        "{applicable?one=applicable|other=applicables}.",
        "level.unmeasured": "{place} : pas de score {period:in} ({node}) ; {answered?0=aucun indicateur n’a de "
        "valeur|one=# indicateur a une valeur|other=# indicateurs ont une valeur} sur {applicable} "
        "{applicable?one=applicable|other=applicables}.",
        "rank.alone": "{rank} rang sur {places}{interval}.",
        "rank.tied": "{rank} rang sur {places}, à égalité avec {others?one=# autre|other=# autres}{interval}.",
        "interval.none": "",
        "interval.one": " ; ce rang est le même dans les {level} du milieu de {runs} selon d’autres choix de méthode",
        "interval.moved": " ; {lower} rang dans les {level} du milieu de {runs} selon d’autres choix de méthode",
        "interval.span": " ; du {lower} au {upper} rang dans les {level} du milieu de {runs} selon d’autres "
        "choix de méthode",
        "areas.apart": "{tops?one=Domaine au score le plus haut|other=Domaines au score le plus haut} : {top} "
        "({high}) ; "
        "{bottoms?one=domaine au score le plus bas|other=domaines au score le plus bas} : {bottom} ({low}).",
        "areas.close": "{areas} : tous les scores se situent entre {low} et {high}.",
        "areas.one": "Seul domaine avec un score : {top} ({high}).",
        "areas.none": "Aucun domaine n’a de score.",
        "parts.apart": "{tops?one=Partie à la moyenne la plus haute|other=Parties à la moyenne la plus haute} : {top} "
        "({high}) ; {bottoms?one=partie à la moyenne la plus basse|other=parties à la moyenne la plus basse} : "
        "{bottom} "
        "({low}).",
        "parts.close": "Les moyennes des parties se situent entre {low} et {high}.",
        "change.rose": "Le score a augmenté de {points} points {since:since}, de {before} à {after}{part}.",
        "change.fell": "Le score a baissé de {points} points {since:since}, de {before} à {after}{part}.",
        "change.still": "Le score n’a pas changé {since:since}{part}.",
        "change.new": "Il n’y a pas de score {since:in} pour comparer.",
        "part.none": "",
        "part.most": " ; le plus grand écart d’un domaine : {area} ({move})",
        "peers.near": "Réponses les plus proches : {names}.",
        "peers.values": "Valeurs les plus proches : {names}.",
        "causes.moved": "Entre l’édition {older} et l’édition {newer}, le score {period:in} est passé de {before} à "
        "{after} : {causes}.",
        "causes.still": "L’édition {newer} donne le même score {period:in} que l’édition {older}.",
        "causes.offset": "Le score {period:in} est le même dans les éditions {older} et {newer} ; en détail : "
        "{causes}.",
        "causes.new": "L’édition {older} n’a pas de score {period:in} pour comparer.",
        "causes.mean": "Entre l’édition {older} et l’édition {newer}, la moyenne {period:in} de {places} avec "
        "un score dans "
        "les deux a varié de {points} points : {causes}.",
        "causes.mean_still": "Entre l’édition {older} et l’édition {newer}, la moyenne {period:in} de {places} "
        "avec un score "
        "dans les deux n’a pas changé.",
        "cause.reform": "réformes {points}",
        "cause.correction": "réponses corrigées {points}",
        "cause.answered": "réponses ajoutées ou manquantes {points}",
        "cause.questions": "autres questions {points}",
        "cause.weights": "autres poids {points}",
        "cause.aggregation": "autres règles {points}",
        "area.level": "{node} : moyenne de {mean} sur {full} {period:in}, sur {places}.",
        "area.none": "{node} : pas de score {period:in}.",
        "ends.apart": "Score le plus haut : {top} ({high}) ; le plus bas : {bottom} ({low}).",
        "ends.same": "{places} avec un score : {high} partout.",
        "moves.told": "{since:since}, comparaison possible pour {places} : hausse {risen}, baisse {fallen}, "
        "sans changement "
        "{still} ; écart de leur moyenne : {points}.",
        "indicator.level": "{answered} sur {applicable} où la question s’applique {answered?one=a|other=ont} "
        "une réponse ; "
        "la moyenne est de {mean} sur {full} {period:in}.",
        "indicator.measured": "{answered} sur {applicable} {answered?one=a|other=ont} une valeur ; la moyenne est de "
        "{mean} sur {full} {period:in}.",
        "indicator.none": "Aucun lieu n’a de réponse {period:in}.",
        "indicator.unmeasured": "Aucun lieu n’a de valeur {period:in}.",
        "indicator.ends": "{highest} avec {top} points, {lowest} avec {bottom}, {between} entre les deux.",
        "group.level": "{group} ({places} avec un score) : moyenne de {mean} sur {full} {period:in} ; celle de "
        "l’ensemble "
        "de {all} : {whole}.",
        "group.none": "{group} : aucun score {period:in}.",
        "group.apart": "Par rapport à la moyenne de l’ensemble, l’écart du groupe est le plus haut en {top} "
        "({high}) et le "
        "plus bas en {bottom} ({low}).",
        "group.absent": "{absent} du groupe sans score.",
        "edition.differs": "L’édition {newer} diffère de l’édition {older} par {answers} et {figures}.",
        "edition.same": "L’édition {newer} a les mêmes réponses et les mêmes chiffres que l’édition {older}.",
        "edition.design": "{questions} ; {rules}.",
        "questions.changed": "les questions ont changé",
        "questions.same": "les questions sont les mêmes",
        "rules.changed": "les règles ont changé",
        "rules.same": "les règles sont les mêmes",
        "edition.moves": "Sur {places} avec un score {period:in} dans les deux, {risen} {risen?one=a|other=ont} "
        "un score plus "
        "haut, {fallen} un score plus bas, {still} le même.",
        "edition.most": "Plus grand écart : {names} ({points}).",
    },
)
