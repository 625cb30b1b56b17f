"""How each landlord's lists name their columns, kept once a list was imported."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.columns import Column
from huskurage.core.lists import HouseList
from huskurage.store.imports import ColumnChoice, column_choice


def recalled_columns(session: Session, unlocked: Unlocked, houses: HouseList) -> dict[Column, int]:
    """What the columns meant when the landlord last imported a list with the same headings; nothing the first time."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    found = column_choice(session, unlocked.account.landlord_id, houses.headings)
    return houses.recalled(found.mapping) if found else {}


def remember_columns(session: Session, unlocked: Unlocked, houses: HouseList, mapping: Mapping[Column, int]) -> None:
    """Keep what the columns of a list with these headings mean. The headings themselves are kept as a digest."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    known, meant = column_choice(session, unlocked.account.landlord_id, houses.headings), houses.remembered(mapping)
    if known is not None:
        known.mapping = meant
    else:
        session.add(ColumnChoice(landlord_id=unlocked.account.landlord_id, headings=houses.headings, mapping=meant))
