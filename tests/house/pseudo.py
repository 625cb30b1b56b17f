"""A pseudo-language that puts brackets around every translation: what stands outside them was hard-coded."""

import re
from html.parser import HTMLParser
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from house import catalogs
from hygiene import VOID

from huskurage.core.languages import LANGUAGES

READ_ALOUD = {"title", "aria-label", "alt", "placeholder", "content"}
OWN_NAMES = {one.own_name for one in LANGUAGES} | {"Svenska"}
BROWSERS = {"Chrome", "Chromium", "Edge", "Firefox", "Safari", "Samsung Internet", "WebKitGTK", "ESR"}
MACHINE_WORDS = {"width=device-width, initial-scale=1", "telephone=no", "light dark", "#fbf8f2", "#11191f"}
NAMES = {"Lindbacka kommun", "Lindbacka", "Lindbackahem", "Bruksbostäder", "Asta", "Astrid", "Bo", "Cleo", "Adam",
         "Centrum", "Hyttan", "Söderängen", "Lärkan"}  # fmt: skip
DAYS = (  # Babel says them
    r"\b(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
UNSPOKEN = r"[^\s⟦⟧]+@[^\s⟦⟧]+|\b(?:[0-9a-f]{4,}\s*){4,}\b"  # addresses of letters, and what people compare: digests
TAGS = r"\b[2-9A-HJ-NP-Z]{7}\b"


def bracketed(domain: str) -> bytes:
    catalog = catalogs.extracted(domain)
    catalog.locale = "en"
    for message in catalog:
        if message.id:
            plain = isinstance(message.id, str)
            message.string = f"⟦{message.id}⟧" if plain else tuple(f"⟦{one}⟧" for one in message.id)
    return catalogs.written(catalog)


class Visible(HTMLParser):
    """The text of a page as it is seen or read aloud, without what is marked as another language's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        foreign = tag != "html" and given.get("lang", "en") != "en"
        silent = tag in {"style", "script", "textarea"} or foreign or any(quiet for _, quiet in self.open)
        if tag not in VOID:
            self.open.append((tag, silent))
        if not foreign:
            self.attributes += [value for name, value in given.items() if name in READ_ALOUD]
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.open.pop()
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.open or not self.open[-1][1]:
            self.said.append(data)


def hard_coded(html: str, allowed: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]  # nothing more
    """The words of a page that no catalog said."""
    page = Visible()
    page.feed(html)
    attributes = [one for one in page.attributes if one not in MACHINE_WORDS and not one.startswith("0;url=")]
    found = []
    for text in ("".join(page.said), *attributes):
        rest, count = re.sub(UNSPOKEN, " ", text), 1
        while count:
            rest, count = re.subn(r"⟦[^⟦⟧]*⟧", " ", rest)
        for name in sorted(OWN_NAMES | BROWSERS | NAMES | allowed, key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        found += re.findall(r"[^\W\d_]{2,}", re.sub(f"{TAGS}|{DAYS}", " ", rest))
    return found


def write_brackets(translations: Path) -> None:
    """The pseudo-language in the place of English."""
    for domain in catalogs.DOMAINS:
        path = translations / "en" / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bracketed(domain))


def english(site: Flask) -> FlaskClient:
    """A browser that asks for English, where the brackets are."""
    client = site.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
