"""The log's chain: whatever is done to a line that lies under another is seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from huskurage.core.logchain import BEGINNING, Line, chained, first_break

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def chain(lines: list[Line]) -> list[tuple[Line, bytes]]:
    made, before = [], BEGINNING
    for line in lines:
        before = chained(before, line)
        made.append((line, before))
    return made


LINES = [Line(n, NINE + timedelta(minutes=n), "report_read", 1 + n % 2, "report", f"{n:032x}") for n in range(1, 6)]


def test_a_whole_chain_holds() -> None:
    assert first_break(chain(LINES)) is None
    assert first_break([]) is None


@pytest.mark.parametrize("change", [
    {"at": NINE}, {"act": "note_written"}, {"account_id": None}, {"object_kind": ""}, {"object_id": "f" * 32},
])  # fmt: skip
def test_a_changed_line_is_seen(change: dict[str, object]) -> None:
    kept = chain(LINES)
    kept[2] = (replace(kept[2][0], **change), kept[2][1])
    assert first_break(kept) == 3


def test_a_line_left_out_put_in_or_moved_is_seen() -> None:
    kept = chain(LINES)
    assert first_break(kept[:1] + kept[2:]) == 2
    assert first_break([*kept[:2], kept[1], *kept[2:]]) == 3
    assert first_break([kept[1], kept[0], *kept[2:]]) == 1


def test_a_changed_line_with_a_digest_to_fit_breaks_the_next() -> None:
    kept = chain(LINES)
    other = replace(kept[1][0], account_id=9)
    kept[1] = (other, chained(kept[0][1], other))
    assert first_break(kept) == 3


def test_parts_do_not_run_into_each_other() -> None:
    one, other = Line(1, NINE, "ab", None, "c", ""), Line(1, NINE, "a", None, "bc", "")
    assert chained(BEGINNING, one) != chained(BEGINNING, other)
