"""Whether public pages stay fast while machines flood the form, and where the real concerns among them end up.

A thousand posts by machines and five by people. By default they come within one minute; `--minutes 10` spreads them as
the product promises it. Half of the machines send at once, half wait as a person would; all from other addresses, to
other houses. Prints p95 of the landing page quiet and meanwhile (their ratio must stay under 2), where the five are,
and how many notices there are for somebody to be told of.

Run: python benchmarks/floods.py [--minutes 10]
"""

import argparse
import random
import re
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from codes import somewhere
from ground import Measured, ask, command, folder_of_its_own, get, load, print_machine, served

BOTS, PEOPLE = 1000, 5
READERS, PAUSE = 4, 0.02
QUIET = 15.0  # seconds
THINKS = 3.2  # seconds; whoever sends sooner is taken for a machine
LANES = 40  # how many machines may wait for an answer at the same time
MOST = 2.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=1.0)
    seconds = options.parse_args().minutes * 60
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tags = [line.split("\t")[0] for line in command(folder, "tags").splitlines()]
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            reading(port, tags[0], 1.0)
            quiet = reading(port, tags[0], QUIET)
            flood = Flood(port, tags, seconds)
            flooding = threading.Thread(target=flood.run)
            flooding.start()
            busy = reading(port, tags[0], seconds)
            flooding.join()
            report(quiet, busy, flood, folder)


def reading(port: int, tag: str, seconds: float) -> Measured:
    return load(port, get(f"/{tag}"), threads=READERS, seconds=seconds, pause=PAUSE)


class Flood:
    """Everybody who sends, each at a moment of their own; what became of each send."""

    def __init__(self, port: int, tags: list[str], seconds: float) -> None:
        self.port, self.tags = port, tags
        self.ended: Counter[tuple[str, int]] = Counter()
        self.codes: list[str] = []
        who = ["bot"] * BOTS + ["person"] * PEOPLE
        random.shuffle(who)
        self.plan = [(number * seconds / len(who), one) for number, one in enumerate(who)]
        self.begun = time.monotonic()
        self.door = threading.Lock()

    def run(self) -> None:
        self.begun = time.monotonic()
        lanes = [threading.Thread(target=self._lane) for _ in range(LANES)]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()

    def _lane(self) -> None:
        while True:
            with self.door:
                if not self.plan:
                    return
                at, who = self.plan.pop(0)
            time.sleep(max(0.0, self.begun + at - time.monotonic()))
            self._send(who)

    def _send(self, who: str) -> None:
        tag, source = random.choice(self.tags), somewhere()  # noqa: S311 - a house, no secret
        _, form = ask(self.port, f"/sv/{tag}/write", source=source)
        fields = {"ticket": form.split('name="ticket" value="')[1].split('"')[0], "send": "1"}
        fields["text"] = "Billiga klockor" if who == "bot" else "Skrik och slag varje natt"
        if who == "person" or random.random() < 0.5:  # noqa: S311 - half of them, no secret
            time.sleep(THINKS)
        status, page = ask(self.port, f"/sv/{tag}/write", fields, source=source)
        while who == "person" and status == 503:  # told that it was not kept, a person tries again
            time.sleep(1)
            status, page = ask(self.port, f"/sv/{tag}/write", fields, source=source)
        self.ended[who, status] += 1
        if who == "person":
            self.codes.append("".join(re.findall(r"<span>(\d{4})</span>", page)))


def report(quiet: Measured, busy: Measured, flood: Flood, folder: Path) -> None:
    print(f"{BOTS} machines, {PEOPLE} people, {READERS} readers, {busy.seconds:.0f} s; senders on the same cores")
    for name, one in (("quiet", quiet), ("flooded", busy)):
        times = f"50 % within {one.share(50):6.1f} ms, 95 % within {one.share(95):6.1f} ms"
        print(f"{name:8} pages: {times}, {dict(one.ended)}")
    print("sends: " + ", ".join(f"{who} {status}: {count}" for (who, status), count in sorted(flood.ended.items())))
    with closing(sqlite3.connect(folder / "huskurage.db")) as database:
        states = dict(database.execute("SELECT state, count(*) FROM reports GROUP BY state"))
        waiting = database.execute("SELECT count(*) FROM notices").fetchone()[0]
    print(f"reports: {states}; notices: {waiting}")
    opened = [ask(flood.port, "/sv/code", {"code": code, "open": "1"}, source=somewhere()) for code in flood.codes]
    kept = [status for status, _ in opened]
    print(f"the people's codes open: {kept.count(200)} of {PEOPLE}")
    ratio = busy.share(95) / quiet.share(95)
    print(f"95 % flooded / quiet: {ratio:.2f}")
    assert set(busy.ended) == {200}, "a public page failed during the flood"
    assert kept == [200] * PEOPLE, "a real concern was lost"
    assert ratio < MOST, "public pages became slow during the flood"


if __name__ == "__main__":
    main()
