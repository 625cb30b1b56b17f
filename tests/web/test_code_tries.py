"""Too many tries with codes, and codes while everything is busy: 112, the way out, and the text kept."""

from typing import Any

import pytest
from doing import Neighbour, code_on, dump, kept
from sqlalchemy import text
from town import Clock

from huskurage.core.codes import check_digits
from huskurage.core.derivation import DerivationQueue
from huskurage.store.engine import Database
from huskurage.web.site import Site

UNKNOWN = "123456789012345678" + check_digits("123456789012345678")
ANSWER = "The second floor, every night"


def assert_kept(answer: Any, status: int) -> None:
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert 'href="tel:112"' in page
    assert 'href="/leave"' in page
    assert f"{ANSWER}</textarea>" in page
    assert "NOT sent" in page


def test_the_thirteenth_try_in_ten_minutes_waits(neighbour: Neighbour, clock: Clock) -> None:
    assert [neighbour.come_back(UNKNOWN).status_code for _ in range(13)] == [422] * 12 + [429]
    clock.move(minutes=10)
    assert neighbour.come_back(UNKNOWN).status_code == 422


def test_a_try_too_many_derives_nothing(neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(12):
        neighbour.come_back(UNKNOWN)
    monkeypatch.setattr("huskurage.web.report.views.code_keys", None)
    assert neighbour.come_back(UNKNOWN).status_code == 429


def test_another_network_is_not_made_to_wait(neighbour: Neighbour) -> None:
    for _ in range(13):
        neighbour.come_back(UNKNOWN)
    elsewhere = neighbour.app.test_client().post(
        "/en/code", data={"code": UNKNOWN}, environ_overrides={"REMOTE_ADDR": "198.51.100.7"}
    )
    assert elsewhere.status_code == 422


def test_who_must_wait_keeps_the_answer_they_typed_and_sends_it_later(
    neighbour: Neighbour, database: Database, clock: Clock
) -> None:
    code = code_on(neighbour.send())
    for _ in range(12):
        neighbour.come_back(UNKNOWN)
    assert_kept(neighbour.come_back(code, text=ANSWER, say="1"), 429)
    clock.move(minutes=11)
    assert neighbour.come_back(code, text=ANSWER, say="1").status_code == 200
    assert [len(entries) for _, entries in kept(database)] == [2]


def test_an_answer_under_a_code_that_opens_nothing_is_kept_on_the_page(neighbour: Neighbour) -> None:
    assert_kept(neighbour.come_back(UNKNOWN, text=ANSWER, say="1"), 422)
    assert_kept(neighbour.come_back("123", text=ANSWER, say="1"), 422)
    assert_kept(neighbour.come_back("", text=ANSWER, say="1"), 422)


def test_an_answer_is_kept_on_the_page_while_everything_is_busy(neighbour: Neighbour, site: Site) -> None:
    code = code_on(neighbour.send())
    site.derivations = DerivationQueue(workers=1, waiting=0)
    site.derivations._enter(0)
    assert_kept(neighbour.come_back(code, text=ANSWER, say="1"), 503)


def test_an_answer_is_kept_on_the_page_when_the_database_fails(neighbour: Neighbour, database: Database) -> None:
    code = code_on(neighbour.send())
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE content_keys RENAME TO gone"))
    answer = neighbour.come_back(code, text=ANSWER, say="1")
    assert_kept(answer, 503)
    assert f'name="code" value="{code}"' in answer.get_data(as_text=True)


def test_looking_changes_no_row_and_leaves_no_event(neighbour: Neighbour, database: Database) -> None:
    code = code_on(neighbour.send())
    with database.reads() as session:
        before = dump(session)
    assert neighbour.come_back(code).status_code == 200
    neighbour.come_back(UNKNOWN)
    with database.reads() as session:
        assert dump(session) == before
