"""The page on which Bo puts a print together: what he chose, the real sheet with just that, and nothing that scans."""

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from doing import Desk
from flask import Flask
from PIL import Image
from reading import by_opencv, by_zxing
from sqlalchemy import select, update
from town import MORNING, Clock, Town

from huskurage.core.spans import spans
from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.printing import JobState, PrintJob

NEW = "/staff/prints/new"


@pytest.fixture
def ids(database: Database, town: Town) -> dict[str, int]:
    with database.reads() as session:
        pairs = dict(session.execute(select(Tag.code, Tag.stairwell_id)).all())
    return {address: pairs[tag] for address, tag in town.tags.items()}


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huskurage.web.prints.views.start_drawing", lambda _: None)


def jobs(database: Database) -> list[PrintJob]:
    with database.reads() as session:
        return list(session.scalars(select(PrintJob).order_by(PrintJob.ordered_at)))


def picture_on(bo: Desk, page: str) -> np.ndarray:
    """The sheet that a page shows."""
    address = page.split('<img src="')[1].split('"', maxsplit=1)[0].replace("&amp;", "&")
    answer = bo.client.get(address)
    assert answer.mimetype == "image/png"
    return np.asarray(Image.open(io.BytesIO(answer.get_data())).convert("L"))


def test_it_says_what_was_chosen_in_walking_order(bo: Desk, ids: dict[str, int]) -> None:
    chosen = spans([ids["Åsvägen 2"], ids["Kyrkogatan 4 B"]])
    page = bo.see(f"{NEW}?chosen={chosen}")
    assert "For 2 stairwells" in page
    assert "Kyrkogatan 4 B, Åsvägen 2" in page
    assert "Print for 2 stairwells" in page
    assert "For 4 stairwells" in bo.see(f"{NEW}?all=1")
    assert "For 1 stairwell" in bo.see(f"{NEW}?all=1&search=åsvägen")


def test_the_sheet_shown_is_the_first_chosen_ones_and_scans_nowhere(bo: Desk, ids: dict[str, int]) -> None:
    page = bo.see(f"{NEW}?chosen={ids['Kyrkogatan 10']}")
    assert "The sheet for Kyrkogatan 10 as it will be printed, its code covered" in page
    picture = picture_on(bo, page)
    assert picture.shape[1] == 900
    assert by_zxing(picture) == ()
    assert by_opencv(picture) == ""


def test_another_choice_shows_another_sheet_without_script(bo: Desk, ids: dict[str, int]) -> None:
    chosen = str(ids["Kyrkogatan 10"])
    one = picture_on(bo, bo.see(f"{NEW}?chosen={chosen}"))
    answer = bo.press("/staff/prints/", chosen=chosen, asked="1", design="calm", form="a4", what="show")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#preview")
    page = bo.see(answer.headers["Location"].partition("#")[0])
    assert 'value="ar" checked' not in page
    other = picture_on(bo, page)
    assert one.shape == other.shape
    assert (one != other).any()


def test_nothing_chosen_leads_to_the_list(bo: Desk) -> None:
    for path in (NEW, f"{NEW}?all=1&search=nowhere"):
        page = bo.see(path)
        assert 'href="/staff/houses/"' in page
        assert "<img" not in page


@pytest.mark.parametrize("odd", ["chosen=x", "chosen=1-999999", f"chosen={'1,' * 5000}", "again=x", "design=../x&all=1",
                                 "form=a9&all=1", "all=1&area=x", "packing=x&all=1", "option=x&all=1"])  # fmt: skip
def test_odd_addresses_answer_in_words(bo: Desk, odd: str) -> None:
    assert bo.status(f"{NEW}?{odd}") in {200, 422}


@pytest.mark.parametrize("odd", [{"design": "nothing"}, {"design": "../calm"}, {"form": "a9"}, {"form": "\x00"}])
def test_what_no_design_offers_is_refused_with_the_choice_kept(
    bo: Desk, ids: dict[str, int], database: Database, odd: dict[str, str]
) -> None:
    answer = bo.press("/staff/prints/", chosen=str(ids["Åsvägen 2"]), language=["ar"], **odd)
    assert answer.status_code == 422
    assert 'value="ar" checked' in answer.get_data(as_text=True)
    assert jobs(database) == []


def test_an_order_keeps_all_its_choices(bo: Desk, database: Database) -> None:
    fields: dict[str, Any] = {"all": "1", "search": "kyrko", "language": ["en"], "packing": "zip", "count": "3"}
    assert bo.press("/staff/prints/", **fields).status_code == 303
    (job,) = jobs(database)
    assert (job.total, job.design, job.form, job.packing, job.languages) == (3, "calm", "a4", "zip", ["sv", "en"])


def test_houses_that_changed_meanwhile_are_pointed_out_before_anything_is_ordered(bo: Desk, database: Database) -> None:
    answer = bo.press("/staff/prints/", all="1", count="3")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "it is 4 stairwells now" in page
    assert 'name="count" value="4"' in page
    assert jobs(database) == []


def test_ordering_again_takes_the_same_choices_and_leaves_out_what_is_gone(
    bo: Desk, database: Database, town: Town
) -> None:
    bo.press("/staff/prints/", all="1", language=["ar"], packing="zip")
    (job,) = jobs(database)
    with database.writes() as session:
        gone = session.scalars(select(Stairwell).join(Tag).where(Tag.code == town.tags["Kyrkogatan 10"])).one()
        gone.retired_on = MORNING.date()
        session.commit()
    assert f"{NEW}?again={job.id}" in bo.see("/staff/prints/")
    page = bo.see(f"{NEW}?again={job.id}")
    assert "For 3 stairwells" in page
    assert "1 house of it is not in the register any more" in page
    assert re.findall(r'name="language" value="(\w+)" checked', page) == ["ar"]
    assert 'value="zip" checked' in page
    assert bo.press("/staff/prints/", again=job.id, language=["ar"], packing="zip").status_code == 303
    assert sorted(one.total for one in jobs(database)) == [3, 4]


def test_anothers_print_cannot_be_ordered_again(bo: Desk, cleo: Desk, database: Database) -> None:
    bo.press("/staff/prints/", all="1")
    (job,) = jobs(database)
    assert cleo.status(f"{NEW}?again={job.id}") == cleo.status(f"{NEW}?again={'0' * 32}") == 404
    assert cleo.press("/staff/prints/", again=job.id).status_code == 404
    assert len(jobs(database)) == 1


def test_anothers_stairwell_shows_no_sheet(bo: Desk, ids: dict[str, int]) -> None:
    theirs, nothing = str(ids["Bruksgatan 1"]), "999999"
    for path in (f"{NEW}?chosen={{}}", "/staff/posters/{}.png", "/staff/posters/{}.pdf"):
        assert bo.status(path.format(theirs)) == bo.status(path.format(nothing)) == 404


def test_a_waiting_print_says_how_many_come_first_and_can_be_cancelled(bo: Desk, database: Database) -> None:
    addresses = [bo.press("/staff/prints/", all="1").headers["Location"] for _ in range(3)]
    with database.engine.begin() as connection:
        others = [address.rpartition("/")[2] for address in addresses[:2]]
        connection.execute(update(PrintJob).where(PrintJob.id.in_(others)).values(state=JobState.DRAWING, done=1))
    assert "Waiting in line: 2 prints of yours come before it." in bo.see(addresses[2])
    drawn = bo.see(addresses[0])
    assert re.findall(r"\d+ of \d+", drawn) == ["1 of 4", "0 of 4"]
    assert bo.press(f"{addresses[2]}/cancel").headers["Location"] == addresses[2]
    assert "This print was cancelled." in bo.see(addresses[2])
    bo.press(f"{addresses[0]}/cancel")
    assert "It is being stopped." in bo.see(addresses[0])


def test_the_page_says_until_when_files_stay_and_that_they_are_gone(
    app: Flask, bo: Desk, database: Database, town: Town, clock: Clock, tmp_path: Path
) -> None:
    address = bo.press("/staff/prints/", all="1").headers["Location"]
    (job,) = jobs(database)
    with database.engine.begin() as connection:
        connection.execute(update(PrintJob).values(state=JobState.DONE, done=4, done_at=MORNING))
    folder = tmp_path / "posters" / "jobs"
    folder.mkdir(parents=True)
    (folder / f"{job.id}.pdf").write_bytes(b"%PDF-")
    assert "until Monday 30 November" in bo.see(address)
    assert bo.status(f"{address}.pdf") == bo.status(f"{address}/files/1") == 200
    assert {bo.status(f"{address}/files/{part}") for part in ("0", "2", "99999999999999999999")} == {404}
    clock.move(days=7)
    later = Desk(app, town.bo, clock)
    assert "The files have been deleted" in later.see(address)
    assert "the files have been deleted" in later.see("/staff/prints/")
    assert later.status(f"{address}.pdf") == 404
