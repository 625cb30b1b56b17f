"""Too many tries with codes, and codes while everything is busy: 112, the way out, and the text kept."""

from typing import Any

import pytest
from asked import asked_of
from doing import Neighbour, code_on, dump, kept
from sqlalchemy import delete, select, text
from town import Clock

from huskurage.core.codes import check_digits
from huskurage.core.derivation import DerivationQueue
from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.reports import ContentKey, Entry, Notice, Report
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


def test_the_sixth_wrong_try_in_ten_minutes_is_slowed(neighbour: Neighbour, clock: Clock) -> None:
    assert [neighbour.come_back(UNKNOWN).status_code for _ in range(7)] == [422] * 5 + [429] * 2
    clock.move(minutes=10)
    assert neighbour.come_back(UNKNOWN).status_code == 422


def test_a_slowed_answer_says_how_long_it_lasts(neighbour: Neighbour, clock: Clock) -> None:
    for _ in range(5):
        neighbour.come_back(UNKNOWN)
        clock.move(minutes=1)
    slowed = neighbour.come_back(UNKNOWN)
    assert slowed.headers["Retry-After"] == "300"
    assert "Until 10:10 codes are tried slowly" in slowed.get_data(as_text=True)


def test_slowed_codes_are_looked_at_one_at_a_time_and_leave_the_others_alone(neighbour: Neighbour, site: Site) -> None:
    code = code_on(neighbour.send())
    wrong_codes(neighbour, 5)
    site.slow_derivations = DerivationQueue(workers=1, waiting=0)
    site.slow_derivations._enter(0)
    assert_kept(neighbour.come_back(code, text=ANSWER, say="1"), 429)
    assert from_elsewhere(neighbour, code) == 200


def test_the_right_code_opens_whatever_others_on_the_same_network_have_tried(
    neighbour: Neighbour, database: Database
) -> None:
    code = code_on(neighbour.send())
    wrong_codes(neighbour, 8)
    assert neighbour.come_back(code).status_code == 200
    assert neighbour.come_back(code, text=ANSWER, say="1").status_code == 200
    assert [len(entries) for _, entries in kept(database)] == [2]


def test_another_network_is_not_slowed(neighbour: Neighbour) -> None:
    wrong_codes(neighbour, 6)
    assert from_elsewhere(neighbour, UNKNOWN) == 422


def wrong_codes(neighbour: Neighbour, times: int) -> None:
    for _ in range(times):
        neighbour.come_back(UNKNOWN)


def from_elsewhere(neighbour: Neighbour, code: str) -> int:
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    return int(
        neighbour.app.test_client().post("/en/code", data={"code": code}, environ_overrides=elsewhere).status_code
    )


@pytest.mark.parametrize("verb", [{"open": "1"}, {"say": "1", "text": ANSWER}, {"withdraw": "1"}], ids=str)
def test_unknown_withdrawn_and_purged_codes_answer_alike(
    neighbour: Neighbour, database: Database, site: Site, verb: dict[str, str]
) -> None:
    withdrawn, purged = code_on(neighbour.send("One")), code_on(neighbour.send("Two"))
    neighbour.come_back(withdrawn, withdraw="1")
    purge_the_other(database)
    answers = [looked_at(neighbour, site, code, verb) for code in (UNKNOWN, withdrawn, purged)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 422


def looked_at(neighbour: Neighbour, site: Site, code: str, verb: dict[str, str]) -> tuple[int, str, list[str]]:
    """How a code answered, its own digits left out, and what the database was asked for it."""
    with asked_of(site.database.engine) as asked:
        answer = neighbour.come_back(code, **verb)
    return answer.status_code, answer.get_data(as_text=True).replace(code, ""), asked


def purge_the_other(database: Database) -> None:
    """Forget the report that was not taken back: its rows, and its key."""
    with database.writes() as session:
        report = session.scalars(select(Report).where(Report.state == State.RECEIVED)).one()
        for entry in report.entries:
            session.execute(delete(ContentKey).where(ContentKey.entry_id == entry.id))
        session.execute(delete(Entry).where(Entry.report_id == report.id))
        session.execute(delete(Notice).where(Notice.report_id == report.id))
        session.execute(delete(Report).where(Report.id == report.id))
        database.key_store.burn(report.id)
        session.commit()


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
