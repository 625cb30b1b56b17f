"""Putting the site together: settings, plumbing and rooms become one Flask app. Nothing is decided here."""

import io
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO

from flask import Blueprint, Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

from huskurage.mail import post_for
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.web import addresses, errors, eventwords, guard, headers, language, staffwords, wording
from huskurage.web.account.factors import room as factors
from huskurage.web.account.joining import room as joining
from huskurage.web.account.own import room as own
from huskurage.web.account.views import room as account
from huskurage.web.admin.feedback import room as feedback
from huskurage.web.admin.letters import room as letters
from huskurage.web.admin.people import room as people
from huskurage.web.admin.texts import room as texts
from huskurage.web.admin.views import room as admin
from huskurage.web.calendar.views import room as calendar
from huskurage.web.campaigns.events import room as events
from huskurage.web.campaigns.views import room as campaigns
from huskurage.web.duty.views import room as duty
from huskurage.web.fastlane import FastLane
from huskurage.web.handover.views import room as handover
from huskurage.web.housing.exports import room as exports
from huskurage.web.housing.importing import room as importing
from huskurage.web.housing.stairwells import room as stairwells
from huskurage.web.housing.views import room as housing
from huskurage.web.intake.views import room as intake
from huskurage.web.keys.kit import room as kits
from huskurage.web.keys.leaving import room as leaving
from huskurage.web.keys.rotating import room as rotating
from huskurage.web.keys.views import room as keys
from huskurage.web.log.views import room as log
from huskurage.web.logos.views import room as logos
from huskurage.web.materials.views import room as materials
from huskurage.web.plan.views import room as plan
from huskurage.web.prints.views import room as prints
from huskurage.web.public.feedback import room as tell
from huskurage.web.public.machines import room as machines
from huskurage.web.public.missing import room as missing
from huskurage.web.public.readiness import room as readiness
from huskurage.web.public.views import room as public
from huskurage.web.report.views import room as report
from huskurage.web.rounds.views import room as rounds
from huskurage.web.site import EXTENSION, Site, clock
from huskurage.web.triage.views import room as triage

ALL: Sequence[Blueprint] = (
    public, machines, missing, tell, readiness, report, account, own, factors, joining, triage, intake, handover, keys,
    kits, rotating, leaving, duty, housing, importing, stairwells, exports, prints, rounds, logos, plan, materials,
    admin, people, texts, letters, feedback, calendar, campaigns, events, log,
)  # fmt: skip
LARGEST_BODY = 256 * 1024  # bytes of any request; a concern has at most 16 kB
MOST_PARTS = 60


class InMemory(Request):
    """A request whose uploaded file never touches the disk: a list of houses may have tenants in it."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length
        return io.BytesIO()


def create_app(settings: Settings, rooms: Sequence[Blueprint] = ALL, *, now: Callable[[], datetime] = clock) -> Flask:
    """The site as a WSGI app. `now` is the clock; tests move it."""
    app = Flask("huskurage", static_folder=None)
    app.request_class = InMemory
    app.extensions[EXTENSION] = _site(settings, now)
    app.config.update(
        SECRET_KEY=settings.secret,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=MOST_PARTS,
        SESSION_COOKIE_NAME="form",
        SESSION_COOKIE_PATH=guard.COOKIE_PATH,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.production,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters["tag"] = addresses.TagConverter
    language.set_up(app, settings.translations_dir)
    guard.csrf.init_app(app)
    app.before_request(guard.check_door)
    for plumbing in (wording, eventwords, staffwords, headers, errors):
        plumbing.set_up(app)
    for room in rooms:
        app.register_blueprint(room)
    _stand_before(app, settings)
    return app


def _stand_before(app: Flask, settings: Settings) -> None:
    """What stands before Flask: answers that are the same for everybody, and before them what proxies say."""
    app.wsgi_app = FastLane(app)  # type: ignore[method-assign]  # Flask's own documented way
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # Flask's own documented way


def _site(settings: Settings, now: Callable[[], datetime]) -> Site:
    database = Database(settings.database_url, settings.key_store_url)
    post = post_for(settings.mail, settings.letterhead, production=settings.production)
    return Site(settings=settings, database=database, post=post, clock=now)


def from_environment() -> Flask:
    """The app that a server runs: settings from the environment, access logs off, our own log to stderr."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("werkzeug").disabled = True
    return create_app(Settings.from_env())
