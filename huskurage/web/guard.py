"""The doors: every view says who may enter, and what it does not say is closed."""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from typing import TypeVar, cast

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from huskurage.actions.people import Unlocked, mark_seen, unlocked_session
from huskurage.core.access import Permission, may
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.web.database import reading, transaction
from huskurage.web.forms import cleaned
from huskurage.web.site import now, site

COOKIE = "key"
COOKIE_PATH = "/staff"
SEEN_EVERY = timedelta(minutes=1)  # how exactly the idle clock is kept

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
csrf = CSRFProtect()


class Anyone(enum.Enum):
    """The door that is open to everybody."""

    ANYONE = "anyone"


ANYONE = Anyone.ANYONE


def open_to(who: Permission | Anyone) -> Callable[[View], View]:
    """Say on a view who may enter. A view that does not say it answers 403."""

    def mark(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]  # the door is written on the view itself
        return view

    return mark


def door_of(view: Callable[..., object]) -> Permission | Anyone | None:
    """Who may enter the view; None when it does not say."""
    return cast("Permission | Anyone | None", getattr(view, "open_to", None))


def takes(largest: int) -> Callable[[View], View]:
    """Say on a view that it takes a body of so many bytes, more than others; only from whom its door lets in."""

    def mark(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]  # written on the view itself, as its door is
        return view

    return mark


def check_door() -> ResponseReturnValue | None:
    """Before every request: let in whom the view names. Forbidden and missing answer alike."""
    if request.endpoint is None:
        return None  # no such address, or not with this method: the router's own error follows
    door = door_of(current_app.view_functions[request.endpoint])
    if door is None:
        abort(403)
    largest = getattr(current_app.view_functions[request.endpoint], "largest", None)
    if request.method == "POST" and request.path.startswith(f"{COOKIE_PATH}/") and largest is None:
        csrf.protect()
    if isinstance(door, Anyone):
        return None
    found = _unlocked()
    if found is None:
        return redirect(url_for("account.sign_in"), 303) if largest else _signed_out()
    if largest is not None:  # the body is not looked at before it is known whose it is
        request.max_content_length = largest if may(found.account.role, door) else request.max_content_length
        csrf.protect()
    if not may(found.account.role, door):
        abort(404)
    g.unlocked = found
    g.setdefault("language", found.account.language)
    return None


def unlocked() -> Unlocked:
    """The signed-in person of this request."""
    return cast("Unlocked", g.unlocked)


@contextmanager
def logged_even_if_it_fails(report_id: str) -> Iterator[None]:
    """Whoever tries to read or to take out a report leaves a line also when it fails; then the error passes on.

    The block's own transaction writes the line when all goes well. Forbidden and missing ones are written down alike.
    """
    try:
        yield
    except Exception:
        about = report_id if is_random_id(report_id) else ""
        with transaction() as session:
            record(
                session,
                at=now(),
                act=Act.REPORT_READ_REFUSED,
                account=unlocked().account,
                kind="report",
                object_id=about,
            )
        raise


def current_person() -> Unlocked | None:
    """The signed-in person, if there is one; for pages that are open to anyone."""
    return cast("Unlocked | None", g.get("unlocked"))


def _unlocked() -> Unlocked | None:
    cookie = request.cookies.get(COOKIE, "")
    if not cookie:
        return None
    moment = now()
    with reading() as session:
        found = unlocked_session(session, cookie=cookie, now=moment)
        stale = found is not None and found.seen_at + SEEN_EVERY < moment
    if found is not None and stale:
        with transaction() as session:
            mark_seen(session, digest=found.session_digest, now=moment)
    return found


def _signed_out() -> ResponseReturnValue:
    """Send to the sign-in page; what somebody was writing when their session ended is shown back to them first."""
    written = cleaned(request.form.get("text")) if request.method == "POST" else ""
    if not written:
        return redirect(url_for("account.sign_in"), 303)
    return render_template("account/signed_out.html", written=written), HTTPStatus.FORBIDDEN


def cookie_settings() -> dict[str, object]:
    """How the sign-in cookie is set: unreadable for scripts, never sent from elsewhere, never on public pages."""
    return {"httponly": True, "samesite": "Strict", "path": COOKIE_PATH, "secure": site().settings.production}
