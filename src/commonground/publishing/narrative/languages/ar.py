"""Arabic: nouns agree with their number in six ways; names and signed figures keep their own direction."""

from __future__ import annotations

from commonground.publishing.narrative.grammar import Language


def _noun(one: str, two: str, of_two: str, few: str, many: str) -> dict[str, dict[str, str]]:
    """A counted noun: alone, two of it as subject and after a preposition, three to ten, and from eleven."""
    forms = {"one": one, "few": f"# {few}", "many": f"# {many}", "other": f"# {many}"}
    return {"nom": {**forms, "two": two}, "obl": {**forms, "two": of_two}}


ARABIC = Language(
    code="ar",
    name="العربية",
    locale="ar",
    quotes=("«", "»"),
    ordinals={"other": "#"},
    nouns={
        "country": _noun("دولة واحدة", "دولتان", "دولتين", "دول", "دولة"),
        "region": _noun("منطقة واحدة", "منطقتان", "منطقتين", "مناطق", "منطقة"),
        "city": _noun("مدينة واحدة", "مدينتان", "مدينتين", "مدن", "مدينة"),
        "place": _noun("مكان واحد", "مكانان", "مكانين", "أماكن", "مكانًا"),
        "question": _noun("سؤال واحد", "سؤالان", "سؤالين", "أسئلة", "سؤالًا"),
        "area": _noun("مجال واحد", "مجالان", "مجالين", "مجالات", "مجالًا"),
        "answer": _noun("إجابة واحدة", "إجابتان", "إجابتين", "إجابات", "إجابة"),
        "figure": _noun("رقم واحد", "رقمان", "رقمين", "أرقام", "رقمًا"),
        "run": _noun("عملية حساب واحدة", "عمليتا حساب", "عمليتي حساب", "عمليات حساب", "عملية حساب"),
    },
    when={
        "in_year": "في عام #",
        "in_label": "في الفترة «#»",
        "since_year": "منذ عام #",
        "since_label": "منذ الفترة «#»",
    },
    templates={
        "level.band": "{place}: {score} من {full} نقطة {period:in} ({node})، ضمن الفئة {band}.",
        "level.plain": "{place}: {score} من {full} نقطة {period:in} ({node}).",
        "level.none": "{place}: لا توجد نتيجة {period:in} ({node})؛ الأسئلة المجاب عنها: {answered} من أصل "
        "{applicable}.",
        "level.unmeasured": "{place}: لا توجد نتيجة {period:in} ({node})؛ المؤشرات التي لها قيمة: {answered} من أصل "
        "{applicable}.",
        "rank.alone": "المرتبة {rank} من بين {places:obl}{interval}.",
        "rank.tied": "المرتبة {rank} من بين {places:obl}، بالتساوي مع {others:obl}{interval}.",
        "interval.none": "",
        "interval.one": "؛ وفي {level} الوسطى من {runs:obl} بخيارات منهجية أخرى تبقى المرتبة نفسها",
        "interval.moved": "؛ وفي {level} الوسطى من {runs:obl} بخيارات منهجية أخرى: المرتبة {lower}",
        "interval.span": "؛ وفي {level} الوسطى من {runs:obl} بخيارات منهجية أخرى: من المرتبة {lower} إلى "
        "المرتبة {upper}",
        "areas.apart": "{tops?one=المجال ذو النتيجة الأعلى|two=المجالان ذوا النتيجة الأعلى|other=المجالات ذات "
        "النتيجة الأعلى}: "
        "{top} ({high})؛ {bottoms?one=المجال ذو النتيجة الأدنى|two=المجالان ذوا النتيجة الأدنى"
        "|other=المجالات ذات النتيجة الأدنى}: {bottom} ({low}).",
        "areas.close": "{areas}: جميع النتائج بين {low} و{high}.",
        "areas.one": "المجال الوحيد الذي له نتيجة: {top} ({high}).",
        "areas.none": "لا توجد نتيجة لأي مجال.",
        "parts.apart": "{tops?one=الجزء ذو المتوسط الأعلى|two=الجزآن ذوا المتوسط الأعلى|other=الأجزاء ذات "
        "المتوسط الأعلى}: "
        "{top} ({high})؛ {bottoms?one=الجزء ذو المتوسط الأدنى|two=الجزآن ذوا المتوسط الأدنى"
        "|other=الأجزاء ذات المتوسط الأدنى}: {bottom} ({low}).",
        "parts.close": "متوسطات الأجزاء بين {low} و{high}.",
        "change.rose": "ارتفعت النتيجة {since:since} بمقدار {points} نقطة، من {before} إلى {after}{part}.",
        "change.fell": "انخفضت النتيجة {since:since} بمقدار {points} نقطة، من {before} إلى {after}{part}.",
        "change.still": "لم تتغير النتيجة {since:since}{part}.",
        "change.new": "لا توجد نتيجة {since:in} للمقارنة.",
        "part.none": "",
        "part.most": "؛ وأكبر تغير في مجال واحد: {area} ({move})",
        "peers.near": "الإجابات الأقرب: {names}.",
        "peers.values": "القيم الأقرب: {names}.",
        "causes.moved": "بين الإصدار {older} والإصدار {newer} انتقلت النتيجة {period:in} من {before} إلى "
        "{after}: {causes}.",
        "causes.still": "النتيجة {period:in} في الإصدار {newer} هي نفسها في الإصدار {older}.",
        "causes.offset": "النتيجة {period:in} هي نفسها في الإصدارين {older} و{newer}؛ وتفصيلها: {causes}.",
        "causes.new": "لا توجد في الإصدار {older} نتيجة {period:in} للمقارنة.",
        "causes.mean": "بين الإصدار {older} والإصدار {newer} تغير المتوسط {period:in}، لما له نتيجة في كليهما "
        "({places})، "
        "بمقدار {points} نقطة: {causes}.",
        "causes.mean_still": "بين الإصدار {older} والإصدار {newer} لم يتغير المتوسط {period:in} لما له نتيجة في كليهما "
        "({places}).",
        "cause.reform": "إصلاحات {points}",
        "cause.correction": "إجابات مصححة {points}",
        "cause.answered": "إجابات مضافة أو ناقصة {points}",
        "cause.questions": "أسئلة أخرى {points}",
        "cause.weights": "أوزان أخرى {points}",
        "cause.aggregation": "قواعد أخرى {points}",
        "area.level": "{node}: متوسط {mean} من {full} {period:in}، محسوبًا على {places:obl}.",
        "area.none": "{node}: لا توجد نتيجة {period:in}.",
        "ends.apart": "النتيجة الأعلى: {top} ({high})؛ الأدنى: {bottom} ({low}).",
        "ends.same": "عدد ما له نتيجة: {places}؛ النتيجة {high} في الجميع.",
        "moves.told": "{since:since}، تمكن المقارنة في {places:obl}: ارتفاع {risen}، انخفاض {fallen}، دون تغير "
        "{still}؛ تغير "
        "المتوسط: {points}.",
        "indicator.level": "الإجابات المتوفرة: {answered} من أصل {applicable:obl} ينطبق عليها السؤال؛ المتوسط "
        "{mean} من "
        "{full} {period:in}.",
        "indicator.measured": "القيم المتوفرة: {answered} من أصل {applicable:obl}؛ المتوسط {mean} "
        "من {full} {period:in}.",
        "indicator.none": "لا توجد أي إجابة {period:in}.",
        "indicator.unmeasured": "لا توجد أي قيمة {period:in}.",
        "indicator.ends": "{highest} بـ {top} نقطة، و{lowest} بـ {bottom}، و{between} بينهما.",
        "group.level": "{group} (لها نتيجة: {places}): متوسط {mean} من {full} {period:in}؛ ومتوسط المجموع "
        "({all}): {whole}.",
        "group.none": "{group}: لا توجد نتيجة {period:in}.",
        "group.apart": "قياسًا إلى متوسط المجموع، أعلى فرق للمجموعة في {top} ({high}) وأدناه في {bottom} ({low}).",
        "group.absent": "من المجموعة دون نتيجة: {absent}.",
        "edition.differs": "يختلف الإصدار {newer} عن الإصدار {older} في {answers:obl} وفي {figures:obl}.",
        "edition.same": "للإصدار {newer} الإجابات والأرقام نفسها التي للإصدار {older}.",
        "edition.design": "{questions}؛ {rules}.",
        "questions.changed": "تغيرت الأسئلة",
        "questions.same": "الأسئلة هي نفسها",
        "rules.changed": "تغيرت القواعد",
        "rules.same": "القواعد هي نفسها",
        "edition.moves": "من بين {places:obl} لها نتيجة {period:in} في كليهما: أعلى {risen}، أدنى {fallen}، دون "
        "تغير {still}.",
        "edition.most": "أكبر تغير: {names} ({points}).",
    },
)
