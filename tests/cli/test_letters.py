"""Delivering letters from the command line, end to end: an order in the database, a mail server with a certificate."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.command_line import huskurage
from smtp_peer import ADDRESS, NAME, PASSPHRASE, Box, free_port, peer, self_made
from sqlalchemy import select

from huskurage.actions.letters import order_letter
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox
from huskurage.store.outbox import Letter
from huskurage.store.people import account_by_login
from huskurage.store.reports import Notice, NoticeKind, Report, State, Told
from huskurage.web.database import transaction


def opened(folder: Path) -> Database:
    return Database(f"sqlite:///{folder}/huskurage.db", f"sqlite:///{folder}/keys.db")


def order(folder: Path) -> None:
    """A quarter of an hour ago Asta was told of a concern."""
    database, earlier = opened(folder), datetime.now(UTC) - timedelta(minutes=15)
    with transaction(database) as session:
        asta, inbox = account_by_login(session, "asta"), session.scalars(select(Inbox)).one()
        assert asta is not None
        report = Report(
            inbox_id=inbox.id, lookup=b"x" * 16, reporter_key=b"x" * 32, received_on=earlier.date(),
            look_by=earlier.date(), state=State.RECEIVED, notices=[Notice(kind=NoticeKind.LOOK)],
        )  # fmt: skip
        report.notices[0].tell(Told.OWNER, asta.id)
        session.add(report)
        assert order_letter(session, asta, now=earlier)
    database.close()


def waiting(folder: Path) -> list[tuple[int, bool]]:
    database = opened(folder)
    with database.reads() as session:
        found = [(one.tries, one.dead) for one in session.scalars(select(Letter))]
    database.close()
    return found


def test_letters_that_are_due_go_out_encrypted_and_once(demo: Path, tmp_path: Path) -> None:
    order(demo)
    box, certificate = Box(), self_made(tmp_path)
    with peer(box, starttls=certificate) as port:
        mail = {
            "HUSKURAGE_MAIL_HOST": ADDRESS, "HUSKURAGE_MAIL_PORT": str(port), "SSL_CERT_FILE": str(certificate.file),
            "HUSKURAGE_MAIL_FROM": "post@huskurage.example", "HUSKURAGE_MAIL_NAME": NAME,
            "HUSKURAGE_MAIL_PASSPHRASE": PASSPHRASE,
        }  # fmt: skip
        said = [huskurage(demo, "letters", **mail).output for _ in range(2)]
    assert said == [f"{count} delivered, 0 not needed any more, 0 failed.\n" for count in (1, 0)]
    assert box.recipients == ["asta@lindbacka.example"]
    assert waiting(demo) == []


def test_a_mail_server_that_is_gone_keeps_the_letter(demo: Path) -> None:
    order(demo)
    mail = {"HUSKURAGE_MAIL_HOST": ADDRESS, "HUSKURAGE_MAIL_FROM": "post@huskurage.example"}
    said = huskurage(demo, "letters", HUSKURAGE_MAIL_PORT=str(free_port()), **mail)
    assert (said.exit_code, said.output) == (0, "0 delivered, 0 not needed any more, 1 failed.\n")
    assert waiting(demo) == [(1, False)]


def test_without_a_mail_server_the_command_says_that_nothing_is_sent(demo: Path) -> None:
    said = huskurage(demo, "letters")
    assert said.exit_code == 0
    assert "No mail server is set up: nothing is sent." in said.stderr
