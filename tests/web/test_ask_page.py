"""Asking the neighbour: ready questions in their language, seen as they will see it, then sent."""

import re
from typing import Any

import pytest
from doing import Desk, Neighbour, code_on

from huskurage.web.questions import QUESTIONS

STILL = "هل ما زال ذلك مستمرا؟"
FLOOR = "في أي مبنى وفي أي طابق؟ وفي أي جهة من الدرج؟"


@pytest.fixture
def code(neighbour: Neighbour) -> str:
    neighbour.language = "ar"
    return code_on(neighbour.send("صراخ كل ليلة"))


@pytest.fixture
def ask(code: str, asta: Desk) -> str:
    """The path of the page on which Asta asks."""
    assert code
    (report,) = asta.reports()
    asta.press(f"{report}/read")
    return f"{report}/ask"


def box(answer: Any) -> str:
    return str(answer.get_data(as_text=True)).split('id="question" name="text"')[1].split(">\n")[1].split("</text")[0]


def asked_on(page: str) -> str:
    """The municipality's question as a page shows it."""
    found = re.search(r"<blockquote.*?</blockquote>", page, re.DOTALL)
    assert found is not None
    return found.group()


def test_every_ready_question_stands_in_both_languages(asta: Desk, ask: str) -> None:
    page = asta.see(ask)
    assert "They read <bdi" in page
    assert page.count('name="use"') == len(QUESTIONS)
    assert "Which house and which floor is it?" in page
    assert f'<p class="soft" lang="ar" dir="rtl">{FLOOR}</p>' in page
    assert "112" in page


def test_choosing_one_fills_the_box_and_keeps_what_was_typed(asta: Desk, ask: str) -> None:
    first = asta.press(ask, use="floor")
    assert (first.status_code, box(first)) == (200, FLOOR)
    second = asta.press(ask, use="still", text=FLOOR)
    assert box(second) == f"{FLOOR}\n{STILL}"
    assert '<option value="ar" selected>' in second.get_data(as_text=True)


def test_the_preview_is_what_the_neighbour_will_see(asta: Desk, ask: str, neighbour: Neighbour, code: str) -> None:
    preview = asta.press(ask, preview="1", text=FLOOR).get_data(as_text=True)
    assert '<div class="preview" lang="ar" dir="rtl"' in preview
    asta.press(ask, text=FLOOR)
    seen = neighbour.come_back(code).get_data(as_text=True)
    assert asked_on(preview) == asked_on(seen)
    heading = seen.split("<blockquote")[0].rsplit("<h2>", 1)[1].split("</h2>")[0]
    assert f"<h2>{heading}</h2>" in preview


def test_looking_sends_nothing_and_keeps_the_text(asta: Desk, ask: str, neighbour: Neighbour, code: str) -> None:
    for fields in ({"preview": "1", "text": "Vilken våning?"}, {"use": "floor"}):
        assert asta.press(ask, **fields).status_code == 200
    assert box(asta.press(ask, preview="1", text="Vilken <våning>?")) == "Vilken &lt;våning&gt;?"
    assert "<blockquote" not in neighbour.come_back(code).get_data(as_text=True)


def test_words_of_ones_own_are_warned_of_and_marked_with_their_language(
    asta: Desk, ask: str, neighbour: Neighbour, code: str
) -> None:
    page = asta.press(ask, preview="1", text="Vilken våning?", language="sv").get_data(as_text=True)
    assert "is not translated" in page
    assert "They read another language than you write in." in page
    assert asta.press(ask, text="Vilken våning?", language="sv").status_code == 303
    assert 'lang="sv">Vilken våning?' in asked_on(neighbour.come_back(code).get_data(as_text=True))


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "", "preview": "1"}, {"text": "x", "language": "xx"}])
def test_nothing_and_a_language_we_do_not_offer_are_refused(asta: Desk, ask: str, fields: dict[str, str]) -> None:
    assert asta.press(ask, **fields).status_code == 422


def test_a_question_that_does_not_exist_sends_nothing_by_itself(asta: Desk, ask: str) -> None:
    assert asta.press(ask, use="nonsense").status_code == 422
