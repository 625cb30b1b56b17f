"""The page about letters: whether people are told by mail, what was given up, and a letter to oneself as a test."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from huskurage.actions.delivery import failed, reached
from huskurage.actions.letters import dismiss, mail_state, try_again
from huskurage.core.access import Permission
from huskurage.core.letters import LetterProblem, NotDelivered, write_letter
from huskurage.store.audit import Act, record
from huskurage.store.outbox import letters_of, upkeep
from huskurage.store.people import Account
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now, site

room = Blueprint("letters", __name__, url_prefix="/staff/letters")
PROBLEMS = {
    LetterProblem.NO_CONNECTION: _l("The mail server does not answer."),
    LetterProblem.NOT_SECURE: _l("The connection to the mail server cannot be made secure."),
    LetterProblem.SIGN_IN_REFUSED: _l("The mail server does not accept the site's name and passphrase."),
    LetterProblem.RECIPIENT_REFUSED: _l("The mail server does not accept this address."),
    LetterProblem.NOT_SET_UP: _l("No mail server is set up."),
    LetterProblem.OTHER: _l("The mail server did not take the letter."),
}
DELIVERED, KEPT, NO_ADDRESS = "delivered", "kept", "no_address"
RESULTS = {
    DELIVERED: _l("The mail server took it. Look in your mail, also among unwanted mail: it should come in a moment."),
    KEPT: _l("The letter was written, but it is not sent from here: no mail server is set up."),
    NO_ADDRESS: _l("You have no mail address here. Nothing was sent."),
} | {problem.value: words for problem, words in PROBLEMS.items()}


@room.get("/")
@open_to(Permission.INBOX_SET_UP)
def page() -> ResponseReturnValue:
    set_up, account = site().settings.mail is not None, unlocked().account
    with reading() as session:
        found = letters_of(session, account.municipality_id)
        return render_template(
            "admin/letters.html",
            state=mail_state(session, now=now(), set_up=set_up),
            upkeep=upkeep(session),
            waiting=[one for one in found if not one.dead],
            given_up=[one for one in found if one.dead],
            problems=PROBLEMS,
            production=site().settings.production,
            address=account.email,
            tested=request.args.get("tested", ""),
            results=RESULTS,
        )


@room.post("/test")
@open_to(Permission.INBOX_SET_UP)
def test() -> ResponseReturnValue:
    """Send a letter to oneself, at once, with the same bytes as any other; what became of it stands on the page."""
    account = unlocked().account
    if not account.email:
        return _shown(NO_ADDRESS)
    problem: NotDelivered | None = None
    try:
        site().post.send(write_letter(site().post.head, account.email, now=now()))
    except NotDelivered as error:
        problem = error
    with transaction() as session:
        record(session, at=now(), act=Act.LETTER_TESTED, account=account)
        if problem is None:
            reached(session, session.get_one(Account, account.id), now=now())
        elif problem.problem is not LetterProblem.RECIPIENT_REFUSED:
            failed(session, now=now())
    if problem is not None:
        return _shown(problem.problem.value)
    return _shown(DELIVERED if site().settings.mail else KEPT)


@room.post("/<letter_id>/again")
@open_to(Permission.INBOX_SET_UP)
def again(letter_id: str) -> ResponseReturnValue:
    with transaction() as session:
        try_again(session, unlocked().account.municipality_id, letter_id, now=now())
    return redirect(url_for("letters.page"), 303)


@room.post("/<letter_id>/dismiss")
@open_to(Permission.INBOX_SET_UP)
def throw_away(letter_id: str) -> ResponseReturnValue:
    with transaction() as session:
        dismiss(session, unlocked().account.municipality_id, letter_id)
    return redirect(url_for("letters.page"), 303)


def _shown(result: str) -> ResponseReturnValue:
    return redirect(url_for("letters.page", tested=result), 303)
