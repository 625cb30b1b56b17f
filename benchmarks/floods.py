"""Whether public pages stay fast while machines flood the form, and where the real concerns among them end up.

A thousand posts by machines and five by people. By default they come within two minutes, five times as fast as what is
promised; `--minutes 10` is that. Half of the machines send at once, half wait as a person would; all from other
addresses, to other houses. Quiet and flooded quarters come by turns, so that whatever else the machine does weighs on
both. Prints p95 of the landing page in either (their ratio must stay under 2), where the five are, and how many notices
there are for somebody to be told of.

Run: python benchmarks/floods.py [--minutes 10]
"""

import argparse
import os
import random
import re
import sqlite3
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from codes import somewhere
from ground import Measured, ask, command, folder_of_its_own, get, load, print_machine, served

BOTS, PEOPLE = 1000, 5
READERS, PAUSE = 4, 0.02
ROUNDS, QUIET = 4, 8.0  # seconds of quiet in each round
THINKS = 3.2  # seconds; whoever sends sooner is taken for a machine
LANES = 40  # how many machines may wait for an answer at the same time
MOST = 2.0
BEHIND = 10  # nice: the senders are other people's machines, and take nothing from the server's


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=2.0)
    seconds = options.parse_args().minutes * 60
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tags = [line.split("\t")[0] for line in command(folder, "tags").splitlines()]
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            reading(port, tags[0], 1.0)
            quiet, busy, ended, codes = Measured(), Measured(), Counter[tuple[str, int]](), list[str]()
            with ProcessPoolExecutor(1, initializer=os.nice, initargs=(BEHIND,)) as elsewhere:
                for share in shares():
                    quiet += reading(port, tags[0], QUIET)
                    flooding = elsewhere.submit(flood, port, tags, share, seconds / ROUNDS)
                    busy += reading(port, tags[0], seconds / ROUNDS)
                    told, kept = flooding.result()
                    ended, codes = ended + told, codes + kept
            report(quiet, busy, ended, [opens(port, code) for code in codes], folder)


def shares() -> list[list[str]]:
    """Who sends in each round, machines and people mixed."""
    who = ["bot"] * BOTS + ["person"] * PEOPLE
    random.shuffle(who)
    return [who[number::ROUNDS] for number in range(ROUNDS)]


def reading(port: int, tag: str, seconds: float) -> Measured:
    return load(port, get(f"/{tag}"), threads=READERS, seconds=seconds, pause=PAUSE)


def flood(port: int, tags: list[str], who: list[str], seconds: float) -> tuple[Counter[tuple[str, int]], list[str]]:
    """Each sends at a moment of their own, in a process of its own; how sends ended, and the people's codes."""
    begun, ended, codes = time.monotonic(), Counter[tuple[str, int]](), list[str]()

    def one(number: int) -> None:
        time.sleep(max(0.0, begun + number * seconds / len(who) - time.monotonic()))
        status, page = send(port, random.choice(tags), who[number])  # noqa: S311 - a house, no secret
        ended[who[number], status] += 1
        if who[number] == "person":
            codes.append("".join(re.findall(r"<span>(\d{4})</span>", page)))

    with ThreadPoolExecutor(LANES) as lanes:
        list(lanes.map(one, range(len(who))))
    return ended, codes


def send(port: int, tag: str, who: str) -> tuple[int, str]:
    source = somewhere()
    _, form = ask(port, f"/sv/{tag}/write", source=source)
    fields = {"ticket": form.split('name="ticket" value="')[1].split('"')[0], "send": "1"}
    fields["text"] = "Billiga klockor" if who == "bot" else "Skrik och slag varje natt"
    if who == "person" or random.random() < 0.5:  # noqa: S311 - half of them, no secret
        time.sleep(THINKS)
    status, page = ask(port, f"/sv/{tag}/write", fields, source=source)
    while who == "person" and status == 503:  # told that it was not kept, a person tries again
        time.sleep(1)
        status, page = ask(port, f"/sv/{tag}/write", fields, source=source)
    return status, page


def opens(port: int, code: str) -> bool:
    status, _ = ask(port, "/sv/code", {"code": code, "open": "1"}, source=somewhere())
    return status == 200


def report(quiet: Measured, busy: Measured, ended: Counter[tuple[str, int]], kept: list[bool], folder: Path) -> None:
    print(
        f"{BOTS} machines, {PEOPLE} people, {READERS} readers, {busy.seconds:.0f} s; senders on the same cores, behind"
    )
    for name, one in (("quiet", quiet), ("flooded", busy)):
        times = f"50 % within {one.share(50):6.1f} ms, 95 % within {one.share(95):6.1f} ms"
        print(f"{name:8} pages: {times}, {dict(one.ended)}")
    print("sends: " + ", ".join(f"{who} {status}: {count}" for (who, status), count in sorted(ended.items())))
    with closing(sqlite3.connect(folder / "huskurage.db")) as database:
        states = dict(database.execute("SELECT state, count(*) FROM reports GROUP BY state"))
        waiting = database.execute("SELECT count(*) FROM notices").fetchone()[0]
    print(f"reports: {states}; notices: {waiting}")
    print(f"the people's codes open: {kept.count(True)} of {PEOPLE}")
    ratio = busy.share(95) / quiet.share(95)
    print(f"95 % flooded / quiet: {ratio:.2f}")
    assert set(busy.ended) == {200}, "a public page failed during the flood"
    assert kept == [True] * PEOPLE, "a real concern was lost"
    assert ratio < MOST, "public pages became slow during the flood"


if __name__ == "__main__":
    main()
