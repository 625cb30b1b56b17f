"""How the lived-in demo is dressed: a landlord's logo, and words of the municipality's own."""

import io
from dataclasses import asdict
from datetime import date

from PIL import Image
from sqlalchemy.orm import Session

from huskurage.core.logo import draw_logo
from huskurage.store.logos import Logo
from huskurage.store.texts import OwnText, Text

SWEDISH = "Vi som läser sitter i stadshuset, rum 12.\n\nRing {social_services} om du hellre talar med någon."
ARABIC = "نحن في مبنى البلدية."


def put_up_sign(session: Session, landlord_id: int | None, today: date) -> None:
    sign, file = Image.new("RGBA", (640, 240), (0, 0, 0, 0)), io.BytesIO()
    sign.paste((11, 79, 86, 255), (20, 20, 620, 220))
    sign.paste((244, 201, 93, 255), (70, 70, 150, 170))
    sign.save(file, "PNG")
    drawn = draw_logo(file.getvalue())
    session.add(Logo(landlord_id=landlord_id, municipality_id=None, added_on=today, **asdict(drawn)))


def say_something(session: Session, municipality_id: int) -> None:
    """In Swedish, and in an Arabic that the Swedish has left behind."""
    text = Text()
    text.write("sv", "Vi sitter i stadshuset.")
    text.write("ar", ARABIC)
    text.write("sv", SWEDISH)
    session.add(OwnText(municipality_id=municipality_id, place="about_more", text=text))
