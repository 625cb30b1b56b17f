"""Bo orders posters: what he may choose, the drawing in its own process, and the PDF whose codes lead home."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from doing import Desk
from sqlalchemy import select, update
from town import MORNING, Clock, Town

from huskurage.actions.errors import NotFound
from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.printing import JobState, PrintJob
from huskurage.web.prints import files
from huskurage.web.site import Site


@pytest.fixture
def ids(database: Database, town: Town) -> dict[str, str]:
    with database.reads() as session:
        pairs = session.execute(select(Tag.code, Tag.stairwell_id)).all()
    by_tag = {code: str(number) for code, number in pairs}
    return {address: by_tag[tag] for address, tag in town.tags.items()}


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huskurage.web.prints.views.start_drawing", lambda _: None)


def jobs(database: Database) -> list[PrintJob]:
    with database.reads() as session:
        return list(session.scalars(select(PrintJob)))


def codes(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number].render(scale=150 / 72).to_pil() for number in range(len(document))]
    finally:
        document.close()
    found = [zxingcpp.read_barcode(page) for page in pages]
    return [one.text for one in found if one is not None]


def order(bo: Desk, **chosen: Any) -> Any:
    return bo.press("/staff/prints/", **chosen)


def test_choosing_no_stairwell_says_so(bo: Desk, database: Database) -> None:
    answer = order(bo, language=["ar"])
    assert answer.status_code == 422
    assert "Choose at least one stairwell." in answer.get_data(as_text=True)
    assert jobs(database) == []


def test_too_many_languages_say_so_with_the_choice_kept(
    bo: Desk, ids: dict[str, str], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huskurage.web.prints.wording.most_languages", lambda *_: 2)
    answer = order(bo, stairwell=[ids["Kyrkogatan 10"]], language=["en", "ar"])
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Choose at most 1 languages besides Swedish" in page
    assert f'name="chosen" value="{ids["Kyrkogatan 10"]}"' in page
    assert all(f'value="{tag}" checked' in page for tag in ("en", "ar"))
    assert jobs(database) == []


@pytest.mark.parametrize("odd", ["x", "-1", "", "1.5", "٣", "\x00", "9" * 40, "99999999999"])
def test_what_is_no_stairwell_is_refused(bo: Desk, database: Database, odd: str) -> None:
    assert order(bo, stairwell=[odd]).status_code in {404, 422}
    assert jobs(database) == []


def test_more_than_twenty_thousand_are_too_many(bo: Desk, database: Database) -> None:
    assert order(bo, chosen="1-20001").status_code == 422
    assert jobs(database) == []


@pytest.mark.usefixtures("no_drawing")
def test_an_order_is_in_walking_order_swedish_first_and_each_once(
    bo: Desk, ids: dict[str, str], database: Database
) -> None:
    chosen = [ids[one] for one in ("Kyrkogatan 10", "Kyrkogatan 4 B", "Kyrkogatan 4 A", "Kyrkogatan 10")]
    assert order(bo, stairwell=chosen, language=["ar", "en", "ar", "xx", "sv"]).status_code == 303
    (job,) = jobs(database)
    assert job.stairwell_ids == [int(ids[one]) for one in ("Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10")]
    assert job.languages == ["sv", "en", "ar"]


def test_an_estate_is_drawn_in_its_own_process_and_its_codes_lead_home(
    bo: Desk, ids: dict[str, str], town: Town, site: Site, database: Database
) -> None:
    houses = ["Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10"]
    answer = order(bo, stairwell=[ids[one] for one in houses], language=["en"])
    assert answer.status_code == 303
    assert site.drawings[0].wait(120) == 0
    assert [job.state for job in jobs(database)] == [JobState.DONE]
    page = bo.see(answer.headers["Location"])
    assert "Done." in page
    pdf = bo.client.get(page.split('class="button auto" href="')[1].split('"')[0])
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="blad-2026-11-23.pdf"'
    assert [code.rsplit("/", 1)[1] for code in codes(pdf.get_data())] == [town.tags[one] for one in houses]


def test_one_poster_is_drawn_at_once_and_its_code_leads_home(bo: Desk, ids: dict[str, str], town: Town) -> None:
    pdf = bo.client.get(f"/staff/posters/{ids['Åsvägen 2']}.pdf?language=en&language=ar")
    assert pdf.status_code == 200
    (code,) = codes(pdf.get_data())
    assert code.upper() == f"HTTP://HUSKURAGE.EXAMPLE/{town.tags['Åsvägen 2']}"
    assert "polis" not in pdf.headers["Content-Disposition"]


@pytest.mark.usefixtures("no_drawing")
def test_a_drawing_that_died_says_order_again_and_fetches_nothing(
    bo: Desk, ids: dict[str, str], clock: Clock, database: Database
) -> None:
    address = order(bo, stairwell=[ids["Kyrkogatan 10"]]).headers["Location"]
    assert "It begins in a moment." in bo.see(address)
    with database.engine.begin() as connection:
        connection.execute(update(PrintJob).values(state=JobState.DRAWING))
    assert "data-running" in bo.see(address)
    clock.move(minutes=3)
    page = bo.see(address)
    assert "The drawing was interrupted. Order it again." in page
    assert "data-running" not in page
    assert "nterrupted" in bo.see("/staff/prints/")
    assert bo.status(f"{address}.pdf") == 404


@pytest.mark.usefixtures("no_drawing")
def test_a_failed_drawing_says_why(bo: Desk, ids: dict[str, str], database: Database) -> None:
    address = order(bo, stairwell=[ids["Kyrkogatan 10"]]).headers["Location"]
    with database.engine.begin() as connection:
        connection.execute(update(PrintJob).values(state=JobState.FAILED, problem="too_much_text"))
    assert "Choose fewer languages." in bo.see(address)
    assert bo.status(f"{address}.pdf") == 404


@pytest.mark.usefixtures("no_drawing")
def test_a_finished_print_whose_file_is_gone_has_no_page(bo: Desk, ids: dict[str, str], database: Database) -> None:
    address = order(bo, stairwell=[ids["Kyrkogatan 10"]]).headers["Location"]
    with database.engine.begin() as connection:
        connection.execute(update(PrintJob).values(state=JobState.DONE))
    assert bo.status(f"{address}.pdf") == 404
    assert "Order it again" in bo.see(address)


def test_a_stairwell_whose_poster_was_replaced_prints_its_newest_tag(
    bo: Desk, ids: dict[str, str], database: Database
) -> None:
    with database.writes() as session:
        stairwell = session.get_one(Stairwell, int(ids["Kyrkogatan 10"]))
        stairwell.tags[0].retired_on = MORNING.date()
        stairwell.tags.append(Tag(code="NEWTAG2"))
        session.commit()
    (code,) = codes(bo.client.get(f"/staff/posters/{ids['Kyrkogatan 10']}.pdf").get_data())
    assert code.endswith("/NEWTAG2")


def test_a_file_whose_days_end_while_it_is_sent_arrives_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PIECE", 4)
    path = tmp_path / "print.pdf"
    path.write_bytes(b"%PDF-1.7 all of it")
    answer = files.sent(path, "blad.pdf")
    path.unlink()
    assert answer.get_data() == b"%PDF-1.7 all of it"
    with pytest.raises(NotFound):
        files.sent(path, "blad.pdf")
