"""What the script of a question's page asks for: the effect of an answer on the scores, and sources to cite."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonground.core.languages import spoken
from commonground.core.sentences import told
from commonground.fieldwork.actions.sourcing import enter_cited
from commonground.fieldwork.errors import NotAllowedError
from commonground.fieldwork.forms.questions import read_typed
from commonground.fieldwork.forms.sources import SourceForm
from commonground.fieldwork.queries.citing import Suggested, proof_of, suggested_for
from commonground.fieldwork.queries.tasks import held_by
from commonground.fieldwork.views.questions import Sending, found, previewed
from commonground.methods.errors import CommongroundError

LONGEST_SEARCH = 200


@never_cache
@require_POST
def preview(request: HttpRequest, assignment: int, question: str) -> JsonResponse:
    """The scores that would change, for the form as it stands."""
    held = held_by(request.user, assignment)
    if held is None:
        return _nothing(request)
    page = found(request, held, question)
    sending = Sending(held=held, page=page, typed=read_typed(request.POST, page), source=SourceForm(request.POST))
    try:
        moves = previewed(sending)
    except CommongroundError:
        return JsonResponse({}, status=403)
    return JsonResponse(
        {"moves": [{"title": m.title, "period": m.period, "now": m.now, "then": m.then} for m in moves]}
    )


@never_cache
@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest, assignment: int) -> JsonResponse:
    """``GET ?q=``: sources entered before. ``POST``: one is entered, and its article comes back by its key."""
    held = held_by(request.user, assignment)
    if held is None:
        return _nothing(request)
    if request.method == "GET":
        listed = suggested_for(held, request.GET.get("q", "")[:LONGEST_SEARCH])
        return JsonResponse({"sources": [_told(each) for each in listed]})
    form = SourceForm(request.POST, request.FILES, reference_date=request.POST.get("reference_date", ""))
    if form.is_empty or not form.is_valid():
        return JsonResponse({"faults": {name: each[0] for name, each in form.errors.items()}}, status=422)
    try:
        language = spoken()
        article = enter_cited(assignment=held, entry=form.entry(language), by=request.user)
    except NotAllowedError:
        return JsonResponse({}, status=403)
    except CommongroundError as error:
        said = " ".join(map(told, error.problems))
        return JsonResponse({"faults": {"law": said}}, status=422)
    words = {"number": article.number, "source": str(article.version.source)}
    return JsonResponse({"article": article.pk, "proof": proof_of(held, article.pk), **words})


def _told(each: Suggested) -> dict[str, str]:
    dates = {name: getattr(each, name) for name in ("adopted", "in_force_from", "in_force_until")}
    return {
        "title": each.title,
        "url": each.url,
        **{name: date.isoformat() if date else "" for name, date in dates.items()},
    }


def _nothing(request: HttpRequest) -> JsonResponse:
    return JsonResponse({}, status=404 if request.user.is_authenticated else 401)
