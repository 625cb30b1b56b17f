"""Which language a page speaks: catalogs read from their .po files, the offered languages, and the address prefix."""

import io
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.routing import BaseConverter, Map

from huskurage.core.languages import LANGUAGES, STAFF_LANGUAGES, Language, preferred
from huskurage.core.languages import language as find_language

SOURCE = "en"  # message ids are English sentences
STAFF_DOMAIN = "staff"
ALWAYS = ("sv", "en")
OFFERED = "offered"


class Catalogs(Domain):  # type: ignore[misc]  # Flask-Babel carries no types
    """Translations read straight from the .po files, so that a catalog can never be older than its source."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return _load(self.folder, str(locale) if locale else SOURCE)


class Joined(Babel):  # type: ignore[misc]  # Flask-Babel carries no types
    """Flask-Babel with our catalogs in the place of compiled ones."""

    @property
    def domain_instance(self) -> Domain:
        """The catalogs in the configured folder."""
        return Catalogs(Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"]))


class LanguageConverter(BaseConverter):
    """A language tag at the start of an address; only offered languages match."""

    def __init__(self, url_map: Map, offered: Sequence[str] = ()) -> None:
        super().__init__(url_map)
        self.regex = "|".join(offered)  # not a check after matching: then a tag would be sent on to "/<TAG>/"


def set_up(app: Flask, translations_dir: Path) -> None:
    """Join Flask-Babel to our catalogs and teach addresses the offered languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_dir)
    Joined(app, locale_selector=_locale, default_timezone="Europe/Stockholm")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.extensions[OFFERED] = offered_in(translations_dir)
    tags = tuple(one.tag for one in app.extensions[OFFERED])
    app.url_map.converters["language"] = partial(LanguageConverter, offered=tags)  # type: ignore[assignment]  # a factory serves as well as a class


def offered_in(folder: Path) -> tuple[Language, ...]:
    """The languages whose public catalog is complete; Swedish and English always are."""
    return tuple(one for one in LANGUAGES if one.tag in ALWAYS or _complete(folder, one.babel))


def _complete(folder: Path, babel_code: str) -> bool:
    path = folder / babel_code / "LC_MESSAGES" / "messages.po"
    return path.exists() and _nothing_missing(path, babel_code, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _nothing_missing(path: Path, babel_code: str, _written: int) -> bool:
    with path.open("rb") as file:
        catalog = read_po(file, locale=babel_code)
    return all(all(_strings(one.string)) and not one.fuzzy for one in catalog if one.id)


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str | None) else tuple(string)


@lru_cache(maxsize=64)
def _load(folder: Path, babel_code: str) -> NullTranslations:
    merged: Translations | None = None
    for domain in ("messages", STAFF_DOMAIN):
        path = folder / babel_code / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            with path.open("rb") as file:
                catalog = read_po(file, locale=babel_code)
            compiled = io.BytesIO()
            write_mo(compiled, catalog)
            compiled.seek(0)
            one = Translations(fp=compiled, domain=domain)
            merged = one if merged is None else merged.merge(one)
    return merged or NullTranslations()


def _locale() -> str:
    found = find_language(spoken())
    return found.babel if found else "sv"


def spoken() -> str:
    """The language tag of this request: chosen by the view, in the address, or the browser's first that we offer."""
    if "language" in g:
        return str(g.language)
    staff = request.path.startswith("/staff")
    tags = STAFF_LANGUAGES if staff else [one.tag for one in offered()]
    first = request.path.split("/")[1]  # also on an error page, where the router has found no view
    return first if first in tags else preferred(request.headers.get("Accept-Language", ""), tags)


def offered() -> tuple[Language, ...]:
    """The languages this site offers on its public pages, in their fixed order."""
    languages: tuple[Language, ...] = current_app.extensions[OFFERED]
    return languages


def page_language() -> Language:
    """The language of this page, with its direction."""
    return find_language(spoken()) or LANGUAGES[0]
