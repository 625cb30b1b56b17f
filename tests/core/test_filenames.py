"""Names in a ZIP: they sort in walking order, are unique, and every computer takes them."""

from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.filenames import entry_name

FORBIDDEN = set('<>:"/\\|?*')


def test_a_name_is_number_and_address() -> None:
    assert entry_name(7, 127, "Kyrkogatan 4 A", "pdf") == "007 Kyrkogatan 4 A.pdf"
    assert entry_name(3, 3, "Åsvägen 2", "png") == "3 Åsvägen 2.png"


def test_what_no_computer_takes_is_gone() -> None:
    assert entry_name(1, 9, "../../etc/passwd", "pdf") == "1 etc passwd.pdf"
    assert entry_name(1, 9, "C:\\x\x00\u202etxt. ", "pdf") == "1 C x txt.pdf"
    assert entry_name(1, 9, "///", "pdf") == "1.pdf"


@given(st.lists(st.text(), min_size=1, max_size=30))
def test_names_are_unique_safe_and_in_order(addresses: list[str]) -> None:
    names = [entry_name(place, len(addresses), one, "pdf") for place, one in enumerate(addresses, start=1)]
    assert sorted(names) == names
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert not FORBIDDEN & set(name)
        assert name.isprintable()
        assert len(name.encode()) < 255
        assert not name.removesuffix(".pdf").endswith((".", " "))
