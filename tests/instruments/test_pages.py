"""The pages of questionnaires, as a team goes through them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from commonground.instruments.actions.questionnaires import add_draft
from commonground.instruments.actions.versions import add_framework
from commonground.instruments.models import QuestionLink, QuestionnaireVersion
from commonground.methods.questionnaires import Kind, Translated, questionnaire_from_framework
from commonground.methods.questionnaires.yaml import yaml_text
from tests.instruments.pages import at, frozen, text
from tests.methods.questionnaires.factory import LAMPS, ask, asking, light, piers
from tests.support.teams import account, client
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(owner):
    found = client(owner)
    found.raise_request_exception = True
    return found


@pytest.fixture
def draft(index, owner):
    return add_draft(index=index, questionnaire=piers(), by=owner)


def stands(version):
    return QuestionnaireVersion.objects.get(pk=version.pk).questionnaire()


def typed(browser, address):
    """What the form at ``address`` would send, untouched."""
    page = browser.get(address)
    form = page.context["form"]
    sent = {"seen": page.context["seen"]}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            sent[name] = "on"
        elif value is not None and value is not False and name != "seen":
            sent[name] = value
    return sent


def test_strangers_find_nothing_and_the_team_its_versions(draft, browser):
    stranger = client(account("stranger"))
    assert stranger.get(reverse("instruments:shelf")).status_code == 404
    for name in ("version", "read", "checklist", "pilot", "changes", "files", "heading", "end"):
        assert stranger.get(at(draft, name)).status_code == 404
        assert browser.get(at(draft, name)).status_code == 200
    page = text(browser.get(reverse("instruments:shelf")))
    assert "Pier Index" in page
    assert "Version 1" in page
    assert "draft" in page


@pytest.mark.parametrize(
    ("said", "questions", "languages"),
    [
        ({"way": "blank", "title": "Quays", "language": "fr"}, 0, ["fr"]),
        ({"way": "copy"}, 9, ["en", "fr"]),
        ({"way": "upload", "file": "other"}, 1, ["en"]),
    ],
)
def test_a_draft_begins_in_three_ways(draft, browser, said, questions, languages):
    content = yaml_text(asking(ask("Z1"))).encode()
    files = {"file": SimpleUploadedFile("quays.yaml", content)} if "file" in said else {}
    versions = {"version": draft.pk} if said["way"] == "copy" else {}
    answer = browser.post(reverse("instruments:new", args=["piers"]), {**said, **versions, **files}, follow=True)
    made = draft.index.questionnaires.get(number=2)
    assert answer.redirect_chain[-1][0] == at(made, "read")
    assert (len(stands(made).questions), made.languages) == (questions, languages)


def test_a_draft_that_cannot_begin_says_why(draft, browser):
    address = reverse("instruments:new", args=["piers"])
    assert browser.get(address).status_code == 200
    assert "This is needed for the way that you chose." in text(browser.post(address, {"way": "upload"}))
    bad = {"way": "blank", "title": "x", "language": "1!"}
    assert "is no tag of a language" in text(browser.post(address, bad))
    file = SimpleUploadedFile("form.yaml", b"code: piers\nquestions: [{code: A, kind: dance}]")
    assert "dance" in text(browser.post(address, {"way": "upload", "file": file}))
    same = SimpleUploadedFile("form.yaml", yaml_text(piers()).encode())
    answer = browser.post(address, {"way": "upload", "file": same}, follow=True)
    assert "so no other was made" in text(answer)
    assert draft.index.questionnaires.count() == 1


def test_what_a_real_form_asks_that_is_not_run_is_listed(shared_data, index, browser):
    form = shared_data / "forms/getodk+sample-forms__all-question-types-v2024091201-3.xlsx"
    file = SimpleUploadedFile(form.name, form.read_bytes())
    answer = browser.post(reverse("instruments:new", args=["piers"]), {"way": "upload", "file": file}, follow=True)
    page = text(answer)
    assert "geography" in page
    assert "All conditions run." in page
    sent = browser.get(at(index.questionnaires.get(), "file", form="xlsform"))
    (out := io.BytesIO()).write(sent.content)
    assert "spreadsheetml" in sent["Content-Type"]
    assert out.tell() > 0
    for question in stands(index.questionnaires.get()).questions:
        assert browser.get(at(index.questionnaires.get(), "question", code=question.code)).status_code == 200


def test_a_form_that_is_not_touched_changes_nothing(draft, browser):
    for question in piers().questions:
        address = at(draft, "question", code=question.code)
        answer = browser.post(address, typed(browser, address))
        assert answer.status_code == 302, answer.context["form"].errors
    for section in piers().sections:
        address = at(draft, "section", code=section.code)
        assert browser.post(address, typed(browser, address)).status_code == 302
    address = at(draft, "heading")
    assert browser.post(address, typed(browser, address)).status_code == 302
    assert stands(draft) == piers()


def test_a_question_is_edited_in_full(draft, browser):
    address = at(draft, "question", code="A1")
    sent = typed(browser, address) | {
        "code": "A1a",
        "section": "B",
        "text-en": "Is the whole pier lit?",
        "text-fr": "Toute la jetée est-elle éclairée ?",
        "weight": "3",
        "law_or_practice": "practice",
        "citations": "2",
        "relevance": "${B2} != ''",
        "options-1-points": "40",
        "options-1-order": "9",
        "options-4-code": "rarely",
        "options-4-points": "10",
        "options-4-label-en": "Rarely",
        "options-4-label-fr": "Rarement",
        "reviewed-fr": "",
    }
    assert browser.post(address, sent).status_code == 302
    now = stands(draft).question("A1a")
    assert (now.section, now.weight, now.law_or_practice, now.evidence.citations) == ("B", 3.0, "practice", 2)
    assert [(each.code, each.points) for each in now.options] == [
        ("yes", 100.0), ("no", 0.0), ("na", None), ("rarely", 10.0), ("partly", 40.0),
    ]  # fmt: skip
    assert (now.scale, stands(draft).question("B3").scale) == ("", "yes_no")
    assert now.translations["fr"].state is Translated.DRAFT
    assert stands(draft).section("A1-more").relevance == "${A1a} = 'yes' or ${A1a} = 'partly'"


def test_options_of_a_scale_change_for_all_that_share_it(draft, browser):
    address = at(draft, "question", code="A1")
    assert "One other question shares the scale yes_no." in text(browser.get(address))
    browser.post(address, typed(browser, address) | {"options-1-points": "40", "everywhere": "on"})
    assert [stands(draft).question(code).options[1].points for code in ("A1", "B3")] == [40.0, 40.0]


def said(browser, address):
    (translation,) = browser.get(address).context["form"].translations()
    return translation["state"]


def test_a_translation_grows_old_and_is_reviewed_again(draft, browser):
    address = at(draft, "question", code="A1")
    sent = typed(browser, address) | {"evidence-fr": "Citez.", "guidance-fr": "Une.", "do": "stay"}
    assert browser.post(address, sent)["Location"] == address
    assert said(browser, address) == "reviewed"
    browser.post(address, typed(browser, address) | {"text-en": "Lit?"})
    assert said(browser, address) == "outdated: the source text changed"
    browser.post(address, typed(browser, address) | {"text-fr": "Éclairée ?"})
    assert said(browser, address) == "reviewed"


def test_a_faulty_condition_is_shown_beside_its_field(draft, browser):
    address = at(draft, "question", code="B1")
    for name, written, message in (
        ("relevance", "${A9} = 'yes'", "which is no question"),
        ("relevance", "${A1} = 'maybe'", "No answers make this true"),
        ("constraint", ". > ", "not well formed"),
        ("constraint", "pulldata('a', 'b') = 1", "pulldata"),
    ):
        answer = browser.post(address, typed(browser, address) | {name: written})
        assert message in " ".join(answer.context["form"].errors[name]), name
        assert "although they are not run" in text(answer)
    assert stands(draft).question("B1").constraint == ". <= today()"
    sent = typed(browser, address) | {"constraint": "pulldata('a', 'b') = 1", "as_is": "on"}
    assert browser.post(address, sent).status_code == 302
    section = at(draft, "section", code="B")
    answer = browser.post(section, typed(browser, section) | {"relevance": "${A9} = 1"})
    assert "which is no question" in answer.context["form"].errors["relevance"][0]


def test_what_contradicts_itself_is_refused_with_its_field(draft, browser):
    address = at(draft, "question", code="B1")
    for code, message in (("A1", "has the code"), ("a b", "cannot be the code")):
        answer = browser.post(address, typed(browser, address) | {"code": code})
        assert message in answer.context["form"].errors["code"][0]
    single = at(draft, "question", code="A1")
    answer = browser.post(single, typed(browser, single) | {"options-1-code": "yes"})
    assert "two options of one code" in str(answer.context["form"].non_field_errors())
    section = at(draft, "section", code="B")
    assert "has the code" in str(browser.post(section, typed(browser, section) | {"code": "A"}).context["form"].errors)
    heading = at(draft, "heading")
    answer = browser.post(heading, typed(browser, heading) | {"languages": "en, en"})
    assert "named twice" in str(answer.context["form"].errors)


def test_a_stale_save_shows_both_and_can_be_repeated(draft, browser):
    address = at(draft, "question", code="B2")
    mine, theirs = (typed(browser, address) | {"text-en": words} for words in ("Mine?", "Theirs?"))
    assert browser.post(address, theirs).status_code == 302
    answer = browser.post(address, mine)
    assert answer.status_code == 409
    assert ("text › en", "Theirs?", "Mine?") in answer.context["both"]
    assert stands(draft).question("B2").text["en"] == "Theirs?"
    assert browser.post(address, mine | {"seen": answer.context["seen"]}).status_code == 302
    assert stands(draft).question("B2").text["en"] == "Mine?"
    section, heading = at(draft, "section", code="B"), at(draft, "heading")
    for page, name in ((section, "title-en"), (heading, "title-en")):
        sent = typed(browser, page)
        browser.post(page, sent | {name: "Theirs"})
        answer = browser.post(page, sent | {name: "Mine"})
        assert (answer.status_code, "Theirs" in str(answer.context["both"])) == (409, True)


def test_parts_are_added_moved_taken_out_and_put_back(draft, browser):
    section = at(draft, "new_section")
    browser.post(section, typed(browser, section) | {"code": "D", "title-en": "Doubts"})
    new = at(draft, "new_question") + "?section=D"
    sent = typed(browser, new)
    assert sent["section"] == "D"
    more = browser.post(new, sent | {"do": "options"})
    assert (more.status_code, more.context["form"]["options"].value()) == (200, "6")
    browser.post(new, sent | {"code": "D1", "kind": "text", "text-en": "Any doubts?"})
    assert (stands(draft).questions[-1].code, stands(draft).questions[-1].kind) == ("D1", Kind.TEXT)
    before = stands(draft)
    for do in ("up question A2", "down question A3", "down section A", "remove question B2", "remove section B"):
        browser.post(at(draft, "arrange"), {"do": do})
    assert "Taken out" in text(browser.get(at(draft)))
    for do in ("back section B", "back question B2", "up section A"):
        browser.post(at(draft, "arrange"), {"do": do})
    assert {each.code for each in stands(draft).questions} == {each.code for each in before.questions}
    assert browser.post(at(draft, "arrange"), {"do": "dance question A1"}).status_code == 404
    assert browser.post(at(draft, "arrange"), {"do": "remove question Z9"}).status_code == 409


def test_a_question_is_previewed_in_each_language(draft, browser):
    for question in piers().questions:
        assert browser.get(at(draft, "preview", code=question.code)).status_code == 200
    page = text(browser.get(at(draft, "preview", code="A1") + "?language=fr"))
    assert "La jetée est-elle éclairée la nuit ?" in page
    assert browser.get(at(draft, "preview", code="Z9")).status_code == 404


def test_the_checklist_leads_to_each_question_and_freezes(index, owner, browser):
    version = add_draft(index=index, questionnaire=asking(ask("A"), ask("B", options=())), by=owner)
    page = text(browser.get(at(version, "checklist")))
    assert at(version, "question", code="B") in page
    refused = browser.post(at(version, "checklist"))
    assert (refused.status_code, "offers no options" in text(refused)) == (409, True)
    browser.post(at(version, "arrange"), {"do": "remove question B"})
    assert "There was no pilot" in text(browser.post(at(version, "pilot"), {"waived": "Known."}, follow=True))
    assert "It never changes again" in text(browser.post(at(version, "checklist"), follow=True))
    version.refresh_from_db()
    assert (version.state, version.removed) == ("frozen", [])
    assert browser.get(at(version, "question", code="A")).status_code == 200
    assert browser.get(at(version, "question", code="Z")).status_code == 404
    assert browser.get(at(version, "heading")).status_code == 404
    assert browser.post(at(version, "arrange"), {"do": "remove question A"}).status_code == 409
    assert "Retire this version?" in text(browser.get(at(version, "end")))
    browser.post(at(version, "end"))
    version.refresh_from_db()
    assert version.state == "retired"
    assert "It is retired already." in text(browser.get(at(version, "end")))


def test_a_draft_is_thrown_away_when_asked_twice(draft, browser):
    assert "Throw this draft away?" in text(browser.get(at(draft, "end")))
    browser.post(at(draft, "end"))
    assert not QuestionnaireVersion.objects.exists()


PILOT = """respondent,subject,period,question,answer,seconds,comment
one,XA,2025,A1,100,30,Hard to say
two,XA,2025,A1,0,50,
one,XA,2025,A2,50,10,
two,XA,2025,A2,50,20,
one,XA,2025,A3,,,
"""


def test_a_pilot_is_reported_and_its_scoring_tried(index, owner, browser):
    version = add_draft(index=index, questionnaire=questionnaire_from_framework(ports()), by=owner)
    framework = add_framework(questionnaire=version, framework=ports())
    blank = browser.get(at(version, "pilot_table")).content.decode()
    assert blank.startswith("respondent,subject,period,question,item,answer,seconds,comment\r\n,,,A1,,,,")
    codes = [each.code for each in ports().questions]
    table = PILOT.replace("A3", codes[-1])
    sent = {"file": SimpleUploadedFile("pilot.csv", table.encode()), "framework": framework.pk}
    page = text(browser.post(at(version, "pilot"), sent, follow=True))
    assert "What the pilot told of each question" in page
    assert "100 of 100" in page
    assert "Hard to say" in page
    assert "XA one" in page
    version.refresh_from_db()
    assert (version.state, version.pilot["rehearsed"]) == ("piloted", True)
    assert "The scoring was not tried" not in text(browser.get(at(version, "checklist")))


def test_a_pilot_that_does_not_fit_is_refused_row_by_row(index, owner, browser):
    version = add_draft(index=index, questionnaire=piers(), by=owner)
    rows = ("a,XA,Z9,,1,", "a,XA,B3,,yes,", "a,XA,A1,,maybe,", "a,XA,A1,,yes,soon", "a,XA,A2,,oil;gas,1")
    table = "\n".join(("respondent,subject,question,item,answer,seconds", *rows))
    sent = {"file": SimpleUploadedFile("pilot.txt", table.encode())}
    errors = " ".join(browser.post(at(version, "pilot"), sent).context["form"].errors["file"])
    for said in ('no question "Z9"', 'no row ""', '"maybe"', "no number of seconds"):
        assert said in errors
    assert ":6" not in errors
    assert "say why there was no pilot" in text(browser.post(at(version, "pilot"), {}))


def test_links_are_proposed_confirmed_changed_and_taken_away(index, owner, browser):
    frozen(index, asking(ask("A"), ask("L", Kind.MULTIPLE, options=LAMPS), ask("G", text={"en": "Who pays?"})), owner)
    codes = tuple(type(each)(code=f"x-{each.code}", label=each.label) for each in LAMPS)
    new = frozen(
        index,
        asking(
            ask("A", text={"en": "A now?"}),
            ask("L", Kind.MULTIPLE, options=codes),
            ask("H", text={"en": "Who pays it?"}),
        ),
        owner,
    )
    address = at(new, "between", older=1)
    assert at(new, "between", older=1) in text(browser.get(at(new, "changes")))
    assert "found by comparing" in text(browser.get(address))
    browser.post(address, {"do": "propose"})
    assert QuestionLink.objects.filter(confirmed_at=None).count() == 3
    browser.post(address, {"do": "confirm remapped"})
    page = text(browser.get(address))
    assert "oil → x-oil" in page
    assert "<ins>A now?</ins>" in page
    row = QuestionLink.objects.get(before=["A"])
    link = at(new, "link", older=1, key=row.pk)
    assert browser.get(link).status_code == 200
    sent = {"before": "A", "after": "A", "kind": "broken", "reason": "Another thing.", "do": "confirm"}
    browser.post(link, sent)
    assert (QuestionLink.objects.get(before=["A"]).kind, QuestionLink.objects.count()) == ("broken", 3)
    assert "Another thing." in text(browser.get(address))
    made = at(new, "new_link", older=1)
    assert browser.get(f"{made}?before=L&after=L").context["form"]["kind"].value() == "remapped"
    assert browser.get(f"{made}?before=Z&after=L").context["form"]["kind"].value() == "broken"
    mapped = {"before": "L", "after": "L", "kind": "remapped", "option-0": "x-gas", "option-1": "x-gas"}
    asked = f"{made}?before=L&after=L"
    assert "has no place" in text(browser.post(asked, mapped | {"option-2": ""}))
    browser.post(asked, mapped | {"option-2": "x-oil"})
    assert QuestionLink.objects.get(before=["L"]).options == {"oil": "x-gas", "gas": "x-gas", "electric": "x-oil"}
    gone = at(new, "link", older=1, key=QuestionLink.objects.get(before=["L"]).pk)
    browser.post(gone, {"do": "remove"})
    assert (QuestionLink.objects.count(), browser.get(gone).status_code) == (2, 404)
    assert browser.post(address, {"do": "dance"}).status_code == 404
    assert browser.get(at(new, "between", older=9)).status_code == 404


def test_the_two_revisions_of_the_barometer_are_compared_and_nothing_is_invented(shared_data, index, owner, browser):
    """They ask about procurement and about land: no link is proposed, and what is worded alike is shown as that."""
    for name in ("186b88d", "4ed05f5"):
        form = shared_data / f"forms/GDB+handbook__questions_{name}.csv"
        sent = {"way": "upload", "file": SimpleUploadedFile(form.name, form.read_bytes())}
        browser.post(reverse("instruments:new", args=["piers"]), sent)
    newer = index.questionnaires.get(number=2)
    page = browser.get(at(newer, "between", older=1)).context["page"]
    assert (len(page.lines), len(page.removed), len(page.added)) == (0, 41, 69)
    assert len({each.before.code for each in page.suggested}) == 11
    assert {each.percent for each in page.suggested if each.same_options} <= {100, 96, 87}
    made = at(newer, "new_link", older=1)
    pair = {"before": "A.PROCUREMENT.Open_Contracting.a0", "after": "A.LAND.LT-AVA.a0"}
    found = browser.get(made, pair).context["form"]
    assert found["kind"].value() == "identical"
    browser.post(made, pair | {"kind": "identical"})
    page = browser.get(at(newer, "between", older=1)).context["page"]
    assert (len(page.lines), len(page.removed), len(page.added), page.goes_on) == (1, 40, 68, 1)


def test_a_version_is_taken_away_in_every_form(draft, browser):
    word = browser.get(at(draft, "file", form="docx") + "?language=fr")
    said = [each.text for each in Document(io.BytesIO(word.content)).paragraphs]
    assert said[0] == "Jetées"
    assert any("La jetée est-elle éclairée" in each for each in said)
    assert browser.get(at(draft, "file", form="pdf")).content.startswith(b"%PDF")
    assert b"code: piers" in browser.get(at(draft, "file", form="yaml")).content
    assert browser.get(at(draft, "file", form="odt")).status_code == 404
    assert browser.get(at(draft, "file", form="pdf") + "?language=xx").status_code == 404


def test_a_form_with_a_light_question_keeps_its_tags(draft, browser):
    address = at(draft, "question", code="A1")
    browser.post(address, typed(browser, address) | {"title-en": "Lights"})
    assert stands(draft).question("A1").tags == light().tags
