"""The mask that is chosen is the one with the fewest faults, counted here the slow and plain way."""

import itertools
import random
import re

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.util import QRData

from huskurage.core.qr import ALPHANUMERIC
from huskurage.core.qrmask import MASKS, folded, masked, penalty
from huskurage.core.tags import ALPHABET

Rows = list[list[bool]]


def plain_penalty(rows: Rows) -> int:
    """ISO/IEC 18004, 7.8.3.1, as it is written."""
    side = len(rows)
    lines = ["".join("01"[module] for module in line) for line in [*rows, *zip(*rows, strict=True)]]
    total = sum(len(run) - 2 for line in lines for run in re.findall("0{5,}|1{5,}", line))
    total += 40 * sum(len(re.findall("(?=10111010000|00001011101)", line)) for line in lines)
    for y, x in itertools.product(range(side - 1), repeat=2):
        total += 3 * (len({rows[y][x], rows[y + 1][x], rows[y][x + 1], rows[y + 1][x + 1]}) == 1)
    return total + 10 * int(abs(100 * sum(map(sum, rows)) / side**2 - 50) / 5)


def drawn(text: str, version: int, level: int, mask: int) -> Rows:
    code = qrcode.QRCode(version=version, error_correction=level, border=0, mask_pattern=mask)
    code.add_data(QRData(text, mode=ALPHANUMERIC), optimize=0)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


@pytest.mark.parametrize("seed", range(40))
def test_the_best_of_the_librarys_eight_is_chosen(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up tags
    version, level, host = chance.choice([(2, ERROR_CORRECT_Q, "HUSKURAGE.SE"), (3, ERROR_CORRECT_H, "A.TRYGGHET.SE")])
    text = f"HTTPS://{host}/{''.join(chance.choices(ALPHABET, k=7))}"
    eight = [drawn(text, version, level, mask) for mask in range(MASKS)]
    counted = [plain_penalty(one) for one in eight]
    assert [penalty(folded(one), len(one)) for one in eight] == counted
    found = [list(row) for row in masked(text, mode=ALPHANUMERIC, version=version, level=level)]
    assert found == eight[counted.index(min(counted))]


def test_different_texts_take_different_masks() -> None:
    chosen = set()
    for number in range(60):
        text = f"HTTPS://HUSKURAGE.SE/K7MX4{ALPHABET[number % 31]}{ALPHABET[number // 31]}"
        code = [list(row) for row in masked(text, mode=ALPHANUMERIC, version=2, level=ERROR_CORRECT_Q)]
        chosen.add(next(mask for mask in range(MASKS) if drawn(text, 2, ERROR_CORRECT_Q, mask) == code))
    assert len(chosen) >= 4
