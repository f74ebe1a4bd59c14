"""English, as it is written in Britain."""

from __future__ import annotations

from commonground.publishing.narrative.grammar import Language


def _noun(one: str, many: str) -> dict[str, dict[str, str]]:
    return {"nom": {"one": f"# {one}", "other": f"# {many}"}}


ENGLISH = Language(
    code="en",
    name="English",
    locale="en_GB",
    quotes=("“", "”"),
    ordinals={"one": "#st", "two": "#nd", "few": "#rd", "other": "#th"},
    nouns={
        "country": _noun("country", "countries"),
        "region": _noun("region", "regions"),
        "city": _noun("city", "cities"),
        "place": _noun("place", "places"),
        "question": _noun("question", "questions"),
        "area": _noun("area", "areas"),
        "answer": _noun("answer", "answers"),
        "figure": _noun("figure", "figures"),
        "run": _noun("run", "runs"),
    },
    when={"in_year": "in #", "in_label": "in the period “#”", "since_year": "since #", "since_label": "since “#”"},
    templates={
        "level.band": "{place} scores {score} of {full} {period:in} ({node}), in the band {band}.",
        "level.plain": "{place} scores {score} of {full} {period:in} ({node}).",
        "level.none": "{place} has no score {period:in} ({node}): {answered?0=no question is answered|one=# question"
        " is answered|other=# questions are answered} of {applicable} that {applicable?one=applies|other=apply}.",
        "level.unmeasured": "{place} has no score {period:in} ({node}): {answered?0=no indicator has a value|one=# "
        "indicator has a value|other=# indicators have a value}, of {applicable} that "
        "{applicable?one=applies|other=apply}.",
        "rank.alone": "It ranks {rank} of {places}{interval}.",
        "rank.tied": "It ranks {rank} of {places}, level with {others?one=# other|other=# others}{interval}.",
        "interval.none": "",
        "interval.one": "; in the middle {level} of {runs} with other choices of method it keeps this rank",
        "interval.moved": "; in the middle {level} of {runs} with other choices of method it ranks {lower}",
        "interval.span": "; in the middle {level} of {runs} with other choices of method it ranks from {lower} "
        "to {upper}",
        "areas.apart": "The highest {tops?one=area is|other=areas are} {top} ({high}), the lowest "
        "{bottoms?one=is|other=are} {bottom} ({low}).",
        "areas.close": "The scores of {areas} lie between {low} and {high}.",
        "areas.one": "The one area with a score is {top} ({high}).",
        "areas.none": "No area has a score.",
        "parts.apart": "Among the parts, the highest {tops?one=mean is that|other=means are those} of {top} ({high}), "
        "the lowest {bottoms?one=is that|other=are those} of {bottom} ({low}).",
        "parts.close": "The means of its parts lie between {low} and {high}.",
        "change.rose": "The score has risen by {points} points {since:since}, from {before} to {after}{part}.",
        "change.fell": "The score has fallen by {points} points {since:since}, from {before} to {after}{part}.",
        "change.still": "The score has not changed {since:since}{part}.",
        "change.new": "There is no score {since:in} to compare with.",
        "part.none": "",
        "part.most": "; the largest change of an area is that of {area} ({move})",
        "peers.near": "The {n?one=place whose answers lie nearest is|other=places whose answers lie nearest "
        "are} {names}.",
        "peers.values": "The {n?one=place whose values lie nearest is|other=places whose values lie nearest "
        "are} {names}.",
        "causes.moved": "Between edition {older} and edition {newer} the score {period:in} went from {before} "
        "to {after}: "
        "{causes}.",
        "causes.still": "Edition {newer} gives the same score {period:in} as edition {older}.",
        "causes.offset": "The score {period:in} is the same in editions {older} and {newer}; within it: {causes}.",
        "causes.new": "Edition {older} has no score {period:in} to compare with.",
        "causes.mean": "Between edition {older} and edition {newer} the mean {period:in} of {places} with a "
        "score in both "
        "changed by {points} points: {causes}.",
        "causes.mean_still": "Between edition {older} and edition {newer} the mean {period:in} of {places} with "
        "a score in "
        "both has not changed.",
        "cause.reform": "reforms {points}",
        "cause.correction": "corrected answers {points}",
        "cause.answered": "answers added or missing {points}",
        "cause.questions": "other questions {points}",
        "cause.weights": "other weights {points}",
        "cause.aggregation": "other rules {points}",
        "area.level": "The mean of {node} over {places} is {mean} of {full} {period:in}.",
        "area.none": "{node} has no score {period:in}.",
        "ends.apart": "Highest: {top} ({high}); lowest: {bottom} ({low}).",
        "ends.same": "{places} with a score: {high} each.",
        "moves.told": "{since:since}, the score of {places} can be compared: risen {risen}, fallen {fallen}, unchanged "
        "{still}; the change of their mean is {points}.",
        "indicator.level": "{answered} of {applicable} to which it applies {answered?one=has|other=have} an "
        "answer; the "
        "mean is {mean} of {full} {period:in}.",
        "indicator.measured": "{answered} of {applicable} {answered?one=has|other=have} a value; the mean is {mean} of "
        "{full} {period:in}.",
        "indicator.none": "No place has an answer {period:in}.",
        "indicator.unmeasured": "No place has a value {period:in}.",
        "indicator.ends": "{highest} with {top} points, {lowest} with {bottom}, {between} in between.",
        "group.level": "The mean of {group} ({places} with a score) is {mean} of {full} {period:in}; that of "
        "all {all} is "
        "{whole}.",
        "group.none": "No place of {group} has a score {period:in}.",
        "group.apart": "Against the mean of all places, the group stands highest in {top} ({high}) and lowest "
        "in {bottom} "
        "({low}).",
        "group.absent": "{absent} of the group {absent?one=has|other=have} no score.",
        "edition.differs": "Edition {newer} differs from edition {older} in {answers} and {figures}.",
        "edition.same": "Edition {newer} has the same answers and figures as edition {older}.",
        "edition.design": "{questions}; {rules}.",
        "questions.changed": "the questions have changed",
        "questions.same": "the questions are the same",
        "rules.changed": "the rules have changed",
        "rules.same": "the rules are the same",
        "edition.moves": "Of {places} with a score {period:in} in both, {risen} {risen?one=has|other=have} a "
        "higher score, "
        "{fallen} a lower one, {still} the same.",
        "edition.most": "The largest change is that of {names} ({points}).",
    },
)
