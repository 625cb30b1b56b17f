"""A long list asks the database little: twenty thousand rows must not mean a question about each of them."""

import pytest
from asked import asked_of
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.actions import register
from huskurage.actions.housing import import_houses, read_list
from huskurage.store.engine import Database
from huskurage.store.houses import every_stairwell
from huskurage.store.places import landlord_by_slug

ROWS = 400


def import_rows(session: Session, rows: int) -> int:
    landlord = landlord_by_slug(session, "lindbackahem")
    assert landlord is not None
    lines = [f"Storgatan;{number};;777 30;Lindbacka;12" for number in range(1, rows + 1)]
    reading = read_list("\n".join(["Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter", *lines]).encode(), "hus.csv")
    return import_houses(session, landlord=landlord, reading=reading, account=None, now=MORNING).new


def test_importing_a_long_list_asks_no_question_for_each_row(session: Session, database: Database) -> None:
    with asked_of(database.engine) as said:
        assert import_rows(session, ROWS) == ROWS
    assert sum(one.startswith("SELECT") for one in said) < 20


def test_two_houses_of_one_list_never_get_the_same_tag(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = next(one.tag for one in every_stairwell(session))
    drawn = iter([taken, "AAAAAAA", "AAAAAAA", taken, "BBBBBBB"])
    monkeypatch.setattr(register, "new_tag", lambda: next(drawn))
    assert import_rows(session, 2) == 2
    codes = [one.tag for one in every_stairwell(session)]
    assert len(set(codes)) == len(codes)
    assert {"AAAAAAA", "BBBBBBB"} <= set(codes)
