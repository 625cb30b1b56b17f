"""Houses in the database: tags that never die, and lists that belong to one landlord."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.store.houses import Stairwell, Tag, every_stairwell, stairwell_by_tag, stairwells_of
from huskurage.store.places import Landlord, landlord_by_slug, only_municipality


def landlord(session: Session, slug: str) -> Landlord:
    found = landlord_by_slug(session, slug)
    assert found is not None
    return found


def found(session: Session, slug: str, search: str = "") -> list[str]:
    return [one.address for one in session.scalars(stairwells_of(landlord(session, slug).id, search))]


def test_a_tag_leads_to_its_stairwell_also_when_retired(session: Session, town: Town) -> None:
    code = town.tags["Kyrkogatan 4 A"]
    session.get_one(Tag, code).retired_on = MORNING.date()
    session.flush()
    stairwell = stairwell_by_tag(session, code)
    assert stairwell is not None
    assert stairwell.address == "Kyrkogatan 4 A"
    assert stairwell_by_tag(session, "AAAAAAA") is None


def test_a_tag_is_never_given_twice(session: Session, town: Town) -> None:
    other = session.scalars(select(Stairwell)).first()
    assert other is not None
    session.expunge(session.get_one(Tag, town.tags["Kyrkogatan 10"]))
    other.tags.append(Tag(code=town.tags["Kyrkogatan 10"]))
    with pytest.raises(IntegrityError):
        session.flush()


def test_new_posters_carry_the_tag_that_is_not_retired(session: Session, town: Town) -> None:
    stairwell = stairwell_by_tag(session, town.tags["Kyrkogatan 10"])
    assert stairwell is not None
    stairwell.tags[0].retired_on = MORNING.date()
    stairwell.tags.append(Tag(code="NEWTAG2"))
    assert stairwell.tag == "NEWTAG2"


def test_each_landlords_list_is_their_own(session: Session) -> None:
    assert found(session, "bruksbostader") == ["Bruksgatan 1"]
    assert "Bruksgatan 1" not in found(session, "lindbackahem")
    assert len(every_stairwell(session)) == 5


@pytest.mark.parametrize(("search", "count"), [("", 4), ("ÅSVÄGEN", 1), ("%", 0), ("_", 0), ("/", 0), ("4 kyrko", 3)])
def test_every_searched_word_must_be_found_as_it_is(session: Session, search: str, count: int) -> None:
    assert len(found(session, "lindbackahem", search)) == count


def test_only_the_first_eight_words_of_a_search_count(session: Session) -> None:
    assert len(found(session, "lindbackahem", "kyrkogatan " * 8 + "nonsense")) == 3


def test_an_unknown_landlord_is_nobody(session: Session) -> None:
    assert landlord_by_slug(session, "nobody") is None
    municipality = only_municipality(session)
    assert municipality is not None
    assert municipality.name == "Lindbacka kommun"
