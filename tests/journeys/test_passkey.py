"""A real browser with an authenticator of its own: Ida joins with a passkey, signs in with it, and adds another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.conftest import Opens
from journeys.lived import invite
from journeys.serving import Server, serving
from journeys.words import say
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHOSEN = "korg lampa trappa hav"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True,
}  # fmt: skip


@pytest.fixture
def named(demo: Path, tmp_path: Path) -> Iterator[Server]:
    """A site whose address has a name: browsers make no passkey for an address of numbers."""
    with serving(demo, tmp_path / "data", host="localhost") as started:
        yield started


def button(page: Page, english: str) -> None:
    page.get_by_role("button", name=say("sv", english), exact=True).click()


def test_ida_joins_and_signs_in_with_a_passkey(opens: Opens, named: Server) -> None:
    page = opens(named, locale="sv")
    control = page.context.new_cdp_session(page)
    control.send("WebAuthn.enable")
    device = control.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    page.goto(invite(named))
    button(page, "Begin")
    for field in ("#chosen", "#again"):
        page.locator(field).fill(CHOSEN)
    button(page, "Use a passkey instead of an app")
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto("/staff/sign-in")
    page.locator("#login").fill("ida@lindbacka.example")
    page.locator("#passphrase").fill(CHOSEN)
    button(page, "Sign in with a passkey instead of the code")
    expect(page.locator(".who")).to_contain_text("Ida")
    kept = control.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [(one["rpId"], one["signCount"]) for one in kept] == [("localhost", 2)]
    page.goto("/staff/account/passkeys")
    page.locator("#name").fill("En till")
    button(page, "Make the passkey")  # the device holds one of hers already, and says so
    expect(page.locator(".with-script .error")).to_be_visible()


def test_without_a_name_for_the_site_no_passkey_is_offered(opens: Opens, server: Server) -> None:
    page = opens(server, locale="sv")
    page.goto("/staff/sign-in")
    expect(page.get_by_role("button", name=say("sv", "Sign in"), exact=True)).to_be_visible()
    expect(page.locator("[data-passkey]")).to_be_hidden()
