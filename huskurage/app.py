"""Putting the site together: settings, plumbing and rooms become one Flask app. Nothing is decided here."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.web import addresses, errors, guard, headers, language, staffwords, wording
from huskurage.web.account.views import room as account
from huskurage.web.admin.views import room as admin
from huskurage.web.housing.views import room as housing
from huskurage.web.intake.views import room as intake
from huskurage.web.public.views import room as public
from huskurage.web.report.views import room as report
from huskurage.web.site import EXTENSION, Site, clock
from huskurage.web.triage.views import room as triage

ALL: Sequence[Blueprint] = (public, report, account, triage, intake, housing, admin)
LARGEST_BODY = 256 * 1024  # bytes of any request; a concern has at most 16 kB
MOST_PARTS = 60


def create_app(settings: Settings, rooms: Sequence[Blueprint] = ALL, *, now: Callable[[], datetime] = clock) -> Flask:
    """The site as a WSGI app. `now` is the clock; tests move it."""
    app = Flask("huskurage", static_folder=None)
    app.extensions[EXTENSION] = Site(
        settings=settings, database=Database(settings.database_url, settings.key_store_url), clock=now
    )
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
    for plumbing in (wording, staffwords, headers, errors):
        plumbing.set_up(app)
    for room in rooms:
        app.register_blueprint(room)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # Flask's own documented way
    return app


def from_environment() -> Flask:
    """The app that a server runs: settings from the environment, access logs off, our own log to stderr."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("werkzeug").disabled = True
    return create_app(Settings.from_env())
