"""The log from the command line: where it ends, whether it is whole, and what is said when it is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli.command_line import huskurage


def change(folder: Path, statement: str) -> None:
    """What somebody does who administers the database."""
    with closing(sqlite3.connect(folder / "huskurage.db")) as database:
        database.execute(statement)
        database.commit()


def test_a_whole_log_is_said_to_be_whole_and_ends_where_its_head_is(demo: Path) -> None:
    head = huskurage(demo, "log", "head").output.strip()
    checked = huskurage(demo, "log", "verify", "--expect", head)
    assert checked.exit_code == 0, checked.output
    assert f"The log is whole: {head.partition(':')[0]} lines" in checked.output
    assert checked.output.splitlines()[-1] == head
    assert "Every line that was noted is there" in checked.output


def test_a_changed_line_is_named(demo: Path) -> None:
    change(demo, "UPDATE audit_events SET object_id = '9' WHERE position = 2")
    checked = huskurage(demo, "log", "verify")
    assert checked.exit_code == 1
    assert "NOT whole. It breaks first at line 2" in checked.output


def test_cut_off_lines_are_missed_by_what_was_noted(demo: Path) -> None:
    head = huskurage(demo, "log", "head").output.strip()
    change(demo, "DELETE FROM audit_events WHERE position = (SELECT max(position) FROM audit_events)")
    assert "some were cut off at the end" in huskurage(demo, "log", "verify").output
    change(demo, "UPDATE audit_heads SET count = count - 1, digest = "
                 "(SELECT digest FROM audit_events ORDER BY position DESC LIMIT 1)")  # fmt: skip
    assert huskurage(demo, "log", "verify").exit_code == 0
    checked = huskurage(demo, "log", "verify", "--expect", head)
    assert (checked.exit_code, "lines were cut off" in checked.output) == (1, True)


def test_a_log_that_was_written_anew_is_told_by_its_digest(demo: Path) -> None:
    position = huskurage(demo, "log", "head").output.partition(":")[0]
    checked = huskurage(demo, "log", "verify", "--expect", f"{position}:{'0' * 64}")
    assert (checked.exit_code, "written anew" in checked.output) == (1, True)


@pytest.mark.parametrize("noted", ["", "5", "5:", "x:" + "0" * 64, "-1:" + "0" * 64, "5:abc"])
def test_what_is_no_noted_line_is_told_so(demo: Path, noted: str) -> None:
    assert "is not POSITION:DIGEST" in huskurage(demo, "log", "verify", "--expect", noted).output
