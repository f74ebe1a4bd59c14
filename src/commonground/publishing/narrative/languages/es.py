"""Spanish. Places come as labels before a colon: their articles are not in our data."""

from __future__ import annotations

import re

from commonground.publishing.narrative.grammar import Language

SAME_SOUND = re.compile(r" y (?=(?:[IiÍí]|[Hh][iíIÍ](?![eaoéáó])))")


SHORT = tuple(str(n) for n in range(1, 1000) if n % 10 in {1, 3} and n % 100 != 11)  # noqa: PLR2004 -- undécimo
"""Ordinals that are cut short before a masculine noun: ``1.er puesto``."""


def _noun(one: str, many: str) -> dict[str, dict[str, str]]:
    return {"nom": {"one": f"# {one}", "other": f"# {many}"}}


def joined(text: str) -> str:
    """``y`` is ``e`` before its own sound: ``España e Italia``."""
    return SAME_SOUND.sub(" e ", text)


SPANISH = Language(
    code="es",
    name="Español",
    locale="es",
    quotes=("«", "»"),
    ordinals={"other": "#.º"} | dict.fromkeys(SHORT, "#.er"),
    correct=joined,
    nouns={
        "country": _noun("país", "países"),
        "region": _noun("región", "regiones"),
        "city": _noun("ciudad", "ciudades"),
        "place": _noun("lugar", "lugares"),
        "question": _noun("pregunta", "preguntas"),
        "area": _noun("ámbito", "ámbitos"),
        "answer": _noun("respuesta", "respuestas"),
        "figure": _noun("cifra", "cifras"),
        "run": _noun("cálculo", "cálculos"),
    },
    when={
        "in_year": "en #",
        "in_label": "en el período «#»",
        "since_year": "desde #",
        "since_label": "desde el período «#»",
    },
    templates={
        "level.band": "{place}: {score} de {full} puntos {period:in} ({node}), en el tramo {band}.",
        "level.plain": "{place}: {score} de {full} puntos {period:in} ({node}).",
        "level.none": "{place}: sin puntuación {period:in} ({node}); {answered?0=ninguna pregunta tiene respuesta"
        "|one=# pregunta tiene respuesta|other=# preguntas tienen respuesta}, de {applicable} "
        "{applicable?one=aplicable|other=aplicables}.",
        "level.unmeasured": "{place}: sin puntuación {period:in} ({node}); {answered?0=ningún indicador tiene "
        "valor|one=# indicador tiene valor|other=# indicadores tienen valor}, de {applicable} "
        "{applicable?one=aplicable|other=aplicables}.",
        "rank.alone": "{rank} puesto de {places}{interval}.",
        "rank.tied": "{rank} puesto de {places}, con el mismo valor que {others?one=# más|other=# más}{interval}.",
        "interval.none": "",
        "interval.one": "; en el {level} central de {runs} con otras opciones de método el puesto es el mismo",
        "interval.moved": "; en el {level} central de {runs} con otras opciones de método, {lower} puesto",
        "interval.span": "; en el {level} central de {runs} con otras opciones de método, del {lower} al "
        "{upper} puesto",
        "areas.apart": "{tops?one=Ámbito con la puntuación más alta|other=Ámbitos con la puntuación más alta}: {top} "
        "({high}); {bottoms?one=ámbito con la más baja|other=ámbitos con la más baja}: {bottom} ({low}).",
        "areas.close": "{areas}: todas las puntuaciones están entre {low} y {high}.",
        "areas.one": "Único ámbito con puntuación: {top} ({high}).",
        "areas.none": "Ningún ámbito tiene puntuación.",
        "parts.apart": "{tops?one=Parte con la media más alta|other=Partes con la media más alta}: {top} ({high}); "
        "{bottoms?one=parte con la más baja|other=partes con la más baja}: {bottom} ({low}).",
        "parts.close": "Las medias de las partes están entre {low} y {high}.",
        "change.rose": "La puntuación ha subido {points} puntos {since:since}, de {before} a {after}{part}.",
        "change.fell": "La puntuación ha bajado {points} puntos {since:since}, de {before} a {after}{part}.",
        "change.still": "La puntuación no ha cambiado {since:since}{part}.",
        "change.new": "No hay puntuación {since:in} con la que comparar.",
        "part.none": "",
        "part.most": "; mayor cambio de un ámbito: {area} ({move})",
        "peers.near": "Respuestas más cercanas: {names}.",
        "peers.values": "Valores más cercanos: {names}.",
        "causes.moved": "Entre la edición {older} y la edición {newer}, la puntuación {period:in} pasó de {before} a "
        "{after}: {causes}.",
        "causes.still": "La edición {newer} da la misma puntuación {period:in} que la edición {older}.",
        "causes.offset": "La puntuación {period:in} es la misma en las ediciones {older} y {newer}; en detalle: "
        "{causes}.",
        "causes.new": "La edición {older} no tiene puntuación {period:in} con la que comparar.",
        "causes.mean": "Entre la edición {older} y la edición {newer}, la media {period:in} de {places} con "
        "puntuación en "
        "ambas varió {points} puntos: {causes}.",
        "causes.mean_still": "Entre la edición {older} y la edición {newer}, la media {period:in} de {places} con "
        "puntuación en ambas no ha cambiado.",
        "cause.reform": "reformas {points}",
        "cause.correction": "respuestas corregidas {points}",
        "cause.answered": "respuestas añadidas o ausentes {points}",
        "cause.questions": "otras preguntas {points}",
        "cause.weights": "otros pesos {points}",
        "cause.aggregation": "otras reglas {points}",
        "area.level": "{node}: media de {mean} sobre {full} {period:in}, calculada con {places}.",
        "area.none": "{node}: sin puntuación {period:in}.",
        "ends.apart": "Puntuación más alta: {top} ({high}); más baja: {bottom} ({low}).",
        "ends.same": "{places} con puntuación: {high} en todos los casos.",
        "moves.told": "{since:since}, comparación posible para {places}: suben {risen}, bajan {fallen}, sin "
        "cambio {still}; "
        "cambio de la media: {points}.",
        "indicator.level": "{answered} de {applicable} donde se aplica {answered?one=tiene|other=tienen} respuesta; la "
        "media es de {mean} sobre {full} {period:in}.",
        "indicator.measured": "{answered} de {applicable} {answered?one=tiene|other=tienen} un valor; la media es de "
        "{mean} sobre {full} {period:in}.",
        "indicator.none": "No hay ninguna respuesta {period:in}.",
        "indicator.unmeasured": "Ningún lugar tiene un valor {period:in}.",
        "indicator.ends": "{highest} con {top} puntos, {lowest} con {bottom}, {between} entre ambos.",
        "group.level": "{group} ({places} con puntuación): media de {mean} sobre {full} {period:in}; la del "
        "conjunto de "
        "{all}: {whole}.",
        "group.none": "{group}: sin puntuación {period:in}.",
        "group.apart": "Respecto de la media del conjunto, la mayor distancia por encima está en {top} ({high}) "
        "y la mayor "
        "por debajo, en {bottom} ({low}).",
        "group.absent": "{absent} del grupo sin puntuación.",
        "edition.differs": "La edición {newer} difiere de la edición {older} en {answers} y {figures}.",
        "edition.same": "La edición {newer} tiene las mismas respuestas y cifras que la edición {older}.",
        "edition.design": "{questions}; {rules}.",
        "questions.changed": "las preguntas han cambiado",
        "questions.same": "las preguntas son las mismas",
        "rules.changed": "las reglas han cambiado",
        "rules.same": "las reglas son las mismas",
        "edition.moves": "De {places} con puntuación {period:in} en ambas, {risen} {risen?one=tiene|other=tienen} una "
        "puntuación más alta, {fallen} una más baja, {still} la misma.",
        "edition.most": "Mayor cambio: {names} ({points}).",
    },
)
