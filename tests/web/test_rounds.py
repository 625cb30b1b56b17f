"""Bo goes round with his phone: one page, big boxes, one send; and what he sees of the whole."""

import re
from html import unescape
from typing import Any

import pypdfium2
import pytest
from doing import Desk
from flask import Flask
from hung import TODAY, change_number, prints, stairwell
from sqlalchemy import select
from town import MORNING, Clock, Town

from huskurage.actions.cover import plan_cover_rounds
from huskurage.core.standing import first_of_month
from huskurage.store.engine import Database
from huskurage.store.hanging import CoverRound, Hanging
from huskurage.store.houses import Area, Stairwell
from huskurage.web.site import Site

LIST = "/staff/rounds/list"
HOUSE = "Kyrkogatan 4 A"


@pytest.fixture
def ids(database: Database, town: Town) -> dict[str, int]:
    with database.reads() as session:
        return {address: stairwell(session, tag).id for address, tag in town.tags.items()}


@pytest.fixture
def centre(database: Database) -> int:
    with database.reads() as session:
        return session.scalars(select(Area.id).where(Area.name == "Centrum")).one()


def boxes(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([0-9.]+)"', page)


def block(page: str, address: str) -> str:
    """A stairwell's part of the list."""
    return page.split(f"<legend>{address}")[1].split("</fieldset>", maxsplit=1)[0]


def hang(bo: Desk, ids: dict[str, int], address: str = HOUSE) -> None:
    assert bo.press(LIST, up=f"{ids[address]}.0").status_code == 303


def hangings(database: Database) -> list[Hanging]:
    with database.reads() as session:
        return list(session.scalars(select(Hanging).order_by(Hanging.id)))


def test_a_whole_page_is_ticked_with_one_send(
    bo: Desk, ids: dict[str, int], centre: int, database: Database, town: Town
) -> None:
    page = bo.see(f"{LIST}?area={centre}")
    assert "Åsvägen" not in page
    assert "Bruksgatan" not in page
    ups = boxes(page, "up")
    assert ups == [f"{ids[one]}.0" for one in ("Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10")]
    answer = bo.press(f"{LIST}?area={centre}", up=ups, letters=boxes(page, "letters")[:1])
    assert answer.status_code == 303
    page = bo.see(answer.headers["Location"])
    assert "Saved." in page
    assert block(page, HOUSE).count("Nov 23, 2026, Bo") + block(page, HOUSE).count("23 Nov 2026, Bo") == 2
    assert boxes(page, "up") == []
    assert len(boxes(page, "gone")) == 3
    assert [(one.up_on, one.tag_code) for one in hangings(database)] == [
        (TODAY, town.tags[one]) for one in ("Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10")
    ]


def test_two_people_with_the_same_page_lose_nothing(
    app: Flask, clock: Clock, town: Town, bo: Desk, ids: dict[str, int], database: Database
) -> None:
    clock.move(seconds=31)
    other = Desk(app, town.bo, clock)
    page = bo.see(LIST)
    assert other.see(LIST).count("checkbox") == page.count("checkbox")
    bo.press(LIST, up=[f"{ids['Kyrkogatan 4 A']}.0", f"{ids['Kyrkogatan 4 B']}.0"])
    other.press(LIST, up=[f"{ids['Kyrkogatan 4 B']}.0", f"{ids['Kyrkogatan 10']}.0"])
    assert [one.stairwell_id for one in hangings(database)] == [
        ids[one] for one in ("Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10")
    ]


def test_a_wrong_tick_is_taken_back_and_the_other_ticks_of_the_page_are_kept(
    bo: Desk, ids: dict[str, int], database: Database
) -> None:
    hang(bo, ids)
    (undo,) = re.findall(r'name="undo" value="(up[^"]+)"', bo.see(LIST))
    page = bo.see(bo.press(LIST, undo=undo).headers["Location"])
    assert "Taken back." in page
    assert "to be hung" in block(page, HOUSE)
    (waiting,) = [one for one in boxes(page, "up") if not one.endswith(".0")]
    bo.press(LIST, up=waiting)
    bo.press(LIST, undo=undo, letters=f"{ids['Kyrkogatan 10']}.0")
    assert [one.up_on for one in hangings(database)] == [None]
    with database.reads() as session:
        assert session.get_one(Stairwell, ids["Kyrkogatan 10"]).letters_on == TODAY


def test_the_first_button_saves_so_that_enter_takes_nothing_back(bo: Desk, ids: dict[str, int]) -> None:
    hang(bo, ids)
    form = bo.see(LIST).split('class="round">')[1]
    assert form.index("Save the ticks") < form.index('name="undo"')


@pytest.mark.parametrize(
    "odd", ["x", "", "1", "1.", ".1", "1.1.1", "-1.0", "٣.0", "1.0\x00", "9" * 40 + ".0", "0.0", "2147483648.0", "1.x"]
)
@pytest.mark.parametrize("name", ["up", "checked", "letters", "gone", "undo"])
def test_odd_boxes_are_refused_and_nothing_is_saved(
    bo: Desk, ids: dict[str, int], database: Database, name: str, odd: str
) -> None:
    good = f"{ids[HOUSE]}.0"
    fields: dict[str, Any] = {"letters": [good]}
    fields[name] = [*fields.get(name, []), odd]
    answer = bo.press(LIST, **fields)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Nothing has been saved." in page
    assert f'name="letters" value="{good}" checked' in page
    with database.reads() as session:
        assert session.get_one(Stairwell, ids[HOUSE]).letters_on is None


def test_an_empty_send_says_what_to_do(bo: Desk) -> None:
    answer = bo.press(LIST)
    assert answer.status_code == 422
    assert "Tick at least one box first." in answer.get_data(as_text=True)


def test_more_boxes_than_a_page_has_are_refused(bo: Desk, ids: dict[str, int]) -> None:
    assert bo.press(LIST, letters=[f"{ids[HOUSE]}.0"] * 200).status_code == 422


@pytest.mark.parametrize("question", ["area=x", "area=0", "area=99999999999", "area=999999", "area=-1"])
def test_an_area_that_is_none_is_not_found(bo: Desk, question: str) -> None:
    for path in (LIST, f"{LIST}.pdf"):
        assert bo.status(f"{path}?{question}") == 404


@pytest.mark.parametrize(
    "question", ["page=x", "page=0", "page=99999999", "state=x", "months=7", "street=%00", "street=" + "x" * 5000]
)
def test_an_odd_question_is_answered_as_the_nearest_plain_one(bo: Desk, question: str) -> None:
    assert bo.status(f"{LIST}?{question}") == 200


def test_cleo_reaches_nothing_of_bos(
    bo: Desk, cleo: Desk, ids: dict[str, int], centre: int, database: Database
) -> None:
    hang(bo, ids)
    (hanging,) = hangings(database)
    own = ids["Bruksgatan 1"]
    assert cleo.status(f"{LIST}?area={centre}") == 404
    assert cleo.status(f"{LIST}.pdf?area={centre}") == 404
    tries: list[dict[str, str]] = [
        {"up": f"{ids[HOUSE]}.0"}, {"checked": f"{ids[HOUSE]}.{hanging.id}"}, {"gone": f"{own}.{hanging.id}"},
        {"undo": f"up.{ids[HOUSE]}.{hanging.id}"}, {"undo": f"up.{own}.{hanging.id}"}, {"letters": f"{ids[HOUSE]}.0"},
    ]  # fmt: skip
    for fields in tries:
        foreign = cleo.press(LIST, **fields)
        nowhere = cleo.press(LIST, letters="999999.0")
        assert foreign.status_code == nowhere.status_code == 404
        assert foreign.get_data() == nowhere.get_data()
    assert "Kyrkogatan" not in cleo.see(LIST) + cleo.see("/staff/rounds/")
    assert hangings(database)[0].down_on is None


def test_the_municipality_sees_no_rounds(asta: Desk, adam: Desk) -> None:
    for desk in (asta, adam):
        for path in ("/staff/rounds/", LIST, f"{LIST}.pdf"):
            assert desk.status(path) == 404


def test_a_changed_number_stands_on_top_with_the_way_to_print(
    bo: Desk, ids: dict[str, int], database: Database
) -> None:
    hang(bo, ids)
    assert "new poster" not in bo.see("/staff/rounds/")
    with database.writes() as session:
        change_number(session)
        session.commit()
    page = bo.see("/staff/rounds/")
    assert "Print 1 new poster" in page
    way = unescape(re.findall(r'class="button auto" href="([^"]+)"', page)[0])
    chosen = bo.see(way)
    assert HOUSE in chosen
    assert "Kyrkogatan 4 B" not in chosen
    old = bo.see(f"{LIST}?state=old")
    assert "1 stairwell" in old
    assert "Old poster: print a new one" in block(old, HOUSE)


def test_filters_show_what_they_say(bo: Desk, ids: dict[str, int], database: Database) -> None:
    hang(bo, ids)
    with database.writes() as session:
        session.get_one(Stairwell, ids["Kyrkogatan 10"]).said_missing = True
        session.commit()
    assert boxes(bo.see(f"{LIST}?state=missing"), "letters") == [f"{ids['Kyrkogatan 10']}.0"]
    assert "No stairwell is like that." in bo.see(f"{LIST}?state=aged&months=6")
    assert "No stairwell is like that." in bo.see(f"{LIST}?state=to_hang")
    assert boxes(bo.see(f"{LIST}?street=%C3%85sv%C3%A4gen"), "letters") == [f"{ids['Åsvägen 2']}.0"]


def test_the_list_on_paper_is_the_list_in_swedish_with_a_neutral_name(bo: Desk, centre: int) -> None:
    answer = bo.client.get(f"{LIST}.pdf?area={centre}")
    assert answer.headers["Content-Disposition"] == f'inline; filename="rundlista-{TODAY}.pdf"'
    document = pypdfium2.PdfDocument(answer.get_data())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    title = document.get_metadata_dict()["Title"]
    document.close()
    assert title == "Rundlista"
    assert text.index("Kyrkogatan 4 A") < text.index("Kyrkogatan 4 B") < text.index("Kyrkogatan 10")
    assert "Åsvägen" not in text
    assert "Sida 1 / 1" in text


def test_the_whole_is_told_in_words_and_bars(bo: Desk, ids: dict[str, int]) -> None:
    hang(bo, ids)
    page = bo.see("/staff/rounds/")
    assert '<meter min="0" max="3" value="1"' in page
    assert "1 of 4" in page
    assert "under half a year: 1" in page


def test_the_months_area_is_shown_and_ticked_by_hand(bo: Desk, database: Database, centre: int) -> None:
    with database.writes() as session:
        landlord_id = session.get_one(Area, centre).landlord_id
        made = CoverRound(landlord_id=landlord_id, area_id=centre, month=first_of_month(TODAY))
        session.add(made)
        session.flush()
        number = made.id
        plan_cover_rounds(session, MORNING)
        session.commit()
    page = bo.see("/staff/rounds/")
    assert "Look after Centrum" in page
    assert "points at anything" in page
    assert bo.press(f"/staff/rounds/cover/{number}").status_code == 303
    assert "Not done after all" in bo.see("/staff/rounds/")
    bo.press(f"/staff/rounds/cover/{number}", undo="1")
    page = bo.see("/staff/rounds/")
    assert "Not done after all" not in page
    assert "Look after Centrum" in page


def test_pages_of_a_long_list_follow_each_other(bo: Desk, monkeypatch: pytest.MonkeyPatch, ids: dict[str, int]) -> None:
    monkeypatch.setattr("huskurage.web.rounds.views.ON_A_PAGE", 3)
    first, second = bo.see(LIST), bo.see(f"{LIST}?page=2")
    assert boxes(first, "letters") + boxes(second, "letters") == [
        f"{ids[one]}.0" for one in ("Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10", "Åsvägen 2")
    ]
    assert "Page 2 of 2" in second
    answer = bo.press(f"{LIST}?page=2", letters=boxes(second, "letters"))
    assert "page=2" in answer.headers["Location"]


def test_a_printed_order_waits_to_be_hung(bo: Desk, ids: dict[str, int], database: Database, site: Site) -> None:
    bo.press("/staff/prints/", stairwell=[str(ids[HOUSE]), str(ids["Åsvägen 2"])], language=["en", "ar"])
    assert site.drawings[0].wait(120) == 0
    with database.reads() as session:
        made = prints(session, ids[HOUSE])[0]
        label, code = made.revision.label, made.tag_code
    page = bo.see(f"{LIST}?state=to_hang")
    assert label in block(page, HOUSE)
    assert code
    assert boxes(page, "up") == [f"{ids[HOUSE]}.{made.id}", f"{ids['Åsvägen 2']}.{made.id + 1}"]
