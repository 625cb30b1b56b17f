"""An export imported again changes nothing, whatever houses there are; a plan says what would happen and no more."""

from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.columns import Column, guess_columns
from huskurage.core.exporting import csv_bytes, register_lines, xlsx_bytes
from huskurage.core.houses import HouseRow, house_key, read_house, read_houses
from huskurage.core.imports import Change, Plan, facts, facts_digest, facts_from, kept_facts, plan_import
from huskurage.core.lists import without_people
from huskurage.core.sharing import holds_enough, is_small
from huskurage.core.spreadsheet import read_table

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=14) | st.sampled_from(
    ["Kyrkogatan", "Åsvägen 4-6", "S:t Görans gata", "Eriks gata 2", "12b", "\N{EN DASH}A", "'=1", "a - c", "Uppgång b",
     "LINDBACKA", "4/2", "77730", "SE-777 30",
      "Hyttan 6:38", "Anna Lindh", "9", "0", "\N{FULLWIDTH EQUALS SIGN}x", "-", "Summa", "sep=,", '"', ";"]
)  # fmt: skip
TYPED = st.fixed_dictionaries(dict.fromkeys(Column, WORDS) | {Column.STREET: WORDS.filter(bool)})


def house(
    street: str, number: str, door: str = "", many: int | None = 9, area: str = "Centrum", **more: str
) -> HouseRow:
    return HouseRow(0, area, more.get("prop", ""), street, number, door, "777 30", "Lindbacka", many)


def known(*houses: HouseRow) -> dict[str, HouseRow]:
    return {house_key(one): one for one in houses}


@settings(max_examples=300, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=8))
def test_an_export_imported_again_changes_nothing(typed: list[dict[Column, str]]) -> None:
    kept = known(*(facts(found) for found, _ in map(read_house, typed) if found is not None))
    register = known(*(change.after for change in plan_import(kept, list(kept.values())).changed)) or kept
    settled = {key: register.get(key, one) for key, one in kept.items()}  # one building has one area
    for write in (csv_bytes, xlsx_bytes):
        if not settled:
            return
        table = read_table(write(register_lines(settled.values())), "hus")
        houses = without_people(table)
        plan = plan_import(settled, read_houses(houses.table, houses.guessed()).houses)
        assert (plan.new, plan.changed) == ((), ())


def test_an_export_of_a_usual_register_is_read_whole() -> None:
    register = known(
        house("Kyrkogatan", "4-6", "A"), house("Kyrkogatan", "4-6", "B", None), house("Åsvägen", "12B", "2")
    )
    for write in (csv_bytes, xlsx_bytes):
        table = read_table(write(register_lines(register.values())), "hus")
        reading = read_houses(table, guess_columns(table.header, table.rows))
        assert plan_import(register, reading.houses) == Plan((), (), 3)


@settings(deadline=None)
@given(TYPED)
def test_what_is_read_reads_as_itself_again(typed: dict[Column, str]) -> None:
    found, _ = read_house(typed)
    if found is not None:
        lines = register_lines([found])[1]
        columns = (
            Column.AREA, Column.PROPERTY, Column.STREET, Column.NUMBER, Column.ENTRANCE, Column.POSTCODE, Column.CITY,
            Column.DWELLINGS,
        )  # fmt: skip
        assert read_house(dict(zip(columns, lines, strict=True)))[0] == found


def test_a_row_changes_its_whole_building_and_makes_what_is_not_there() -> None:
    a, b = house("Kyrkogatan", "4", "A"), house("Kyrkogatan", "4", "B")
    plan = plan_import(known(a, b), [house("Kyrkogatan", "4", "A", 10, "Norr"), house("Nygatan", "1", "", None)])
    assert [(one.after.entrance, one.after.area, one.after.dwellings) for one in plan.changed] == [
        ("A", "Norr", 10), ("B", "Norr", 9)
    ]  # fmt: skip
    assert plan.changed[1].columns == (Column.AREA,)
    assert [one.street for one in plan.new] == ["Nygatan"]
    assert plan.unchanged == 0


def test_a_retired_stairwell_on_a_list_comes_back() -> None:
    one = house("Kyrkogatan", "4")
    assert plan_import(known(one), [one], retired=frozenset(known(one))).changed == (Change(one, one, back=True),)
    assert plan_import(known(one), [], retired=frozenset(known(one))) == Plan((), (), 0)


def test_a_plan_is_known_by_its_digest() -> None:
    one = house("Kyrkogatan", "4")
    plans = [plan_import(known(one), [house("Kyrkogatan", "4", "", many)]) for many in (9, 10, 11, 10)]
    assert len({plan.digest() for plan in plans}) == 3


@given(TYPED)
def test_kept_facts_come_back_as_they_were(typed: dict[Column, str]) -> None:
    found, _ = read_house(typed)
    if found is not None:
        assert facts_from(kept_facts(found)) == found
        assert facts_digest(found) == facts_digest(facts_from(kept_facts(found)))


def test_a_building_is_small_only_when_it_is_surely_so() -> None:
    assert is_small([3, 4], 8)
    assert not is_small([3, 5], 8)
    assert not is_small([3, None], 8)
    assert holds_enough([3, None, 5], 8)
    assert not holds_enough([7, None], 8)
