"""What an administrator does with the municipality's own texts on the public pages, and what a reader gets of them."""

import enum
import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.languages import language
from huskurage.core.texts import SOURCE, Shown, check_words
from huskurage.store.audit import Act, record
from huskurage.store.places import Municipality
from huskurage.store.texts import OwnText, Text, own_texts


class Place(enum.StrEnum):
    """Where a municipality may say something of its own, beside what is promised everywhere and cannot be changed."""

    ABOUT_READERS = "about_readers"
    ABOUT_MORE = "about_more"
    CONTACT = "contact"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"
    PROTECTION = "protection"


class NoSwedishYet(Exception):
    """There is nothing to translate."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the words since they were read; `words` is what stands there now."""

    def __init__(self, words: str) -> None:
        super().__init__("changed meanwhile")
        self.words = words


def own_words(session: Session, municipality_id: int, tag: str) -> dict[str, Shown]:
    """The municipality's own words for a reader of a language, by place; only places that have any."""
    found = {place: text.shown(tag) for place, text in own_texts(session, municipality_id).items()}
    return {place: words for place, words in found.items() if words}


def texts_for(session: Session, unlocked: Unlocked) -> Mapping[Place, Text]:
    """Every place with the own municipality's text; an empty one where nothing was written."""
    found = own_texts(session, unlocked.account.municipality_id)
    return {place: found.get(place) or Text() for place in Place}


def mark_of(words: str) -> str:
    """Eight letters that tell whether words are still the ones that were read."""
    return hashlib.blake2b(words.encode(), digest_size=4).hexdigest()


def write_text(
    session: Session,
    unlocked: Unlocked,
    place: Place,
    tag: str,
    words: str,
    *,
    seen: str,
    of_version: int,
    now: datetime,
) -> None:
    """Keep the words of the own municipality at a place in a language; none take them out.

    `seen` is the mark of the words that were changed, `of_version` the version of the Swedish that was read with them:
    what was translated from an older one is stale at once. Raises NotFound for a language that we do not speak,
    core.texts.BadWords for words that may not be shown, NoSwedishYet, ChangedMeanwhile.
    """
    if language(tag) is None:
        raise NotFound
    tidy = check_words(words)
    municipality_id = unlocked.account.municipality_id
    text = _text_at(session, municipality_id, place)
    standing = text.in_language(tag)
    if mark_of(standing) != seen and standing != tidy:
        raise ChangedMeanwhile(standing)
    if tag != SOURCE and tidy and not text.in_language(SOURCE):
        raise NoSwedishYet
    if text.write(tag, tidy, None if tag == SOURCE else of_version):
        record(session, at=now, act=Act.TEXT_CHANGED, account=unlocked.account, kind="text", object_id=f"{place} {tag}")


def _text_at(session: Session, municipality_id: int, place: Place) -> Text:
    """The text there, made if need be; until this transaction ends nobody else of the municipality writes one."""
    session.get_one(Municipality, municipality_id, with_for_update={"key_share": True})
    query = select(OwnText).where(OwnText.municipality_id == municipality_id, OwnText.place == place)
    found = session.scalars(query).first()
    if found is None:
        found = OwnText(municipality_id=municipality_id, place=place, text=Text())
        session.add(found)
    return found.text
