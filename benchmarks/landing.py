"""How many people a second can read a house's page, against a bare Flask page of the same size under the same server.

Run: python benchmarks/landing.py
"""

from pathlib import Path
from statistics import median

from ground import Measured, command, folder_of_its_own, get, load, print_machine, served

ROUNDS, SECONDS, THREADS = 5, 3.0, 8


def main() -> None:
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        with served(folder, ["-m", "huskurage", "serve"]) as ours:
            size = load(ours, get(f"/{tag}"), threads=1, seconds=1).size
            bare = str(Path(__file__).with_name("bare.py"))
            with served(folder, [bare, str(size)]) as theirs:
                rounds = [(one(ours, f"/{tag}"), one(theirs, "/")) for _ in range(ROUNDS)]
    print(f"{size} bytes (br), {THREADS} readers, {ROUNDS} rounds of {SECONDS:.0f} s each, by turns")
    for name, column in (("landing page", 0), ("bare Flask", 1)):
        each = [pair[column] for pair in rounds]
        speed, late = median(one.each_second for one in each), median(one.share(95) for one in each)
        print(f"{name:13} {speed:7.0f} a second   95 % within {late:6.1f} ms")
        assert all(set(one.ended) == {200} for one in each), each[0].ended
    ratio = median(ours.each_second / theirs.each_second for ours, theirs in rounds)
    print(f"landing / bare: {ratio:.2f}")


def one(port: int, path: str) -> Measured:
    return load(port, get(path), threads=THREADS, seconds=SECONDS)


if __name__ == "__main__":
    main()
