"""Bo at the import pages: a file goes in, buttons are pressed, and what stands on the pages."""

import re
from typing import Any

from doing import Desk
from town import hidden

BEGIN = "/staff/houses/import/"


EDGE = "edge-of-a-part"


def upload(desk: Desk, content: bytes, name: str = "hus.csv") -> Any:
    """The form as a browser sends it, put together here: the test client's own would lie on the disk for a while."""
    token = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{desk.token}\r\n'
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="list"; filename="{name}"\r\n\r\n'
    body = token.encode() + head.encode() + content + f"\r\n--{EDGE}--\r\n".encode()
    return desk.client.post(BEGIN, data=body, content_type=f"multipart/form-data; boundary={EDGE}")


def read_in(desk: Desk, content: bytes, name: str = "hus.csv") -> str:
    """Upload a file that can be read; answers the list's address."""
    answer = upload(desk, content, name)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"]).removesuffix("columns")


def agree(desk: Desk, path: str) -> Any:
    """Confirm what the preview shows."""
    return desk.press(path, plan=hidden(desk.see(path), "plan"))


def imported(desk: Desk, content: bytes, name: str = "hus.csv") -> str:
    """Upload and confirm; answers the address of the import."""
    answer = agree(desk, read_in(desk, content, name))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"]).partition("?")[0]


def tallies(page: str) -> dict[str, int]:
    """The counts on the preview and on the page of an import."""
    return {name: int(count) for name, count in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)}
