"""A message typed behind a code is never lost, whatever is wrong with the code or the moment."""

import pytest
from hygiene import InspectingClient


@pytest.mark.parametrize("code", ["1234", "0000 0000 0000 0000 0000", "0" * 18 + "98"])
def test_a_message_behind_a_code_that_does_not_open_is_kept(client: InspectingClient, code: str) -> None:
    answer = client.post("/en/code", data={"code": code, "text": "The third floor", "say": "1"})
    assert answer.status_code == 422
    assert ">\nThe third floor</textarea>" in answer.get_data(as_text=True)


def test_a_message_is_kept_after_too_many_tries(client: InspectingClient) -> None:
    for _ in range(12):
        client.post("/en/code", data={"code": "0" * 18 + "98"})
    answer = client.post("/en/code", data={"code": "0" * 18 + "98", "text": "The third floor", "say": "1"})
    assert answer.status_code == 429
    assert ">\nThe third floor</textarea>" in answer.get_data(as_text=True)
