"""Every page in the pseudo-language: no word of it was hard-coded. New pages are found by their addresses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from campaigning import COFFEE, WEEK
from flask import Flask
from house.conftest import opened
from house.pseudo import english, hard_coded, write_brackets
from house.ways import Things, enter, ways
from othertown import found_other_town
from town import Clock, Town, hidden

from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.web.cards import CARDS

SQLITE = pytest.mark.parametrize("template", ["sqlite"], indirect=True)  # words do not depend on the database
LEADS_ELSEWHERE = {302, 303, 308}
WRITTEN = {"Mottagningen", "Karin", "Dana", "dana", "Hang posters"}


@pytest.fixture
def pseudo_site(translations: Path, request: pytest.FixtureRequest) -> Flask:
    write_brackets(translations)
    site: Flask = request.getfixturevalue("translated_site")
    return site


@pytest.fixture
def pseudo_app(translations: Path, settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The site of the town that has one of everything."""
    write_brackets(translations)
    yield from opened(replace(settings, translations_dir=translations), clock)


def public_paths(site: Flask, tag: str) -> Iterator[str]:
    """Every address that is no staff page's, for this house and for none: each page of advice is one."""
    for rule in site.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and not rule.rule.startswith(("/staff", "/static", "/calendar")):
            for name in CARDS if "card" in rule.arguments else ("",):
                built = rule.build({"language": "en", "tag": tag, "card": name, "event_id": 1}, append_unknown=False)
                assert built is not None, f"{rule.rule} names something new: teach public_paths"
                yield built[1]


def public_pages(site: Flask, clock: Clock, tag: str) -> Iterator[tuple[str, str]]:
    """What a neighbour may meet: guidance, the form and its refusals, the receipt, the return, the errors."""
    client = english(site)
    for path in (*public_paths(site, tag), "/en/no-such-page"):
        answer = client.get(path)
        if answer.mimetype == "text/html" and answer.status_code not in LEADS_ELSEWHERE:
            yield path, answer.get_data(as_text=True)
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
    ticket = {"ticket": hidden(client.get(f"/en/{tag}/no-poster").get_data(as_text=True), "ticket")}
    for name, form in {"no street": {}, "a street": {"street": "Kyrkogatan", "number": "4"}}.items():
        yield name, client.post("/en/no-poster", data=ticket | form).get_data(as_text=True)
    yield "405", client.post("/en/").get_data(as_text=True)


def test_no_public_page_has_hard_coded_words(
    pseudo_site: Flask, small_town: tuple[Settings, Town], clock: Clock
) -> None:
    pages = list(public_pages(pseudo_site, clock, small_town[1].tags["Kyrkogatan 4 A"]))
    assert {f"/en/{name}" for name in (*CARDS, "protection", "accessibility", "no-poster")} <= {
        name for name, _ in pages
    }
    assert len({page for _, page in pages}) > 50
    assert not [name for name, page in pages if page.count("⟦") < 3]
    assert not {name: hard_coded(page) for name, page in pages if hard_coded(page)}


@SQLITE
def test_the_page_that_asks_for_a_municipality_has_no_hard_coded_words(
    pseudo_app: Flask, database: Database, settings: Settings
) -> None:
    with database.writes() as session:
        found_other_town(session, settings)
        session.commit()
    client = english(pseudo_app)
    for page in (client.get("/en/"), client.post("/en/write", data={"text": "Kyrkogatan"})):
        said = page.get_data(as_text=True)
        assert said.count("⟦Which municipality is it about?⟧") == 1
        assert not hard_coded(said, {"Storvik kommun", "Kyrkogatan"})


@SQLITE
def test_the_page_of_events_has_no_hard_coded_words(pseudo_app: Flask, things: Things) -> None:
    assert things["event_id"]
    page = english(pseudo_app).get("/en/events").get_data(as_text=True)
    assert "⟦You need not book.⟧" in page
    assert not hard_coded(page, WRITTEN | {COFFEE["en"], WEEK["en"]})


@SQLITE
@pytest.mark.parametrize("name", ["asta", "astrid", "bo", "cleo", "adam", None])
def test_no_staff_page_has_hard_coded_words(
    pseudo_app: Flask, things: Things, town: Town, clock: Clock, name: str | None
) -> None:
    client = enter(pseudo_app, town.people[name], clock)[0] if name else pseudo_app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    written = {one.rpartition(" ")[0] or one for one in town.tags} | set(town.tags) | set(town.people) | WRITTEN
    seen = {}
    for way in ways(pseudo_app, things):
        if way.staff and way.method == "GET":
            answer = client.get(way.path)
            if answer.mimetype == "text/html" and answer.status_code not in LEADS_ELSEWHERE | {404}:
                seen[way.path] = answer.get_data(as_text=True)
    assert len(seen) > (20 if name else 1)
    assert not [path for path, page in seen.items() if page.count("⟦") < 3]
    found = {path: hard_coded(page, written) for path, page in seen.items()}
    assert not {path: words for path, words in found.items() if words}


@pytest.mark.parametrize(("html", "found"), [
    ("<p>⟦Call ⟦now⟧ <b>112</b>⟧</p>", []), ("<p>⟦Call⟧ them</p>", ["them"]),
    ("<p>karin@lindbacka.example 1f0c 22ab 33cd 44ee</p>", []), ("<p>⟦a⟧ b@c.example⟦d⟧ so</p>", ["so"]),
    ('<p lang="sv">Ring</p>', []), ('<a aria-label="Close">⟦x⟧</a>', ["Close"]), ("<p>English 112 KRZX6WV</p>", []),
])  # fmt: skip
def test_a_hard_coded_word_is_seen(html: str, found: list[str]) -> None:
    assert hard_coded(html) == found
