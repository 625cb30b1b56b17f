"""A pseudo-language that puts brackets around every translation: what stands outside them was hard-coded."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from house import catalogs
from hygiene import VOID
from town import Clock, Town, hidden, sign_in

from huskurage.core.languages import LANGUAGES
from huskurage.settings import Settings

READ_ALOUD = {"title", "aria-label", "alt", "placeholder", "content"}
OWN_NAMES = {one.own_name for one in LANGUAGES} | {"Svenska"}
MACHINE_WORDS = {"width=device-width, initial-scale=1", "telephone=no", "light dark"}
NAMES = {"Lindbacka kommun", "Lindbacka", "Lindbackahem", "Bruksbostäder", "Asta", "Astrid", "Bo", "Cleo", "Adam",
         "Centrum", "Hyttan", "Söderängen", "Lärkan"}  # fmt: skip
DAYS = (  # Babel says them
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|November|December"
    "|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
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
        rest, count = text, 1
        while count:
            rest, count = re.subn(r"⟦[^⟦⟧]*⟧", " ", rest)
        for name in sorted(OWN_NAMES | NAMES | allowed, key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        found += re.findall(r"[^\W\d_]{2,}", re.sub(f"{TAGS}|{DAYS}", " ", rest))
    return found


@pytest.fixture
def pseudo_site(translations: Path, request: pytest.FixtureRequest) -> Flask:
    for domain in catalogs.DOMAINS:
        path = translations / "en" / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bracketed(domain))
    site: Flask = request.getfixturevalue("translated_site")
    return site


def english(site: Flask) -> FlaskClient:
    """A browser that asks for English, where the brackets are."""
    client = site.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def public_pages(site: Flask, clock: Clock, tag: str) -> Iterator[tuple[str, str]]:
    """What a neighbour may meet: guidance, the form and its refusals, the receipt, the return, the errors."""
    client = english(site)
    for path in ("", f"{tag}", "now", "about", "privacy", "events", "write", f"{tag}/write", "code", "no-such-page"):
        yield path, client.get(f"/en/{path}").get_data(as_text=True)
    yield "leave", client.get("/leave").get_data(as_text=True)
    ticket = {"ticket": hidden(client.get(f"/en/{tag}/write").get_data(as_text=True), "ticket")}
    clock.move(seconds=40)
    sends = {
        "nothing": {}, "call first": {"text": "x", "happening": "yes"}, "giveaway": {"text": "ring 070 174 06 05"},
        "receipt": {"text": "x"}, "addition": {"text": "y"}, "old": {"text": "x", "ticket": "x"},
        "too long": {"text": "x" * 20_000},
    }  # fmt: skip
    for name, form in sends.items():
        page = client.post(f"/en/{tag}/write", data=ticket | form).get_data(as_text=True)
        yield name, page
        if name == "receipt":
            code = "".join(re.findall(r"<span>(\d{4})</span>", page))
    for name, form in {"no code": {}, "half a code": {"code": "12"}, "wrong": {"code": "0" * 18 + "98"}}.items():
        yield name, client.post("/en/code", data=form).get_data(as_text=True)
    for verb in ({"open": "1"}, {"say": "1"}, {"say": "1", "text": "z"}, {"withdraw": "1"}):
        yield f"visit {verb}", client.post("/en/code", data={"code": code, **verb}).get_data(as_text=True)
    yield "405", client.post("/en/").get_data(as_text=True)


def test_no_public_page_has_hard_coded_words(
    pseudo_site: Flask, small_town: tuple[Settings, Town], clock: Clock
) -> None:
    pages = list(public_pages(pseudo_site, clock, small_town[1].tags["Kyrkogatan 4 A"]))
    assert len({page for _, page in pages}) > 18
    assert not [name for name, page in pages if page.count("⟦") < 3]
    assert not {name: hard_coded(page) for name, page in pages if hard_coded(page)}


@pytest.mark.parametrize(("name", "paths"), [
    ("asta", ("inbox/", "closed/", "quarantine/", "openings/", "letters/", "calendar/", "receivers/", "log/",
              "nothing/", "people/", "people/2")),
    ("cleo", ("plan/", "logo/", "materials/")),
    ("bo", ("start/", "houses/", "prints/", "prints/new?all=1", "houses/import/", "houses/new", "houses/1", "rounds/",
            "rounds/list")),
    ("adam", ("openings/", "people/", "people/invite", "people/1", "account/", "account/passphrase", "account/app",
              "account/passkeys", "campaigns/", "campaigns/1", "campaigns/new", "campaigns/1/in/en", "events/new",
              "events/1", "events/1/in/en")),
    ("astrid", ("purge/", "purge/rule", "purge/protocol")),
])  # fmt: skip
def test_no_staff_page_has_hard_coded_words(
    pseudo_site: Flask, small_town: tuple[Settings, Town], clock: Clock, name: str, paths: tuple[str, ...]
) -> None:
    town, client = small_town[1], english(pseudo_site)
    clock.move(hours=1)
    sign_in(client, town.people[name], clock)
    addresses = {one.rpartition(" ")[0] or one for one in town.tags} | set(town.tags) | {f"{name}@lindbacka.example"}
    addresses |= set(town.people)  # they sign in with their names
    for path in paths:
        page = client.get(f"/staff/{path}").get_data(as_text=True)
        assert page.count("⟦") > 2, path
        assert not hard_coded(page, addresses), path


@pytest.mark.parametrize(("html", "found"), [
    ("<p>⟦Call ⟦now⟧ <b>112</b>⟧</p>", []), ("<p>⟦Call⟧ them</p>", ["them"]),
    ('<p lang="sv">Ring</p>', []), ('<a aria-label="Close">⟦x⟧</a>', ["Close"]), ("<p>English 112 KRZX6WV</p>", []),
])  # fmt: skip
def test_a_hard_coded_word_is_seen(html: str, found: list[str]) -> None:
    assert hard_coded(html) == found
