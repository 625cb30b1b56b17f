"""Several municipalities in one installation, from the command line: which there are, and each one's own host."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli.command_line import huskurage


def test_a_municipality_gets_a_host_of_its_own(demo: Path) -> None:
    assert huskurage(demo, "municipalities").output == "lindbacka\tLindbacka kommun\t-\n"
    done = huskurage(demo, "municipality-host", "lindbacka", "Oro.Lindbacka.example")
    assert done.output == "Pages asked for under oro.lindbacka.example belong to Lindbacka kommun.\n"
    assert huskurage(demo, "municipalities").output == "lindbacka\tLindbacka kommun\toro.lindbacka.example\n"


@pytest.mark.parametrize(("slug", "host", "fault"), [
    ("nowhere", "a.example", "No municipality is called"), ("lindbacka", "https://a.example", "no bare host name"),
    ("lindbacka", "a.example:80", "no bare host name"), ("lindbacka", "storvik.example", "belongs to Storvik already"),
])  # fmt: skip
def test_a_host_that_cannot_be_is_refused(demo: Path, slug: str, host: str, fault: str) -> None:
    with closing(sqlite3.connect(demo / "huskurage.db")) as database, database:
        database.execute(
            "INSERT INTO municipalities (slug, name, host, exit_address, mandated_form, retention_days, retention_rule)"
            " VALUES ('storvik', 'Storvik', 'storvik.example', '', '', 30, '')"
        )
    done = huskurage(demo, "municipality-host", slug, host)
    assert done.exit_code == 1
    assert fault in done.output
