"""The action plan's pages: Bo begins, changes, marks as done, prints; and Cleo never meets what is his."""

import re
from datetime import date
from typing import Any

import pypdfium2
import pytest
from doing import Desk, Neighbour, dump
from flask import Flask
from sqlalchemy import select
from town import MORNING, Clock, Town

from huskurage.store.engine import Database
from huskurage.store.people import Account
from huskurage.store.plan import Activity, ActivityKind
from huskurage.web.plan.views import room

PLAN = "/staff/plan/"
SOON = "2026-11-27"


def bos_number(database: Database) -> str:
    with database.reads() as session:
        return str(session.scalars(select(Account.id).where(Account.login == "bo")).one())


def typed(**changes: str) -> dict[str, str]:
    return {"kind": "poster_round", "what": "Hang posters in Centrum", "owner": "", "due": SOON} | changes


def activities(database: Database) -> list[Activity]:
    with database.reads() as session:
        return list(session.scalars(select(Activity).order_by(Activity.id)))


def kept(database: Database) -> list[Any]:
    with database.reads() as session:
        return dump(session)["activities"]


@pytest.fixture
def planned(bo: Desk, database: Database) -> str:
    """The address of something that Bo planned for himself."""
    assert bo.press(PLAN, **typed(owner=bos_number(database))).status_code == 303
    return f"{PLAN}{activities(database)[-1].id}"


def page_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))


def test_bo_begins_with_a_year_and_no_second_time(bo: Desk, database: Database) -> None:
    page = bo.see(PLAN)
    assert "Begin with this plan" in page
    assert page.count("<li>") >= 9
    assert bo.press(f"{PLAN}start").status_code == 303
    assert len(activities(database)) == 9
    assert bo.press(f"{PLAN}start").status_code == 409
    assert len(activities(database)) == 9
    page = bo.see(PLAN)
    assert "Begin with this plan" not in page
    assert "of 9 activities are done" not in page, "most of them lie in another year"
    assert "En vecka fri från våld" in page


def test_late_comes_first_and_says_for_how_long(bo: Desk, planned: str, clock: Clock, app: Flask, town: Town) -> None:
    del planned
    bo.press(PLAN, **typed(what="Much later", due="2027-05-03"))
    bo.press(PLAN, **typed(what="Long ago", due="2026-11-03"))
    page = bo.see(PLAN)
    places = [page.index(words) for words in ("Long ago", "Hang posters in Centrum", "Much later")]
    assert places == sorted(places)
    assert "20 days late" in page
    assert "in 4 days" in page
    clock.move(days=5)
    assert "1 day late" in Desk(app, town.bo, clock).see(PLAN)


def test_marking_as_done_needs_something_that_shows_it(bo: Desk, planned: str, database: Database) -> None:
    answer = bo.press(f"{planned}/done", done="2026-11-20", evidence="")
    assert answer.status_code == 422
    assert "Write what shows that it was done." in answer.get_data(as_text=True)
    assert bo.press(f"{planned}/done", done="2026-11-20", evidence="All hang\nscanned one each").status_code == 303
    assert activities(database)[0].done_on == date(2026, 11, 20)
    assert "2026: 1 of 1 activity is done." in bo.see(PLAN)
    assert "All hang" in bo.see(planned)
    assert bo.press(f"{planned}/reopen").status_code == 303
    assert activities(database)[0].done_on is None
    assert bo.press(f"{planned}/reopen").status_code == 409


def test_changing_and_taking_out(bo: Desk, planned: str, database: Database) -> None:
    assert bo.press(planned, **typed(kind="campaign", what="A stand", due="2027-01-11")).status_code == 303
    changed = activities(database)[0]
    assert (changed.kind, changed.what, changed.owner_id) == (ActivityKind.CAMPAIGN, "A stand", None)
    assert bo.press(f"{planned}/take-out").status_code == 303
    assert activities(database) == []
    assert bo.press(f"{planned}/take-out").status_code == 404


@pytest.mark.parametrize(("changes", "words"), [
    ({"what": ""}, "Write what is to be done."), ({"what": "x" * 201}, "At most 200 characters."),
    ({"what": "Ring Eva 070-174 06 05"}, "Leave out telephone numbers"),
    ({"what": "y" * 170 + " 850101-1236"}, "Leave out telephone numbers"),
    ({"kind": "party"}, "Choose a kind from the list."), ({"owner": "1"}, "Choose somebody from the list."),
    ({"owner": "9" * 30}, "Choose somebody from the list."), ({"due": ""}, "Choose a day."),
    ({"due": "0001-01-01"}, "within the coming three years"), ({"due": "9999-12-31"}, "within the coming three years"),
    ({"due": "\0soon"}, "Choose a day."),
])  # fmt: skip
def test_what_cannot_be_planned_is_said_and_what_was_typed_is_kept(
    bo: Desk, planned: str, database: Database, changes: dict[str, str], words: str
) -> None:
    for path in (PLAN, planned):
        answer = bo.press(path, **typed(what="Kept on the page") | changes)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert words in page
        assert "what" in changes or "Kept on the page" in page
    assert [one.what for one in activities(database)] == ["Hang posters in Centrum"]


@pytest.mark.parametrize(("changes", "words"), [
    ({"done": "2026-11-24"}, "today at the latest"), ({"done": "x"}, "Choose a day."),
    ({"evidence": "z" * 501}, "At most 500 characters."), ({"evidence": "eva@hem.example"}, "Leave out telephone"),
])  # fmt: skip
def test_what_shows_nothing_is_refused(bo: Desk, planned: str, changes: dict[str, str], words: str) -> None:
    answer = bo.press(f"{planned}/done", **{"done": "2026-11-20", "evidence": "All hang"} | changes)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_odd_signs_are_left_out_of_what_is_kept(bo: Desk, database: Database) -> None:
    assert bo.press(PLAN, **typed(what="Hang\0 \N{RIGHT-TO-LEFT OVERRIDE}posters 😀")).status_code == 303
    assert activities(database)[0].what == "Hang posters 😀"
    assert "😀" in bo.see(PLAN)
    assert bo.status(f"{PLAN}plan.pdf") == 200


def test_who_has_left_does_nothing_any_more(bo: Desk, planned: str, database: Database) -> None:
    assert bo.press(planned, **typed(owner=bos_number(database))).status_code == 303
    with database.writes() as session:
        bos = session.scalars(select(Account).where(Account.login == "bo")).one()
        other = Account(
            login=None, name="Gunnel", role=bos.role, municipality_id=bos.municipality_id, landlord_id=bos.landlord_id,
            language="en", public_key=bytes(32), key_salt=bytes(16), key_box=b"x", totp_box=None,
            left_on=MORNING.date(),
        )  # fmt: skip
        session.add(other)
        session.flush()
        session.scalars(select(Activity)).one().owner_id = other.id
        session.commit()
    for page in (bo.see(PLAN), bo.see(planned)):
        assert "Gunnel" not in page
        assert "Nobody yet" in page


def test_the_printed_plan_says_what_the_page_says_in_the_readers_language(
    bo: Desk, planned: str, database: Database
) -> None:
    bo.press(f"{planned}/done", done="2026-11-20", evidence="14 of 18 came")
    bo.press(PLAN, **typed(what="Letters <script> 😀", due="2026-11-10", owner=bos_number(database)))
    pages = {}
    for language in ("en", "sv"):
        bo.press(f"/staff/language/{language}")
        answer = bo.client.get(f"{PLAN}plan.pdf")
        assert answer.headers["Content-Disposition"] == 'inline; filename="plan-2026-11-23.pdf"'
        assert b"/Lang(" + language.encode() + b")" in answer.data
        pdf = pypdfium2.PdfDocument(answer.data)
        pages[language] = " ".join(pdf[0].get_textpage().get_text_range().split())
        assert len(pdf) == 1
        pdf.close()
    for words in ("Action plan", "Lindbackahem", "14 of 18 came", "Letters <script> [U+1F600]", "late", "Bo"):
        assert words in pages["en"]
    assert "Åtgärdsplan" in pages["sv"]


def test_a_full_plan_runs_over_several_pages(bo: Desk, database: Database) -> None:
    with database.writes() as session:
        landlord_id = session.scalars(select(Account.landlord_id).where(Account.login == "bo")).one()
        assert landlord_id is not None
        session.add_all(
            Activity(
                landlord_id=landlord_id, kind=ActivityKind.FOLLOW_UP, what="w" * 200, owner_id=None,
                due_on=MORNING.date(), done_on=MORNING.date(), evidence="e" * 500,
            )
            for _ in range(60)
        )  # fmt: skip
        session.commit()
    pdf = pypdfium2.PdfDocument(bo.client.get(f"{PLAN}plan.pdf").data)
    assert len(pdf) > 3
    layer = pdf[1].get_textpage()
    boxes = [layer.get_charbox(place) for place in range(layer.count_chars())]
    assert max(right for _, _, right, _ in boxes) < pdf[1].get_width() - 40
    layer.close()
    pdf.close()


def rules(app: Flask) -> list[tuple[str, str]]:
    """Every address that names an activity, with its method."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{room.name}.") and rule.arguments]
    return [(rule.rule, method) for rule in found for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def test_cleo_meets_the_same_wall_on_every_address_with_bos_plan(
    app: Flask, planned: str, bo: Desk, cleo: Desk, database: Database
) -> None:
    number, checked = planned.rpartition("/")[2], rules(app)
    assert len(checked) == 5
    before = kept(database)
    for rule, method in checked:
        for fields in ({}, typed(), {"done": "2026-11-20", "evidence": "x"}) if method == "POST" else ({},):
            paths = [rule.replace("<int:activity_id>", one) for one in (number, "999999", "0", str(2**31), "9" * 40)]
            answers = {page_of(cleo.client.get(one) if method == "GET" else cleo.press(one, **fields)) for one in paths}
            assert len(answers) == 1, (rule, method)
            assert answers.pop()[0] == 404
    assert kept(database) == before
    assert "Hang posters in Centrum" not in cleo.see(PLAN)
    assert bo.status(planned) == 200


@pytest.mark.parametrize("who", ["asta", "adam"])
def test_nobody_but_landlord_staff_comes_in(planned: str, who: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue(who)
    assert {desk.status(path) for path in (PLAN, planned, f"{PLAN}plan.pdf", "/staff/materials/")} == {404}
    assert desk.press(PLAN, **typed()).status_code == 404


def test_the_plan_stays_the_same_when_concerns_arrive(bo: Desk, planned: str, neighbour: Neighbour) -> None:
    paths = (PLAN, planned, "/staff/materials/", "/staff/logo/")
    before = [page_of(bo.client.get(path)) for path in paths]
    for _ in range(3):
        neighbour.send(stated_house="poster")
    assert [page_of(bo.client.get(path)) for path in paths] == before
