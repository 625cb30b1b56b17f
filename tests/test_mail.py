"""Handing letters to a real SMTP peer: encrypted and signed in, refused in every way, and when nobody answers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from smtp_peer import ADDRESS, NAME, PASSPHRASE, Box, Certificate, free_port, mute_peer, peer, self_made

from huskurage.core.letters import Letterhead, LetterProblem, NotDelivered, write_letter
from huskurage.core.mailserver import MailServer, Security
from huskurage.mail import MemoryPost, NoPost, SmtpPost, post_for

# aiosmtpd does not see that a connection which began encrypted is
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

HEAD = Letterhead("post@huskurage.example", "huskurage.example", "https://huskurage.example/staff/")
LETTER = write_letter(HEAD, "asta@lindbacka.example", now=datetime(2026, 11, 23, 9, tzinfo=UTC))
PATIENCE = 3.0


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """One that this machine trusts."""
    made = self_made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def port(box: Box) -> Iterator[int]:
    with peer(box) as found:
        yield found


def post(port: int, security: Security = Security.NONE, passphrase: str = "") -> SmtpPost:
    server = MailServer(ADDRESS, port, security, NAME if passphrase else "", passphrase)
    return SmtpPost(server, HEAD, patience=PATIENCE)


def problem(made: SmtpPost) -> tuple[LetterProblem, bool]:
    with pytest.raises(NotDelivered) as refused:
        made.send(LETTER)
    assert refused.value.__cause__ is None
    assert str(refused.value) == refused.value.problem.value
    return refused.value.problem, refused.value.for_good


def test_a_letter_arrives_as_it_was_written(box: Box, port: int) -> None:
    post(port).send(LETTER)
    assert [one.strip() for one in box.letters] == [LETTER.content.strip()]
    assert box.recipients == ["asta@lindbacka.example"]
    assert set(box.greetings) == {"huskurage.example"}


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_letter_goes_encrypted_and_signed_in(box: Box, certificate: Certificate, security: Security) -> None:
    name = security.value
    with peer(box, **{name: certificate}) as found:
        post(found, security, PASSPHRASE).send(LETTER)
        post(found, security, PASSPHRASE).greet()
        assert problem(post(found, security, "gissat")) == (LetterProblem.SIGN_IN_REFUSED, False)
    assert len(box.letters) == 1


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize(("address", "days"), [("127.0.0.2", 30), (ADDRESS, -1)])
def test_a_certificate_of_another_or_of_yesterday_is_not_given_the_letter(
    box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Security, address: str, days: int
) -> None:
    wrong = self_made(tmp_path, address=address, days=days)
    monkeypatch.setenv("SSL_CERT_FILE", str(wrong.file))
    with peer(box, **{security.value: wrong}) as found:
        assert problem(post(found, security, PASSPHRASE)) == (LetterProblem.NOT_SECURE, False)


def test_a_certificate_that_nobody_vouches_for_is_not_given_the_letter(box: Box, tmp_path: Path) -> None:
    with peer(box, starttls=self_made(tmp_path)) as found:
        assert problem(post(found, Security.STARTTLS, PASSPHRASE)) == (LetterProblem.NOT_SECURE, False)
    assert box.letters == []


def test_a_server_without_encryption_is_given_neither_letter_nor_passphrase(box: Box, port: int) -> None:
    assert problem(post(port, Security.STARTTLS, PASSPHRASE)) == (LetterProblem.NOT_SECURE, False)
    assert problem(post(port, Security.TLS, PASSPHRASE)) == (LetterProblem.NOT_SECURE, False)
    assert box.letters == []


@pytest.mark.parametrize(("step", "answer", "found", "for_good"), [
    ("rcpt", "550 no asta@lindbacka.example here", LetterProblem.RECIPIENT_REFUSED, True),
    ("rcpt", "450 greylisted", LetterProblem.RECIPIENT_REFUSED, False),
    ("mail", "553 not you", LetterProblem.OTHER, False), ("mail", "451 later", LetterProblem.OTHER, False),
    ("data", "554 looks like spam", LetterProblem.OTHER, True), ("data", "452 full", LetterProblem.OTHER, False),
])  # fmt: skip
def test_a_refusal_tells_its_kind_and_not_its_words(
    box: Box, port: int, step: str, answer: str, found: LetterProblem, for_good: bool
) -> None:
    setattr(box, step, answer)
    assert problem(post(port)) == (found, for_good)
    post(port).greet()


def test_a_server_that_hangs_is_left_after_a_while(box: Box, port: int) -> None:
    box.wait = 1.5
    slow = SmtpPost(MailServer(ADDRESS, port, Security.NONE), HEAD, patience=0.4)
    assert problem(slow) == (LetterProblem.NO_CONNECTION, False)


@pytest.mark.parametrize("security", Security)
def test_a_server_that_never_says_a_word_is_left_after_a_while(security: Security) -> None:
    with mute_peer() as found:
        mute = SmtpPost(MailServer(ADDRESS, found, security), HEAD, patience=0.3)
        assert problem(mute) == (LetterProblem.NO_CONNECTION, False)


def test_nobody_is_there() -> None:
    assert problem(post(free_port())) == (LetterProblem.NO_CONNECTION, False)
    server = MailServer("post.invalid", 25, Security.NONE)
    assert problem(SmtpPost(server, HEAD, patience=PATIENCE)) == (LetterProblem.NO_CONNECTION, False)


def test_a_site_without_a_mail_server_keeps_letters_in_development_and_takes_none_in_production() -> None:
    kept = post_for(None, HEAD, production=False)
    kept.send(LETTER)
    kept.greet()
    assert isinstance(kept, MemoryPost)
    assert list(kept.sent) == [LETTER]
    none = post_for(None, HEAD, production=True)
    assert isinstance(none, NoPost)
    for deed in (none.greet, lambda: none.send(LETTER)):
        with pytest.raises(NotDelivered) as refused:
            deed()
        assert refused.value.problem is LetterProblem.NOT_SET_UP
