"""A text in several languages: the Swedish counts its versions, the others say which of them they follow."""

from sqlalchemy.orm import Session

from huskurage.core.texts import Shown, Standing
from huskurage.store.texts import OwnText, Text, own_texts


def test_new_swedish_words_make_the_others_stale_until_they_are_written_again(session: Session) -> None:
    text = Text()
    session.add(OwnText(municipality_id=1, place="about_more", text=text))
    assert text.shown("ar") is None
    assert text.write("sv", "Vi finns i stadshuset.")
    assert text.write("ar", "نحن في مبنى البلدية.")
    assert text.shown("ar") == Shown("نحن في مبنى البلدية.", "ar")
    assert text.write("sv", "Vi finns på biblioteket.")
    session.flush()
    assert text.standing("ar") is Standing.STALE
    assert text.shown("ar") == Shown("Vi finns på biblioteket.", "sv")
    assert text.write("ar", "نحن في المكتبة.")
    session.flush()
    session.expire_all()
    again = own_texts(session, 1)["about_more"]
    assert again.shown("ar") == Shown("نحن في المكتبة.", "ar")
    assert again.shown("fi") == Shown("Vi finns på biblioteket.", "sv")


def test_the_same_words_again_change_nothing_and_confirm_a_stale_translation() -> None:
    text = Text()
    text.write("sv", "Hej")
    text.write("en", "Hello")
    assert not text.write("sv", "Hej")
    assert not text.write("en", "Hello")
    text.write("sv", "Hej!")
    assert text.write("en", "Hello")
    assert text.standing("en") is Standing.CURRENT


def test_taken_out_it_is_gone(session: Session) -> None:
    text = Text()
    session.add(OwnText(municipality_id=1, place="about_more", text=text))
    text.write("sv", "Hej")
    text.write("en", "Hello")
    assert text.write("en", "")
    assert not text.write("en", "")
    session.flush()
    session.expire_all()
    assert text.shown("en") == Shown("Hej", "sv")
    assert text.write("sv", "")
    assert text.shown("sv") is None


def test_what_was_written_from_older_words_is_stale_and_from_newer_ones_never() -> None:
    text = Text()
    text.write("sv", "Ett")
    text.write("sv", "Två")
    assert text.write("ar", "واحد", of_version=1)
    assert text.standing("ar") is Standing.STALE
    assert text.write("ar", "اثنان", of_version=99)
    assert text.standing("ar") is Standing.CURRENT
    text.write("sv", "Tre")
    assert text.standing("ar") is Standing.STALE
