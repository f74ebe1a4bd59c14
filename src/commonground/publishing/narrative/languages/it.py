"""Italian. Places come as labels before a colon: their articles are not in our data."""

from __future__ import annotations

from commonground.publishing.narrative.grammar import Language


def _noun(one: str, many: str) -> dict[str, dict[str, str]]:
    return {"nom": {"one": f"# {one}", "other": f"# {many}"}}


ITALIAN = Language(
    code="it",
    name="Italiano",
    locale="it",
    quotes=("«", "»"),
    ordinals={"other": "#º"},
    nouns={
        "country": _noun("paese", "paesi"),
        "region": _noun("regione", "regioni"),
        "city": _noun("città", "città"),
        "place": _noun("luogo", "luoghi"),
        "question": _noun("domanda", "domande"),
        "area": _noun("area", "aree"),
        "answer": _noun("risposta", "risposte"),
        "figure": _noun("cifra", "cifre"),
        "run": _noun("calcolo", "calcoli"),
    },
    when={
        "in_year": "nel #",
        "in_label": "nel periodo «#»",
        "since_year": "dal #",
        "since_label": "dal periodo «#»",
    },
    templates={
        "level.band": "{place}: {score} punti su {full} {period:in} ({node}), nella fascia {band}.",
        "level.plain": "{place}: {score} punti su {full} {period:in} ({node}).",
        "level.none": "{place}: nessun punteggio {period:in} ({node}); {answered?0=nessuna domanda ha risposta"
        "|one=# domanda ha risposta|other=# domande hanno risposta} su {applicable} "
        "{applicable?one=applicabile|other=applicabili}.",
        "level.unmeasured": "{place}: nessun punteggio {period:in} ({node}); {answered?0=nessun indicatore ha un "
        "valore|one=# indicatore ha un valore|other=# indicatori hanno un valore} su {applicable} "
        "{applicable?one=applicabile|other=applicabili}.",
        "rank.alone": "{rank} posto su {places}{interval}.",
        "rank.tied": "{rank} posto su {places}, a pari punteggio con {others}{interval}.",
        "interval.none": "",
        "interval.one": "; nel {level} centrale di {runs} con altre scelte di metodo il posto è lo stesso",
        "interval.moved": "; nel {level} centrale di {runs} con altre scelte di metodo, {lower} posto",
        "interval.span": "; nel {level} centrale di {runs} con altre scelte di metodo, dal {lower} al {upper} posto",
        "areas.apart": "{tops?one=Area con il punteggio più alto|other=Aree con il punteggio più alto}: {top} "
        "({high}); "
        "{bottoms?one=area con il più basso|other=aree con il più basso}: {bottom} ({low}).",
        "areas.close": "{areas}: tutti i punteggi sono compresi tra {low} e {high}.",
        "areas.one": "Unica area con un punteggio: {top} ({high}).",
        "areas.none": "Nessuna area ha un punteggio.",
        "parts.apart": "{tops?one=Parte con la media più alta|other=Parti con la media più alta}: {top} ({high}); "
        "{bottoms?one=parte con la più bassa|other=parti con la più bassa}: {bottom} ({low}).",
        "parts.close": "Le medie delle parti sono comprese tra {low} e {high}.",
        "change.rose": "Il punteggio è salito di {points} punti {since:since}, da {before} a {after}{part}.",
        "change.fell": "Il punteggio è sceso di {points} punti {since:since}, da {before} a {after}{part}.",
        "change.still": "Il punteggio non è cambiato {since:since}{part}.",
        "change.new": "Non c’è un punteggio {since:in} con cui confrontare.",
        "part.none": "",
        "part.most": "; la variazione maggiore di un’area: {area} ({move})",
        "peers.near": "Risposte più vicine: {names}.",
        "peers.values": "Valori più vicini: {names}.",
        "causes.moved": "Tra l’edizione {older} e l’edizione {newer} il punteggio {period:in} è passato da {before} a "
        "{after}: {causes}.",
        "causes.still": "L’edizione {newer} dà lo stesso punteggio {period:in} dell’edizione {older}.",
        "causes.offset": "Il punteggio {period:in} è lo stesso nelle edizioni {older} e {newer}; in dettaglio: "
        "{causes}.",
        "causes.new": "L’edizione {older} non ha un punteggio {period:in} con cui confrontare.",
        "causes.mean": "Tra l’edizione {older} e l’edizione {newer} la media {period:in} di {places} con un "
        "punteggio in "
        "entrambe è variata di {points} punti: {causes}.",
        "causes.mean_still": "Tra l’edizione {older} e l’edizione {newer} la media {period:in} di {places} con "
        "un punteggio "
        "in entrambe non è cambiata.",
        "cause.reform": "riforme {points}",
        "cause.correction": "risposte corrette {points}",
        "cause.answered": "risposte aggiunte o mancanti {points}",
        "cause.questions": "altre domande {points}",
        "cause.weights": "altri pesi {points}",
        "cause.aggregation": "altre regole {points}",
        "area.level": "{node}: media di {mean} su {full} {period:in}, calcolata su {places}.",
        "area.none": "{node}: nessun punteggio {period:in}.",
        "ends.apart": "Punteggio più alto: {top} ({high}); più basso: {bottom} ({low}).",
        "ends.same": "{places} con un punteggio: {high} ovunque.",
        "moves.told": "{since:since}, confronto possibile per {places}: in aumento {risen}, in calo {fallen}, "
        "senza variazione "
        "{still}; variazione della media: {points}.",
        "indicator.level": "{answered} su {applicable} a cui si applica {answered?one=ha|other=hanno} una "
        "risposta; la media "
        "è di {mean} su {full} {period:in}.",
        "indicator.measured": "{answered} su {applicable} {answered?one=ha|other=hanno} un valore; la media è di "
        "{mean} su {full} {period:in}.",
        "indicator.none": "Nessun luogo ha una risposta {period:in}.",
        "indicator.unmeasured": "Nessun luogo ha un valore {period:in}.",
        "indicator.ends": "{highest} con {top} punti, {lowest} con {bottom}, {between} in mezzo.",
        "group.level": "{group} ({places} con un punteggio): media di {mean} su {full} {period:in}; quella "
        "dell’insieme di "
        "{all}: {whole}.",
        "group.none": "{group}: nessun punteggio {period:in}.",
        "group.apart": "Rispetto alla media dell’insieme, la distanza maggiore verso l’alto è in {top} "
        "({high}), verso il "
        "basso in {bottom} ({low}).",
        "group.absent": "{absent} del gruppo senza punteggio.",
        "edition.differs": "L’edizione {newer} differisce dall’edizione {older} per {answers} e {figures}.",
        "edition.same": "L’edizione {newer} ha le stesse risposte e le stesse cifre dell’edizione {older}.",
        "edition.design": "{questions}; {rules}.",
        "questions.changed": "le domande sono cambiate",
        "questions.same": "le domande sono le stesse",
        "rules.changed": "le regole sono cambiate",
        "rules.same": "le regole sono le stesse",
        "edition.moves": "Su {places} con un punteggio {period:in} in entrambe, {risen} {risen?one=ha|other=hanno} un "
        "punteggio più alto, {fallen} uno più basso, {still} lo stesso.",
        "edition.most": "Variazione maggiore: {names} ({points}).",
    },
)
