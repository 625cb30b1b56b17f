"""Ctrl-C: the terminal tells every process of the group at once, and the server ends all the same."""

import os
import signal
from pathlib import Path

from served import Server

from huskurage.store.engine import Database

AT_ONCE = 12.0  # seconds, on a machine with much to do; well before the worker would be killed
TIMES = 2  # a deadlock of two signals does not come every time


def test_ctrl_c_stops_the_server_and_leaves_nothing_running(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'huskurage.db'}", f"sqlite:///{tmp_path / 'keys.db'}")
    database.migrate()
    database.close()
    for _ in range(TIMES):
        with Server(tmp_path) as server:
            assert server.running is not None
            group = server.running.pid
            os.killpg(group, signal.SIGINT)
            assert server.running.wait(AT_ONCE) == 0
            assert not group_lives(group)
            server.running = None


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
