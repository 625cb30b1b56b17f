"""Bo imports his list again: what is new, changed and unchanged is counted, and no tag that hangs ever changes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import BOS_HOUSES, MORNING, Town

from huskurage.actions.housing import Imported, import_houses, read_list
from huskurage.core.tags import ALPHABET, TAG_LENGTH
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.houses import Stairwell, Tag, every_stairwell
from huskurage.store.places import landlord_by_slug


def again(session: Session, houses: str, slug: str = "lindbackahem") -> Imported:
    landlord = landlord_by_slug(session, slug)
    assert landlord is not None
    reading = read_list(houses.encode(), "hus.csv")
    return import_houses(session, landlord=landlord, reading=reading, account=None, now=MORNING)


def tags(session: Session) -> dict[str, str]:
    return {one.address: one.tag for one in every_stairwell(session)}


def stairwell(session: Session, town: Town, address: str) -> Stairwell:
    return session.scalars(select(Stairwell).join(Tag).where(Tag.code == town.tags[address])).one()


def test_the_same_list_again_changes_nothing(session: Session) -> None:
    before = tags(session)
    assert again(session, BOS_HOUSES) == Imported(new=0, changed=0, unchanged=4)
    assert tags(session) == before


def test_changed_dwellings_are_counted_and_kept_and_the_tag_stays(session: Session, town: Town) -> None:
    assert again(session, BOS_HOUSES.replace(";9;", ";11;")) == Imported(new=0, changed=1, unchanged=3)
    assert stairwell(session, town, "Kyrkogatan 10").dwellings == 11
    assert tags(session) == town.tags


def test_a_changed_area_is_found_by_its_new_name(session: Session, town: Town) -> None:
    again(session, BOS_HOUSES.replace("Söderängen", "Norrängen"))
    assert "norrängen" in stairwell(session, town, "Åsvägen 2").search
    assert "söderängen" not in stairwell(session, town, "Åsvägen 2").search


def test_every_stairwell_of_a_changed_building_counts_as_changed(session: Session) -> None:
    assert again(session, BOS_HOUSES.replace("Hyttan 6:38", "Hyttan 6:39")) == Imported(new=0, changed=2, unchanged=2)


def test_a_new_row_gets_a_tag_of_its_own_and_a_place_in_the_walk(session: Session, town: Town) -> None:
    assert again(session, BOS_HOUSES + "Kyrkogatan;4;C;777 30;Lindbacka;8;Centrum;Hyttan 6:38\n").new == 1
    found = tags(session)
    assert found.items() > town.tags.items()
    assert len(found["Kyrkogatan 4 C"]) == TAG_LENGTH
    assert set(found["Kyrkogatan 4 C"]) <= set(ALPHABET)
    order = [address for address in found if address.startswith("Kyrkogatan")]
    assert order == ["Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 4 C", "Kyrkogatan 10"]


def test_rows_that_are_gone_from_the_list_stay(session: Session, town: Town) -> None:
    assert again(session, "\n".join(BOS_HOUSES.splitlines()[:2]) + "\n") == Imported(0, 0, 1)
    assert tags(session) == town.tags


def test_an_empty_cell_takes_nothing_away(session: Session, town: Town) -> None:
    assert again(session, BOS_HOUSES.replace(";12;Centrum;Hyttan 6:38", ";;;")).changed == 0
    assert stairwell(session, town, "Kyrkogatan 4 A").dwellings == 12
    assert stairwell(session, town, "Kyrkogatan 4 A").building.area.name == "Centrum"


@pytest.mark.parametrize("written", ["KYRKOGATAN;4;a;77730", "kyrkogatan ; 4 ;A;777\u00a030", "Kyrkogatan;4A;;777 30"])
def test_the_same_house_written_otherwise_is_the_same_house(session: Session, town: Town, written: str) -> None:
    assert again(session, BOS_HOUSES.replace("Kyrkogatan;4;A;777 30", written)).new == 0
    assert set(tags(session).values()) == set(town.tags.values())


def test_the_same_house_of_another_landlord_is_another_house(session: Session, town: Town) -> None:
    assert again(session, BOS_HOUSES, "bruksbostader") == Imported(new=4, changed=0, unchanged=0)
    assert len({tag.code for tag in session.scalars(select(Tag))}) == len(town.tags) + 4


def test_a_tag_that_is_taken_is_drawn_again(session: Session, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([town.tags["Kyrkogatan 10"], town.tags["Åsvägen 2"], "NEWTAG2"])
    monkeypatch.setattr("huskurage.actions.register.new_tag", lambda: next(drawn))
    again(session, BOS_HOUSES + "Nygatan;1;;777 30;Lindbacka;8;;\n")
    assert tags(session)["Nygatan 1"] == "NEWTAG2"


def test_an_import_is_logged_without_addresses(session: Session) -> None:
    again(session, BOS_HOUSES)
    events = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.HOUSES_IMPORTED)).all()
    assert {(event.object_kind, len(event.object_id) < 5) for event in events} == {("landlord", True)}
