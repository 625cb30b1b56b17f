"""How many people a second can read a house's page and its form, against a bare Flask page of the same size.

All under the same server, by turns in one run. Bars: the landing page at least 0.7 of the bare one, the form 0.4.
Ends with 1 when a bar is missed.

Run: python benchmarks/pages.py
"""

import sys
from pathlib import Path
from statistics import median

from ground import Measured, command, folder_of_its_own, get, load, print_machine, served

ROUNDS, SECONDS, THREADS = 5, 3.0, 8
BARE = str(Path(__file__).with_name("bare.py"))


def main() -> int:
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        with served(folder, ["-m", "huskurage", "serve"]) as ours:
            held = [
                compare(folder, ours, name, path, bar)
                for name, path, bar in (("landing page", f"/{tag}", 0.7), ("form", f"/sv/{tag}/write", 0.4))
            ]
    return 0 if all(held) else 1


def compare(folder: Path, ours: int, name: str, path: str, bar: float) -> bool:
    """Whether the bar holds."""
    size = load(ours, get(path), threads=1, seconds=1).size
    with served(folder, [BARE, str(size)]) as theirs:
        rounds = [(one(ours, path), one(theirs, "/")) for _ in range(ROUNDS)]
    print(f"{name}: {size} bytes (br), {THREADS} readers, {ROUNDS} rounds of {SECONDS:.0f} s each, by turns")
    for whose, column in (("ours", 0), ("bare Flask", 1)):
        each = [pair[column] for pair in rounds]
        speed, late = median(one.each_second for one in each), median(one.share(95) for one in each)
        print(f"{whose:13} {speed:7.0f} a second   95 % within {late:6.1f} ms")
        assert all(set(one.ended) == {200} for one in each), each[0].ended
    ratio = median(ours.each_second / theirs.each_second for ours, theirs in rounds)
    print(f"{name} / bare: {ratio:.2f} (bar {bar}, {'held' if ratio >= bar else 'MISSED'})")
    return ratio >= bar


def one(port: int, path: str) -> Measured:
    return load(port, get(path), threads=THREADS, seconds=SECONDS)


if __name__ == "__main__":
    sys.exit(main())
