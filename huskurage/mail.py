"""The post: handing letters to a mail server over SMTP, and its twins for tests and for sites without one."""

import smtplib
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from huskurage.core.letters import Letterhead, LetterProblem, Message, NotDelivered
from huskurage.core.mailserver import MailServer, Security

PATIENCE = 15.0  # seconds for each answer of the server
YES, MAYBE = 200, 300  # replies between these mean yes
FOR_GOOD = 500  # from this reply code on the server will not change its mind, RFC 5321 section 4.2.1
REMEMBERED = 100  # letters that the twin keeps


class Post(Protocol):
    """Something that takes letters."""

    head: Letterhead

    def send(self, message: Message) -> None:
        """Hand over one letter; raises NotDelivered."""

    def greet(self) -> None:
        """Do everything but hand over a letter; raises NotDelivered."""


class SmtpPost:
    """A mail server, asked anew for each letter. Its own words are dropped: only the kind of problem comes out."""

    def __init__(self, server: MailServer, head: Letterhead, *, patience: float = PATIENCE) -> None:
        self.server, self.head, self.patience = server, head, patience

    def send(self, message: Message) -> None:
        """Hand over one letter."""
        with self._signed_in() as smtp:
            _ask(smtp.mail(message.sender)[0], LetterProblem.OTHER)
            code = smtp.rcpt(message.recipient)[0]
            _ask(code, LetterProblem.RECIPIENT_REFUSED, for_good=code >= FOR_GOOD)
            code = smtp.data(message.content)[0]
            _ask(code, LetterProblem.OTHER, for_good=code >= FOR_GOOD)

    def greet(self) -> None:
        """Connect, sign in, and leave."""
        with self._signed_in() as smtp:
            _ask(smtp.noop()[0], LetterProblem.OTHER)

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        """A connection that is as secure as was asked for; ends politely, and quietly when the server does not."""
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._connected()
            if self.server.security is Security.STARTTLS:
                _secure(smtp)
            self._sign_in(smtp)
            yield smtp
        except smtplib.SMTPDataError as error:
            raise NotDelivered(LetterProblem.OTHER, for_good=error.smtp_code >= FOR_GOOD) from None
        except ssl.SSLError:
            raise NotDelivered(LetterProblem.NOT_SECURE) from None
        except OSError:  # smtplib's own errors are among them
            raise NotDelivered(LetterProblem.NO_CONNECTION) from None
        finally:
            if smtp is not None:
                _leave(smtp)

    def _connected(self) -> smtplib.SMTP:
        """Our name in the greeting is the site's: the machine's own would tell where it stands."""
        at, name, patience = (self.server.host, self.server.port), self.head.host, self.patience
        if self.server.security is Security.TLS:
            return smtplib.SMTP_SSL(*at, name, timeout=patience, context=ssl.create_default_context())
        return smtplib.SMTP(*at, name, timeout=patience)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        if not self.server.name:
            smtp.ehlo_or_helo_if_needed()
            return
        try:
            smtp.login(self.server.name, self.server.passphrase)
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException:
            raise NotDelivered(LetterProblem.SIGN_IN_REFUSED) from None


def _secure(smtp: smtplib.SMTP) -> None:
    """Encrypt from here on, with a certificate that stands up; a server that cannot is not given the letter."""
    smtp.ehlo_or_helo_if_needed()
    try:
        smtp.starttls(context=ssl.create_default_context())
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        raise NotDelivered(LetterProblem.NOT_SECURE) from None


def _ask(code: int, problem: LetterProblem, *, for_good: bool = False) -> None:
    """Go on when the server said yes (a 2xx reply)."""
    if not YES <= code < MAYBE:
        raise NotDelivered(problem, for_good=for_good)


def _leave(smtp: smtplib.SMTP) -> None:
    """Say goodbye; what was taken stays taken, whatever is answered."""
    with suppress(OSError):
        smtp.quit()
    smtp.close()


class MemoryPost:
    """The post's twin without a server: letters end up in a list, and in no log."""

    def __init__(self, head: Letterhead) -> None:
        self.head = head
        self.sent: deque[Message] = deque(maxlen=REMEMBERED)

    def send(self, message: Message) -> None:
        """Take the letter."""
        self.sent.append(message)

    def greet(self) -> None:
        """It is always there."""


class NoPost:
    """A real site without a mail server: no letter is taken, so that nobody believes that somebody was told."""

    def __init__(self, head: Letterhead) -> None:
        self.head = head

    def send(self, message: Message) -> None:
        """Take nothing."""
        del message
        raise NotDelivered(LetterProblem.NOT_SET_UP)

    def greet(self) -> None:
        """Nobody is there."""
        raise NotDelivered(LetterProblem.NOT_SET_UP)


def post_for(server: MailServer | None, head: Letterhead, *, production: bool) -> Post:
    """The post of a site: its mail server, or the twin that fits where none was set up."""
    if server is not None:
        return SmtpPost(server, head)
    return NoPost(head) if production else MemoryPost(head)
