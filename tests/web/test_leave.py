"""The way out, and the small files for machines."""

import re
from xml.etree import ElementTree as ET

import pytest
from hygiene import InspectingClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from town import Town

from huskurage.core.assessed import LEAVING


def test_leaving_goes_over_a_page_between_and_then_away(client: InspectingClient) -> None:
    between = client.get("/leave")
    assert between.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/leave/away"' in between.get_data(as_text=True)
    away = client.get("/leave/away")
    assert away.status_code == 303
    assert away.headers["Location"] == "https://weather.example/"


def test_leaving_forgets_cookies_and_storage_and_never_asks_for_the_cache(client: InspectingClient) -> None:
    answers = [client.get("/leave"), client.get("/leave/away")]
    said = [answer.headers.get("Clear-Site-Data", "") for answer in answers]
    assert said == ["", '"cookies", "storage"']


def test_the_page_on_protection_names_every_browser_with_what_was_found_failures_too(client: InspectingClient) -> None:
    page = re.sub(r"<[^>]+>", "", client.get("/en/protection").get_data(as_text=True))
    lines = {one.browser: line for one in LEAVING for line in page.splitlines() if line.startswith(one.browser)}
    firefox = next(one for one in LEAVING if one.browser == "Firefox")
    assert lines["Firefox"].startswith(
        f"Firefox {firefox.version}: it stayed away, with and without script. 30 November"
    )
    assert "Without script it came back when Send had been pressed" in lines["WebKitGTK"]
    assert lines["Safari"] == "Safari: not tried yet."


def test_the_page_between_says_nothing_of_us(client: InspectingClient) -> None:
    page = client.get("/leave", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "<title>Weather</title>" in page
    assert "kommun" not in page


def may_fetch(robots: str, path: str) -> bool:
    """RFC 9309: the longest line that fits wins, and Allow wins a tie."""
    found = [(0, True)]
    for line in robots.splitlines():
        rule, _, pattern = line.partition(": ")
        if rule in {"Allow", "Disallow"} and re.match(
            re.escape(pattern).replace(r"\*", ".*").replace(r"\$", "$"), path
        ):
            found.append((len(pattern), rule == "Allow"))
    return max(found)[1]


def test_robots_may_find_guidance_but_no_houses_forms_codes_or_staff(client: InspectingClient, town: Town) -> None:
    robots, tag = client.get("/robots.txt").get_data(as_text=True), town.tags["Kyrkogatan 4 A"]
    for path in ("/", "/sv/", "/ar/knock", "/en/privacy", "/sv/now"):
        assert may_fetch(robots, path), path
    for path in (f"/{tag}", f"/sv/{tag}", f"/sv/{tag}/now", "/sv/write", "/en/code", "/staff/sign-in", "/leave"):
        assert not may_fetch(robots, path), path
    assert client.get(f"/sv/{tag}").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/sv/").headers


def test_the_map_of_the_site_names_every_page_in_every_language_and_no_house(client: InspectingClient) -> None:
    answer = client.get("/sitemap.xml")
    root = ET.fromstring(answer.get_data())  # noqa: S314 - our own page
    places = [one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert answer.mimetype == "application/xml"
    assert len(places) == len(set(places)) >= 3 * 17
    for place in places:
        assert client.get("/" + place.split("/", 3)[3]).status_code == 200


def test_security_txt_has_a_contact_and_has_not_expired(client: InspectingClient) -> None:
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert answer.mimetype == "text/plain"
    assert fields["Contact"].startswith("http")
    assert fields["Expires"] == "2027-05-22T00:00:00Z"
    assert fields["Canonical"].endswith("/.well-known/security.txt")


@pytest.mark.parametrize("failure", [OperationalError("", {}, Exception()), NoConnection()])
def test_leaving_works_when_the_database_does_not(
    client: InspectingClient, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr("huskurage.web.spots.spot_for", fail)
    away = client.get("/leave/away")
    assert away.status_code == 303
    assert away.headers["Location"].startswith("https://")
