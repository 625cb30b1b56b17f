"""Two addresses for machines that watch the site: whether it lives, and whether everything behind it works."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy import literal, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from huskurage.actions.letters import is_failing, jobs_are_late
from huskurage.store.base import random_id
from huskurage.web.database import reading
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.site import now, site

room = Blueprint("readiness", __name__)
GOOD = "ok"


@room.get("/healthz")
@open_to(ANYONE)
def health() -> ResponseReturnValue:
    """The site answers. It asks nothing of anybody, so that a broken database does not have the site thrown away."""
    return _said(GOOD)


@room.get("/readyz")
@open_to(ANYONE)
def readiness() -> ResponseReturnValue:
    """The first thing that does not work, in a word; nothing more, since anybody may ask."""
    return _said(next((word for word, works in CHECKS if not works()), GOOD))


def _asked(question: Callable[[Session], bool]) -> bool:
    """What the database says to it; False when it says nothing."""
    try:
        with reading() as session:
            return question(session)
    except SQLAlchemyError:
        return False


def _keys_answer() -> bool:
    try:
        return site().database.key_store.keys_of([random_id()]) == {}
    except SQLAlchemyError:
        return False


CHECKS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("database", lambda: _asked(lambda session: session.scalar(select(literal(1))) == 1)),
    ("keys", _keys_answer),
    ("jobs", lambda: _asked(lambda session: not jobs_are_late(session, now=now()))),
    ("letters", lambda: _asked(lambda session: not is_failing(session, now=now()))),
)


def _said(word: str) -> Response:
    status = HTTPStatus.OK if word == GOOD else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(f"{word}\n", status, {"X-Robots-Tag": "noindex"}, content_type="text/plain; charset=utf-8")
