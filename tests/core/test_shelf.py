"""What somebody is in the middle of lies in memory: few things, small, found by them alone, gone after a while."""

from datetime import timedelta

from town import MORNING

from huskurage.core.shelf import Shelf

BO, CLEO = 1, 2


def test_a_thing_is_found_by_its_owner_alone() -> None:
    shelf = Shelf()
    name = shelf.put(b"houses", owner=BO, now=MORNING)
    assert shelf.find(name, owner=CLEO, now=MORNING) is None
    assert shelf.find("0" * 32, owner=BO, now=MORNING) is None
    found = shelf.find(name, owner=BO, now=MORNING)
    assert found is not None
    assert found.content == b"houses"


def test_it_is_gone_half_an_hour_after_somebody_looked_at_it() -> None:
    shelf, half = Shelf(), timedelta(minutes=30)
    name = shelf.put(b"houses", owner=BO, now=MORNING)
    assert shelf.find(name, owner=BO, now=MORNING + half)
    assert shelf.find(name, owner=BO, now=MORNING + 2 * half)
    assert shelf.find(name, owner=BO, now=MORNING + 3 * half + timedelta(seconds=1)) is None
    assert shelf.contents() == []


def test_a_persons_oldest_goes_first_and_nobody_elses() -> None:
    shelf = Shelf(each=2)
    cleos = shelf.put(b"c", owner=CLEO, now=MORNING)
    bos = [shelf.put(bytes([number]), owner=BO, now=MORNING) for number in range(4)]
    assert [shelf.find(one, owner=BO, now=MORNING) is not None for one in bos] == [False, False, True, True]
    assert shelf.find(cleos, owner=CLEO, now=MORNING)


def test_all_of_it_is_never_more_than_so_many_bytes() -> None:
    shelf = Shelf(most_bytes=10)
    first, second = (shelf.put(b"x" * 6, owner=owner, now=MORNING) for owner in (BO, CLEO))
    assert shelf.find(first, owner=BO, now=MORNING) is None
    assert shelf.find(second, owner=CLEO, now=MORNING)
    shelf.put(b"x" * 11, owner=BO, now=MORNING)
    assert shelf.contents() == []


def test_what_lies_there_says_nothing_of_itself() -> None:
    shelf = Shelf()
    found = shelf.find(shelf.put(b"houses", owner=BO, now=MORNING), owner=BO, now=MORNING)
    assert "houses" not in repr(found)
