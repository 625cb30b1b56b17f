"""One report on Asta's desk: facts first, the text behind a button, moves that are allowed and moves that are not."""

import re
from typing import Any

import pytest
from doing import SCREAMS, Desk, Neighbour, code_on, kept
from flask import Flask
from sqlalchemy import select
from town import Clock, Town

from huskurage.core.lifecycle import NEEDS_SECOND_PERSON, CloseReason, State
from huskurage.store.audit import AuditEvent
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind, Report


@pytest.fixture
def code(neighbour: Neighbour) -> str:
    return code_on(neighbour.send(floor="third", children="yes", heard_by="many"))


@pytest.fixture
def report(code: str, asta: Desk) -> str:
    assert code
    return asta.reports()[0]


def acts(database: Database, report: str) -> list[tuple[str, str]]:
    with database.reads() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        about = [event for event in events if event.object_id == report.rsplit("/", 1)[1]]
        return [(event.act.value, event.account.name if event.account else "") for event in about]


def state(database: Database) -> State:
    with database.reads() as session:
        return session.scalars(select(Report.state)).one()


def test_the_page_shows_facts_and_no_text_and_logs_nothing(asta: Desk, report: str, database: Database) -> None:
    page = asta.see(report)
    assert "third" in page
    assert "Many could have written" in page
    assert SCREAMS not in page
    assert "Nobody has opened this report yet." in page
    assert acts(database, report) == []
    assert state(database) is State.RECEIVED


def test_reading_shows_the_text_and_is_logged_with_the_name(asta: Desk, report: str, database: Database) -> None:
    page = asta.press(f"{report}/read").get_data(as_text=True)
    assert SCREAMS in page
    assert "Read the text" in page
    assert acts(database, report) == [("report_read", "Asta")]
    assert state(database) is State.READ


def test_reading_that_cannot_be_logged_shows_nothing(
    asta: Desk, report: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr("huskurage.actions.threads.record_report", fail)
    answer = asta.press(f"{report}/read")
    assert answer.status_code == 500
    assert SCREAMS not in answer.get_data(as_text=True)
    assert state(database) is State.RECEIVED


def test_every_reading_is_logged_whoever_reads(asta: Desk, astrid: Desk, report: str, database: Database) -> None:
    asta.press(f"{report}/read")
    assert SCREAMS in astrid.press(f"{report}/read").get_data(as_text=True)
    assert acts(database, report) == [("report_read", "Asta"), ("report_read", "Astrid")]


def test_a_note_is_internal_and_kept_apart(asta: Desk, report: str, code: str, neighbour: Neighbour) -> None:
    assert asta.press(f"{report}/note", text="Called <the> school").status_code == 303
    page = asta.press(f"{report}/read").get_data(as_text=True)
    assert "Called &lt;the&gt; school" in page
    assert "internal" in page
    assert "school" not in neighbour.come_back(code).get_data(as_text=True)


def test_the_whole_way_with_everything_logged(
    asta: Desk, astrid: Desk, report: str, code: str, neighbour: Neighbour, database: Database
) -> None:
    asta.press(f"{report}/take")
    assert "With Asta" in astrid.see(report)
    asta.press(f"{report}/read")
    asta.press(f"{report}/ask", text="Which floor?")
    neighbour.come_back(code, text="Second", say="1")
    astrid.press(f"{report}/read")
    astrid.press(f"{report}/close", reason="help_given")
    assert [act for act, _ in acts(database, report)] == [
        "report_taken", "report_read", "question_asked", "report_read", "report_closed",
    ]  # fmt: skip
    assert kept(database) == [(State.CLOSED, [EntryKind.CONCERN, EntryKind.QUESTION, EntryKind.ANSWER])]


def test_an_addition_after_closing_comes_back_to_the_inbox_marked(
    asta: Desk, report: str, code: str, neighbour: Neighbour, database: Database
) -> None:
    asta.press(f"{report}/read")
    asta.press(f"{report}/close", reason="help_given")
    assert asta.reports() == []
    neighbour.come_back(code, text="It goes on", say="1")
    assert asta.reports() == [report]
    assert "Answer waiting" in asta.see("/staff/inbox/")
    assert state(database) is State.ANSWERED


@pytest.mark.parametrize(
    ("verb", "fields"), [("ask", {"text": "Which?"}), ("close", {"reason": "help_given"}), ("release", {})]
)
def test_what_may_not_follow_answers_409_and_changes_nothing(
    asta: Desk, report: str, database: Database, verb: str, fields: dict[str, str]
) -> None:
    answer = asta.press(f"{report}/{verb}", **fields)
    assert answer.status_code == 409
    assert 'href="tel:112"' in answer.get_data(as_text=True)
    assert fields.get("text", "") in answer.get_data(as_text=True)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]
    assert acts(database, report) == []


def test_a_report_closed_by_somebody_else_meanwhile_answers_409_with_the_question_kept(
    asta: Desk, astrid: Desk, report: str
) -> None:
    asta.press(f"{report}/read")
    astrid.press(f"{report}/close", reason="known_already")
    late = asta.press(f"{report}/ask", text="Which floor was it?")
    assert late.status_code == 409
    assert "Which floor was it?</textarea>" in late.get_data(as_text=True)


@pytest.mark.parametrize("verb", ["note", "ask"])
@pytest.mark.parametrize("text", ["", "  \r\n", "x" * 4001])
def test_an_empty_or_too_long_text_is_refused_and_kept(
    asta: Desk, report: str, database: Database, verb: str, text: str
) -> None:
    asta.press(f"{report}/read")
    answer = asta.press(f"{report}/{verb}", text=text)
    assert answer.status_code == 422
    assert f"\n{text.strip()}</textarea>" in answer.get_data(as_text=True)
    assert kept(database) == [(State.READ, [EntryKind.CONCERN])]


def test_no_action_needs_a_second_person_and_is_not_offered(asta: Desk, report: str, database: Database) -> None:
    asta.press(f"{report}/read")
    page = asta.see(report)
    for reason in CloseReason:
        assert (f'value="{reason.value}"' in page) is (reason not in NEEDS_SECOND_PERSON)
    for refused in ("no_action", "", "nonsense"):
        assert asta.press(f"{report}/close", reason=refused).status_code == 422
    assert state(database) is State.READ


def test_no_action_is_proposed_by_one_and_ended_by_another(
    asta: Desk, astrid: Desk, report: str, database: Database
) -> None:
    asta.press(f"{report}/read")
    asta.press(f"{report}/take")
    asta.press(f"{report}/assess", decision="no_child")
    assert asta.press(f"{report}/propose", text="").status_code == 422
    asta.press(f"{report}/propose", text="Nothing new since last week")
    assert "I agree" not in asta.see(report)
    assert asta.press(f"{report}/agree").status_code == 409
    page = astrid.press(f"{report}/read").get_data(as_text=True)
    assert "Asta proposes to end this without action" in page
    assert "Nothing new since last week" in page
    assert astrid.press(f"{report}/agree").status_code == 303
    assert state(database) is State.CLOSED
    assert [act for act, _ in acts(database, report)][-3:] == ["no_action_proposed", "report_read", "report_closed"]


def test_whoever_does_not_agree_says_so_and_the_work_goes_on(asta: Desk, astrid: Desk, report: str) -> None:
    asta.press(f"{report}/read")
    asta.press(f"{report}/propose", text="Nothing to do")
    astrid.press(f"{report}/refuse")
    assert "Second person needed" not in asta.see(report)


def test_the_next_step_leads_from_reading_to_deciding(asta: Desk, report: str) -> None:
    def step() -> str:
        return " ".join(asta.see(report).split('<section class="next"')[1].split("</section>")[0].split())

    assert "Show the text" in step()
    asta.press(f"{report}/read")
    assert "I take this report" in step()
    asta.press(f"{report}/take")
    assert "Note the assessment" in step()
    asta.press(f"{report}/assess", decision="made", text="Called the intake team")
    assert "Decide: ask, hand over, or close." in step()
    asta.press(f"{report}/ask", text="Which floor?")
    assert "A question has been asked." in step()


def test_what_was_decided_about_protection_is_an_internal_note(
    asta: Desk, report: str, code: str, neighbour: Neighbour
) -> None:
    asta.press(f"{report}/read")
    assert asta.press(f"{report}/assess").status_code == 422
    asta.press(f"{report}/assess", decision="no_child", text="The child is grown up")
    page = asta.press(f"{report}/read").get_data(as_text=True)
    assert "Protection assessment: no child is concerned, not needed.\nThe child is grown up" in page
    assert "grown up" not in neighbour.come_back(code).get_data(as_text=True)
    assert asta.press(f"{report}/assess", decision="made").status_code == 409


def test_a_report_is_given_to_a_colleague_and_back(asta: Desk, astrid: Desk, report: str, database: Database) -> None:
    asta.press(f"{report}/take")
    (astrids,) = re.findall(r'<option value="(\d+)">Astrid', asta.see(report))
    assert asta.press(f"{report}/assign", to=astrids).status_code == 303
    assert "With Astrid" in asta.see(report)
    assert astrid.press(f"{report}/give-back").status_code == 303
    assert "Nobody works on it yet" in asta.see(report)
    assert [act for act, _ in acts(database, report)] == ["report_taken", "report_assigned", "report_given_back"]


@pytest.mark.parametrize("to", ["", "x", "0", "99999999999999999999"])
def test_a_report_is_given_to_nobody_else(asta: Desk, report: str, database: Database, to: str) -> None:
    assert asta.press(f"{report}/assign", to=to).status_code == 422
    assert acts(database, report) == []


def test_a_muted_thread_is_marked_and_asked_nothing(asta: Desk, report: str) -> None:
    asta.press(f"{report}/read")
    assert asta.press(f"{report}/mute").status_code == 303
    page = asta.see(report)
    assert '<span class="mark">Muted</span>' in page
    assert f"{report}/ask" not in page
    assert asta.press(f"{report}/ask", text="Which floor?").status_code == 409
    asta.press(f"{report}/unmute")
    assert f"{report}/ask" in asta.see(report)


def test_two_reports_of_the_same_event_are_linked_in_both_heads(asta: Desk, report: str, neighbour: Neighbour) -> None:
    neighbour.send("The same screams", stated_house="poster", children="no")
    (other,) = set(asta.reports()) - {report}
    number = other.rsplit("/", 1)[1]
    assert number in asta.see(f"{report}/link")
    assert asta.press(f"{report}/link", kind="same").status_code == 422
    assert asta.press(f"{report}/link", kind="same", other=number).status_code == 303
    assert f'The same event: <a href="{other}"' in " ".join(asta.see(report).split())
    assert f'The same event: <a href="{report}"' in " ".join(asta.see(other).split())
    assert "Linked report" in asta.press(f"{other}/read").get_data(as_text=True)
    again = asta.press(f"{report}/link", kind="related", other=number)
    assert again.status_code == 422
    assert "linked already" in again.get_data(as_text=True)


def test_the_page_offers_only_what_the_table_allows(asta: Desk, report: str) -> None:
    for verb in ("close", "ask", "propose", "mute", "agree", "seen", "release", "assess"):
        assert f"{report}/{verb}" not in asta.see(report), verb
    asta.press(f"{report}/read")
    for verb in ("close", "ask", "propose", "mute", "assess"):
        assert f"{report}/{verb}" in asta.see(report), verb


def test_after_midnight_in_sweden_the_log_names_the_new_day(
    neighbour: Neighbour, app: Flask, town: Town, clock: Clock
) -> None:
    neighbour.send()
    clock.moment = clock.moment.replace(hour=23, minute=30)  # UTC: half past midnight in Sweden
    asta = Desk(app, town.asta, clock)
    (report,) = asta.reports()
    line = asta.press(f"{report}/read").get_data(as_text=True).split('<ul class="log">')[1].split("</ul>")[0]
    assert "24" in line
    assert "00:30" in line


def test_right_to_left_words_are_shown_in_their_own_direction(asta: Desk, neighbour: Neighbour) -> None:
    neighbour.language = "ar"
    neighbour.send("صراخ كل ليلة")
    (report,) = asta.reports()
    page = asta.press(f"{report}/read").get_data(as_text=True)
    assert '<p class="said" dir="auto" lang="ar">صراخ كل ليلة</p>' in page


def test_unread_words_are_read_before_anything_is_asked_or_ended(
    asta: Desk, report: str, code: str, neighbour: Neighbour
) -> None:
    asta.press(f"{report}/read")
    neighbour.come_back(code, text="It was worse tonight", say="1")
    for deed, typed in (("ask", {"text": "Which floor?", "send": "1"}), ("close", {"reason": "help_given"}),
                        ("propose", {"text": "Nothing to do"})):  # fmt: skip
        assert f'action="{report}/{deed}"' not in asta.see(report)
        assert f'href="{report}/{deed}"' not in asta.see(report)
        assert asta.press(f"{report}/{deed}", **typed).status_code == 409
    asta.press(f"{report}/read")
    assert f'action="{report}/close"' in asta.see(report)
    assert f'href="{report}/ask"' in asta.see(report)


def test_a_colleague_can_agree_also_when_nobody_has_taken_the_report(asta: Desk, astrid: Desk, report: str) -> None:
    asta.press(f"{report}/read")
    assert asta.press(f"{report}/propose", text="Nothing to do").status_code == 303
    assert f'action="{report}/agree"' in astrid.see(report)
    assert f'action="{report}/refuse"' in asta.see(report)


def test_what_has_ended_asks_for_its_registry_number_until_it_has_one(asta: Desk, report: str) -> None:
    asta.press(f"{report}/read")
    asta.press(f"{report}/close", reason="help_given")
    assert "Until then it is never purged" in asta.see(report)
    assert "To be registered" in asta.see("/staff/closed/")
    assert asta.press(f"{report}/registry", number="SOC 2026/7").status_code == 303
    assert "Nothing more has to be done here" in asta.see(report)
    assert "To be registered" not in asta.see("/staff/closed/")


def test_the_page_that_asks_opens_only_where_something_can_be_asked(
    asta: Desk, report: str, code: str, neighbour: Neighbour
) -> None:
    assert asta.status(f"{report}/ask") == 409
    asta.press(f"{report}/read")
    assert asta.status(f"{report}/ask") == 200
    neighbour.come_back(code, text="It was worse tonight", say="1")
    assert asta.status(f"{report}/ask") == 409
