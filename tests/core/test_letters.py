"""Letters: to everybody the same, with nothing in them, and nothing that an address could smuggle in."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.letters import Letterhead, LetterProblem, NotDelivered, is_mail_address, write_letter

HEAD = Letterhead("post@huskurage.example", "huskurage.example", "https://huskurage.example/staff/")
NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
OWN = re.compile(rb"^(Date|Message-ID|To): [^\r]*\r\n", re.MULTILINE)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - zones beside


def test_a_letter_says_that_there_is_something_to_read_and_where_to_sign_in() -> None:
    letter = message_from_bytes(write_letter(HEAD, "asta@lindbacka.example", now=NOW).content, policy=SMTP)
    assert letter["Subject"] == "Det finns något att läsa / There is something to read"
    assert set(letter.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
    }  # fmt: skip
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"] == "Tue, 03 Nov 2026 09:00:00 +0000"
    assert re.findall(r"https?://\S+", letter.get_content()) == [HEAD.sign_in] * 2
    assert not re.search(r"våld|violen|oro\b|anmäl|concern|report|barn|child|\d", letter.get_content())


@given(MOMENTS, MOMENTS)
def test_two_letters_differ_in_date_id_and_recipient_alone(one: datetime, other: datetime) -> None:
    letters = [
        write_letter(HEAD, "asta@lindbacka.example", now=one).content,
        write_letter(HEAD, "cleo.lindgren@bruk.example", now=other).content,
    ]
    assert len({OWN.sub(b"", letter) for letter in letters}) == 1
    assert all(len(OWN.findall(letter)) == 3 for letter in letters)


def test_the_place_of_the_clock_does_not_show() -> None:
    summer = timezone(timedelta(hours=2))
    assert b"07:00:00 +0000" in write_letter(HEAD, "a@b.example", now=datetime(2026, 7, 1, 9, tzinfo=summer)).content


def test_a_letter_is_plain_ascii_with_short_lines() -> None:
    content = write_letter(HEAD, "asta@lindbacka.example", now=NOW).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) < 100


def test_no_two_letters_have_the_same_id() -> None:
    ids = {re.search(rb"Message-ID: <(\w+)@", write_letter(HEAD, "a@b.example", now=NOW).content) for _ in range(9)}
    assert len({found[1] for found in ids if found}) == 9


@pytest.mark.parametrize("text", [
    "", "asta", "a@b@c", "a@b.example\r\nBcc: c@d.example", "Asta <a@b.example>", "a b@c.example", "å@b.example",
    "a..b@c.example", "a@-b.example", "a@b..example", '"a b"@c.example', "a@b.example\n", f"{'a' * 65}@b.example",
])  # fmt: skip
def test_what_is_no_address_is_refused_for_good(text: str) -> None:
    with pytest.raises(NotDelivered) as refused:
        write_letter(HEAD, text, now=NOW)
    assert (refused.value.problem, refused.value.for_good) == (LetterProblem.RECIPIENT_REFUSED, True)


@given(st.from_regex(r"\A[a-z0-9.+_'-]{1,64}@[a-z0-9][a-z0-9.-]{0,200}[a-z0-9]\Z").filter(is_mail_address))
def test_every_address_stands_alone_in_its_header(text: str) -> None:
    letter = message_from_bytes(write_letter(HEAD, text, now=NOW).content, policy=SMTP)
    assert [one.addr_spec for one in letter["To"].addresses] == [text]
