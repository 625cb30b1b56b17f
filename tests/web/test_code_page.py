"""Coming back with the code: any digits, any spacing; and unknown, withdrawn and mistyped codes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from doing import SCREAMS, Desk, Neighbour, code_on, dump, kept, main_of
from town import Clock

from huskurage.core.codes import CodeKeys, check_digits, code_keys
from huskurage.core.derivation import Cost
from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind

ZEROS = "٠۰०০੦૦௦๐၀០᠐０"  # the zeros of twelve scripts
UNKNOWN = "123456789012345678" + check_digits("123456789012345678")


def without_code(answer: Any) -> str:
    return re.sub(r'name="code"[^>]* value="[^"]*"', "", main_of(answer))


@pytest.fixture
def code(neighbour: Neighbour) -> str:
    return code_on(neighbour.send())


def test_the_digits_of_every_script_open(neighbour: Neighbour, code: str) -> None:
    for zero in ZEROS:
        typed = code.translate({ord("0") + value: chr(ord(zero) + value) for value in range(10)})
        assert neighbour.come_back(typed).status_code == 200, zero


@pytest.mark.parametrize(
    "spaced",
    [
        lambda code: f"  {code[:4]} {code[4:8]}-{code[8:12]} \N{EN DASH} {code[12:]}\n",
        " ".join,
        lambda code: "\u202a" + code + "\u202c",
        lambda code: code[:10] + "\u00a0\u2011\u200b" + code[10:],
    ],
)
def test_spaces_and_dashes_do_not_matter(neighbour: Neighbour, code: str, spaced: Callable[[str], str]) -> None:
    assert neighbour.come_back(spaced(code)).status_code == 200


def test_what_is_no_code_is_told_so(neighbour: Neighbour) -> None:
    for typed in ("", "  ", "12345", "x" * 20, "1" * 20, "\x00", "1" * 5000, "\uff58" * 20, "12.5e7"):
        answer = neighbour.come_back(typed)
        assert answer.status_code == 422, typed[:20]
        assert 'href="tel:112"' in answer.get_data(as_text=True)


def test_wrong_check_digits_are_told_from_an_unknown_code(neighbour: Neighbour, code: str) -> None:
    mistyped = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert "20 digits: check them" in neighbour.come_back(mistyped).get_data(as_text=True)
    assert "opens nothing" in neighbour.come_back(UNKNOWN).get_data(as_text=True)


def test_a_withdrawn_code_answers_exactly_as_an_unknown_one(neighbour: Neighbour, code: str, clock: Clock) -> None:
    assert "taken back" in neighbour.come_back(code, withdraw="1").get_data(as_text=True)
    for fields in ({"open": "1"}, {"text": "More", "say": "1"}, {"withdraw": "1"}):
        clock.move(minutes=11)  # more than five wrong codes at a time are slowed
        withdrawn, unknown = neighbour.come_back(code, **fields), neighbour.come_back(UNKNOWN, **fields)
        assert withdrawn.status_code == unknown.status_code == 422
        assert without_code(withdrawn) == without_code(unknown)
        assert withdrawn.headers.to_wsgi_list() == unknown.headers.to_wsgi_list()


def test_every_whole_code_costs_the_same_derivation(
    neighbour: Neighbour, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[str] = []

    def counted(read: str, pepper: bytes, *, cost: Cost) -> CodeKeys:
        derived.append(read)
        return code_keys(read, pepper, cost=cost)

    monkeypatch.setattr("huskurage.web.report.views.code_keys", counted)
    neighbour.come_back(UNKNOWN)
    neighbour.come_back(code)
    neighbour.come_back(code, withdraw="1")
    neighbour.come_back(code)
    assert derived == [UNKNOWN, code, code, code]


def test_the_concerns_own_words_are_never_shown_again(neighbour: Neighbour, code: str) -> None:
    page = neighbour.come_back(code).get_data(as_text=True)
    assert "Received. Nobody has read it yet." in page
    assert SCREAMS not in page
    assert "Kyrkogatan" not in page


def test_the_neighbour_sees_the_question_and_what_was_done_in_honest_words(
    neighbour: Neighbour, code: str, asta: Desk
) -> None:
    (report,) = asta.reports()
    asta.press(f"{report}/read")
    assert "Read." in neighbour.come_back(code).get_data(as_text=True)
    asta.press(f"{report}/ask", text="Which <floor>?")
    asta.press(f"{report}/note", text="Called the school")
    page = neighbour.come_back(code).get_data(as_text=True)
    assert "Which &lt;floor&gt;?" in page
    assert "school" not in page
    assert "Asta" not in page
    asta.press(f"{report}/close", reason="help_given")
    assert "Passed on or closed." in neighbour.come_back(code).get_data(as_text=True)


def test_a_visit_stores_nothing(neighbour: Neighbour, code: str, asta: Desk, database: Database) -> None:
    (report,) = asta.reports()
    asta.press(f"{report}/read")
    asta.press(f"{report}/ask", text="Which floor?")
    with database.reads() as session:
        before = dump(session)
    assert "Which floor?" in neighbour.come_back(code).get_data(as_text=True)
    with database.reads() as session:
        assert dump(session) == before


@pytest.mark.parametrize(
    ("verbs", "words"),
    [(["propose"], "Read."), (["propose", "agree"], "Passed on or closed."), (["propose", "refuse"], "Read."),
     (["mute"], "Read."), (["assess"], "Read.")],
)  # fmt: skip
def test_inner_steps_are_told_in_the_same_few_words(
    neighbour: Neighbour, code: str, asta: Desk, astrid: Desk, verbs: list[str], words: str
) -> None:
    (report,) = asta.reports()
    asta.press(f"{report}/read")
    for verb in verbs:
        desk = asta if verb == "propose" else astrid
        assert desk.press(f"{report}/{verb}", text="Nothing to do", decision="made").status_code == 303
    page = neighbour.come_back(code).get_data(as_text=True)
    assert f'<p class="lead">{words}</p>' in page
    assert "Nothing to do" not in page


def test_an_answer_sent_twice_is_kept_once(neighbour: Neighbour, code: str, database: Database) -> None:
    for _ in range(2):
        sent = neighbour.come_back(code, text="The second floor", say="1")
        assert "has been sent" in sent.get_data(as_text=True)
        assert "The second floor" not in sent.get_data(as_text=True)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN, EntryKind.ADDITION])]


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_an_empty_or_too_long_answer_is_refused_with_the_text_kept(
    neighbour: Neighbour, code: str, database: Database, text: str
) -> None:
    answer = neighbour.come_back(code, text=text, say="1")
    assert answer.status_code == 422
    assert f"\n{text.strip()}</textarea>" in answer.get_data(as_text=True)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]


def test_a_closed_report_cannot_be_taken_back_and_says_so_with_the_way_out(
    neighbour: Neighbour, code: str, asta: Desk
) -> None:
    (report,) = asta.reports()
    asta.press(f"{report}/read")
    asta.press(f"{report}/close", reason="handed_over")
    assert 'name="withdraw"' not in neighbour.come_back(code).get_data(as_text=True)
    assert neighbour.come_back(code, withdraw="1").status_code == 409


def test_a_code_works_on_any_houses_page_and_in_any_language(neighbour: Neighbour, code: str) -> None:
    neighbour.tag, neighbour.language = "", "ar"
    answer = neighbour.come_back(code)
    assert answer.status_code == 200
    assert 'dir="rtl"' in answer.get_data(as_text=True)


def test_another_language_keeps_the_code_and_the_answer_that_were_typed(neighbour: Neighbour, code: str) -> None:
    neighbour.language = "ar"
    page = neighbour.come_back("1234 56", switch="ar").get_data(as_text=True)
    assert 'value="1234 56"' in page
    assert 'role="alert"' not in page
    opened = neighbour.come_back(code, text="Half an answer", switch="ar").get_data(as_text=True)
    assert f'name="code" value="{code}"' in opened
    assert "Half an answer</textarea>" in opened


def test_the_code_page_has_a_button_for_each_other_language(neighbour: Neighbour, code: str, clock: Clock) -> None:
    clock.move(minutes=11)
    for page in (neighbour.come_back("12"), neighbour.come_back(code)):
        assert f'formaction="/ar/{neighbour.tag}/code"' in page.get_data(as_text=True)
