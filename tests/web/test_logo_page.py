"""The logo's page: whose it is, what is taken, what is refused in plain words, and who gets to see it."""

import io
from typing import Any

import pytest
from core.test_logo import filed, logo
from doing import Desk
from sqlalchemy import select
from town import Town

from huskurage.actions.logos import logos_for
from huskurage.core.logo import draw_logo
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.logos import Logo
from huskurage.store.places import Landlord, landlord_by_slug

PAGE = "/staff/logo/"


def send(desk: Desk, content: bytes, name: str = "logo.png") -> Any:
    """Send a file as a browser does, as plain bytes: the client would leave a temporary file of its own open."""
    return desk.client.post(
        PAGE, data=multipart(desk.token, content, name), content_type="multipart/form-data; boundary=x"
    )


def multipart(token: str, content: bytes, name: str) -> bytes:
    form = 'Content-Disposition: form-data; name="'
    parts = [f'{form}csrf_token"\r\n\r\n{token}', f'{form}logo"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n']
    return (
        "".join(f"--x\r\n{part}" + "\r\n" * (number == 0) for number, part in enumerate(parts)).encode()
        + content
        + b"\r\n--x--\r\n"
    )


def on_sheets(database: Database, slug: str) -> list[tuple[str, bytes]]:
    with database.reads() as session:
        landlord = landlord_by_slug(session, slug)
        assert isinstance(landlord, Landlord)
        return logos_for(session, landlord)


def test_bo_sends_a_logo_sees_it_and_takes_it_away(bo: Desk, database: Database) -> None:
    assert "No logo yet" in bo.see(PAGE)
    assert bo.status(f"{PAGE}logo.png") == 404
    assert send(bo, filed(logo())).status_code == 303
    kept = draw_logo(filed(logo())).png
    assert 'src="data:image/png;base64,' in bo.see(PAGE)
    assert "Lindbackahem" in bo.see(PAGE)
    answer = bo.client.get(f"{PAGE}logo.png")
    assert (answer.data, answer.content_type) == (kept, "image/png")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert on_sheets(database, "lindbackahem") == [("Lindbackahem", kept)]
    for _ in range(2):
        assert bo.press(f"{PAGE}remove").status_code == 303
    assert on_sheets(database, "lindbackahem") == []
    with database.reads() as session:
        acts = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.LOGO_CHANGED)).all()
        assert [(one.object_kind, one.account.name if one.account else "") for one in acts] == [("landlord", "Bo")] * 2


def test_a_new_logo_takes_the_place_of_the_old(bo: Desk, database: Database) -> None:
    send(bo, filed(logo()))
    send(bo, filed(logo("RGB"), "JPEG"), "whatever.exe")
    assert on_sheets(database, "lindbackahem") == [("Lindbackahem", draw_logo(filed(logo("RGB"), "JPEG")).png)]


def test_the_municipalitys_logo_stands_first_on_every_landlords_sheets(
    adam: Desk, bo: Desk, database: Database
) -> None:
    send(adam, filed(logo("RGB")))
    send(bo, filed(logo()))
    assert [name for name, _ in on_sheets(database, "lindbackahem")] == ["Lindbacka kommun", "Lindbackahem"]
    assert [name for name, _ in on_sheets(database, "bruksbostader")] == ["Lindbacka kommun"]


def test_each_keeps_only_their_own(adam: Desk, bo: Desk, cleo: Desk, asta: Desk, database: Database) -> None:
    send(bo, filed(logo()))
    for other in (cleo, adam):
        assert other.status(f"{PAGE}logo.png") == 404
        assert "No logo yet" in other.see(PAGE)
        assert other.press(f"{PAGE}remove").status_code == 303
    assert {asta.status(PAGE), asta.status(f"{PAGE}logo.png"), send(asta, filed(logo())).status_code} == {404}
    assert len(on_sheets(database, "lindbackahem")) == 1


@pytest.mark.parametrize(("content", "words"), [
    (b"", "Choose a file first."), (b"<svg onload=alert(1)>", "Export it as PNG"),
    (b"\xff\xd8\xff\xe0" + b"\0" * 3_000_000, "too large: at most 2 MB"), (b"PK\3\4", "not a PNG or JPEG picture"),
    (filed(logo())[:-30], "damaged"),
])  # fmt: skip
def test_what_is_no_logo_is_refused_in_plain_words_and_the_old_one_stays(
    bo: Desk, database: Database, content: bytes, words: str
) -> None:
    send(bo, filed(logo()))
    answer = send(bo, content, "logo.png")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert words in page
    assert "still there" in page
    assert len(on_sheets(database, "lindbackahem")) == 1


def test_a_form_without_a_file_or_with_a_typed_one_is_refused(bo: Desk) -> None:
    assert bo.press(PAGE).status_code == 422
    assert bo.press(PAGE, logo="typed").status_code == 422


def test_far_too_much_is_refused_before_it_is_read_and_other_pages_take_no_more_than_before(bo: Desk) -> None:
    assert send(bo, b"\0" * 5_000_000).status_code == 413
    assert bo.press(f"{PAGE}remove", logo=(io.BytesIO(b"\0" * 400_000), "x")).status_code == 413
    assert bo.press("/staff/plan/", what="x" * 400_000).status_code == 413


def test_nothing_of_the_file_but_its_pixels_reaches_the_database(bo: Desk, database: Database, town: Town) -> None:
    del town
    send(bo, filed(logo("RGB"), "JPEG", comment=b"CANARY"), "CANARY.jpg")
    with database.reads() as session:
        kept = session.scalars(select(Logo)).one()
        assert b"CANARY" not in kept.png
