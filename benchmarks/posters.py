"""Whether posters keep their bars: processor time against WeasyPrint on the same content, memory, bytes a page.

WeasyPrint is no dependency: it is installed into a throw-away environment, with the same fonts; where that is not
possible, the ratio is left out and says so. Each figure is a process of its own, which counts its own processor time
without its imports. Ours and theirs take turns.

Run: python benchmarks/posters.py [--without-weasyprint]
"""

import http.cookiejar
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pyotp
from ground import command, folder_of_its_own, print_machine, served

from huskurage.core.poster import draw
from huskurage.core.proof import count_pages, prove
from huskurage.core.qr import qr_svg
from huskurage.core.sheet import Sheet
from huskurage.core.tags import ALPHABET
from huskurage.settings import shipped

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from sheets import sheet

WEASYPRINT = "weasyprint==70.*"
PEER = Path(__file__).with_name("posters_weasyprint.py")
ROUNDS, FEW, MANY, MOST = 3, 100, 500, 2000
RATIO, CPU_MANY, CPU_MOST, CHILD_MB, WEB_MB, BYTES = 15.0, 5.0, 20.0, 600.0, 20.0, 12_000.0
PATIENCE = 180.0
failed: list[str] = []


def estate(pages: int) -> list[Sheet]:
    """Stairwells in Swedish, English, Arabic and Tigrinya, each with an address and a tag of its own."""
    side = len(ALPHABET)
    tags = ["K7MX" + ALPHABET[n % side] + ALPHABET[n // side % side] + ALPHABET[n // side**2] for n in range(pages)]
    return [
        sheet("en", "ar", "ti", address=f"Kyrkogatan {n // 4 + 1} {'ABCD'[n % 4]}", tag=tag)
        for n, tag in enumerate(tags)
    ]


def ours(pages: int) -> None:
    """In a process of its own: draw, codes included; then the proof, counted apart."""
    sheets, ground = estate(pages), peak()
    began = time.process_time()
    for one in sheets:
        qr_svg(one.url)  # remembered: drawing finds it ready
    begun = time.process_time()
    pdf = draw(sheets, posters_dir=shipped("posters"), made_on=date(2026, 11, 22))
    drawn = time.process_time()
    most = peak()
    prove(pdf, [one.url for one in sheets])
    proved = time.process_time()
    print(json.dumps({
        "cpu": drawn - began, "codes": begun - began, "proof": proved - drawn, "peak": most, "all": peak(),
        "ground": ground, "bytes": len(pdf) / pages, "compliant": b"<pdfuaid:part>1<" in pdf,
    }))  # fmt: skip


def peak() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def child(*words: str, python: str = sys.executable) -> dict[str, float]:
    """What a measuring process says in its last line."""
    done = subprocess.run([python, *words], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def bar(name: str, value: float, limit: float, unit: str, *, least: bool = False) -> None:
    good = value >= limit if least else value <= limit
    sign = ">=" if least else "<="
    print(f"{'pass' if good else 'FAIL':4}  {name:58} {value:9.2f} {unit:5} ({sign} {limit:g})")
    if not good:
        failed.append(name)


def against_weasyprint(folder: Path) -> None:
    python = weasyprint_in(folder / "peer")
    if python is None:
        print(f"SKIP  {WEASYPRINT} cannot be installed here: NO RATIO WAS MEASURED")
        failed.append("ratio to WeasyPrint was not measured")
        return
    content = folder / "sheets.json"
    plates = [asdict(one) | {"qr": qr_svg(one.url), "logos": []} for one in estate(FEW)]
    content.write_text(json.dumps(plates), encoding="utf-8")
    rounds = []
    for _ in range(ROUNDS):
        mine = child(__file__, "ours", str(FEW))
        theirs = child(str(PEER), str(content), str(shipped("posters") / "fonts"), python=python)
        assert theirs["pages"] == FEW, "WeasyPrint's posters are not a page each"
        rounds.append((mine["cpu"], mine["codes"], theirs["cpu"]))
    mine, codes, theirs = (median(one[column] for one in rounds) for column in range(3))
    print(
        f"{FEW} posters: ours {mine:.2f} s, of which codes {codes:.2f} s; WeasyPrint {theirs:.2f} s, codes given to it"
    )
    even = median((c + b) / a for a, b, c in rounds)
    print(f"with the codes counted on both sides the ratio is {even:.2f}")
    name = f"{FEW} tagged posters: WeasyPrint's CPU time / ours"
    bar(name, median(c / a for a, _, c in rounds), RATIO, "times", least=True)


def weasyprint_in(folder: Path) -> str | None:
    """A throw-away environment's Python that can import WeasyPrint, or None."""
    python = str(folder / "bin" / "python")
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        subprocess.run([python, "-m", "pip", "install", "-q", WEASYPRINT], check=True, capture_output=True, timeout=600)
        subprocess.run([python, "-c", "import weasyprint"], check=True, capture_output=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return python


def many_at_once() -> None:
    found = [child(__file__, "ours", str(MANY)) for _ in range(ROUNDS)]
    assert all(one["compliant"] for one in found)
    proof = median(one["proof"] for one in found)
    cpu = median(one["cpu"] for one in found)
    print(f"{MANY} posters: {cpu:.2f} s with their codes; reading a tenth of them back takes {proof:.2f} s more")
    bar(f"{MANY} in one PDF, codes included: CPU time", median(one["cpu"] for one in found), CPU_MANY, "s")
    bar(f"{MANY} in one PDF, proof included: the child's peak memory", max(one["all"] for one in found), CHILD_MB, "MB")
    bar(f"{MANY} in one PDF: bytes a page", found[0]["bytes"], BYTES, "B")
    most = child(__file__, "ours", str(MOST))
    bar(f"{MOST} in one PDF, codes included: CPU time", most["cpu"], CPU_MOST, "s")
    bar(f"{MOST} in one PDF, proof included: the child's peak memory", most["all"], CHILD_MB, "MB")
    bar(f"{MOST} in one PDF: bytes a page", most["bytes"], BYTES, "B")


def web_while_an_estate_is_printed(folder: Path) -> None:
    """Bo orders 500 posters on the site and fetches them; how much the serving processes have grown then."""
    command(folder, "demo")
    rows = ["Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter"]
    rows += [f"Provgatan;{n // 4 + 1};{'ABCD'[n % 4]};777 30;Lindbacka;8" for n in range(MANY)]
    houses = folder / "houses.csv"
    houses.write_text("\n".join(rows), encoding="utf-8")
    command(folder, "import-houses", str(houses), "--landlord", "lindbackahem")
    with served(folder, ["-m", "huskurage", "serve"]) as port:
        bo = Browser(port)
        bo.sign_in(json.loads((folder / "demo-sign-ins.json").read_text(encoding="utf-8"))["people"], "Bo")
        page = bo.page("/staff/houses/?search=provgatan")
        first = re.findall(r'name="stairwell" value="(\d+)"', page)[0]
        bo.order(page, [("stairwell", first)])
        bo.page("/staff/houses/?search=provgatan")
        before = serving_megabytes(port)
        pdf = bo.order(page, [("all", "1"), ("search", "provgatan")])
        after = serving_megabytes(port)
    assert count_pages(pdf) == MANY
    print(f"{MANY} ordered on the site, {len(pdf) / 1e6:.1f} MB fetched; it holds {before:.0f} MB, then {after:.0f} MB")
    bar(f"{MANY} ordered on the site: the web processes grow by", after - before, WEB_MB, "MB")


class Browser:
    """A person at the site: cookies, forms with their tokens."""

    def __init__(self, port: int) -> None:
        self._site = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def page(self, path: str, form: list[tuple[str, str]] | None = None) -> str:
        return self.fetch(path, form).decode()

    def fetch(self, path: str, form: list[tuple[str, str]] | None = None) -> bytes:
        content = urllib.parse.urlencode(form).encode() if form else None
        with self._opener.open(self._site + path, content, timeout=PATIENCE) as answer:
            self.address: str = answer.geturl().removeprefix(self._site)
            body: bytes = answer.read()
            return body

    def sign_in(self, people: list[dict[str, Any]], name: str) -> None:
        person = next(one for one in people if one["name"] == name)
        code = pyotp.TOTP(person["totp_secret"]).now()
        token = self._token(self.page("/staff/sign-in"))
        form = [("csrf_token", token), ("login", person["login"]), ("passphrase", person["passphrase"]), ("code", code)]
        self.page("/staff/sign-in", form)

    def order(self, page: str, which: list[tuple[str, str]]) -> bytes:
        """Order the posters of the stairwells that these fields choose, wait until they are drawn, fetch them."""
        form = [("csrf_token", self._token(page)), *which]
        self.page("/staff/prints/", [*form, ("language", "en"), ("language", "ar")])
        until, address = time.monotonic() + PATIENCE, self.address
        while not (found := re.search(r'href="([^"]+\.pdf)"', self.page(address))):
            assert time.monotonic() < until, "the print was never done"
            time.sleep(0.5)
        return self.fetch(found[1])

    @staticmethod
    def _token(page: str) -> str:
        return page.split('name="csrf_token" value="')[1].split('"', maxsplit=1)[0]


def serving_megabytes(port: int) -> float:
    """What the server and its workers hold; drawing children are not among them."""
    return sum(kilobytes for words, kilobytes in processes() if f"--port\0{port}" in words) / 1000


def processes() -> Iterator[tuple[str, int]]:
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            words = (status.parent / "cmdline").read_text()
            yield words, int(re.findall(r"VmRSS:\s+(\d+)", status.read_text())[0])
        except (OSError, IndexError):
            continue


def main() -> None:
    print_machine()
    with tempfile.TemporaryDirectory(prefix="measuring-") as made:
        if "--without-weasyprint" not in sys.argv:
            against_weasyprint(Path(made))
    many_at_once()
    with folder_of_its_own() as folder:
        web_while_an_estate_is_printed(folder)
    if failed:
        print("not kept: " + "; ".join(failed))
    sys.exit(bool(failed))


if __name__ == "__main__":
    os.environ.pop("HUSKURAGE_HOST", None)
    ours(int(sys.argv[2])) if sys.argv[1:2] == ["ours"] else main()
