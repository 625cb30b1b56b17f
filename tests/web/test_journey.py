"""The main job, once, over plain requests: tag, form, receipt, sign in, read, ask, come back, answer."""

import re

from flask import Flask
from hygiene import InspectingClient
from town import Clock, Town, hidden, sign_in


def test_a_concern_travels_from_the_poster_to_asta_and_her_question_back(
    app: Flask, client: InspectingClient, town: Town, clock: Clock
) -> None:
    tag = town.tags["Kyrkogatan 4 A"]
    landing = client.get(f"/{tag.lower()}", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "Kyrkogatan 4 A, Lindbacka" in landing
    form = client.get(f"/en/{tag}/write").get_data(as_text=True)
    clock.move(seconds=40)
    receipt = client.post(
        f"/en/{tag}/write",
        data={
            "ticket": hidden(form, "ticket"),
            "text": "Screams every night",
            "children": "yes",
            "stated_house": "poster",
        },
    )
    assert receipt.status_code == 200
    code = "".join(re.findall(r"<span>(\d{4})</span>", receipt.get_data(as_text=True)))
    assert len(code) == 20

    asta = app.test_client()
    assert sign_in(asta, town.asta, clock).status_code == 303
    inbox = asta.get("/staff/inbox/").get_data(as_text=True)
    report = re.search(r"/staff/reports/[0-9a-f]{32}", inbox).group()
    page = asta.get(report).get_data(as_text=True)
    assert "Screams every night" not in page
    token = hidden(page, "csrf_token")
    assert "Screams every night" in asta.post(f"{report}/read", data={"csrf_token": token}).get_data(as_text=True)
    assert asta.post(f"{report}/ask", data={"csrf_token": token, "text": "Which floor?"}).status_code == 303

    arabic = code.translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)})
    visit = client.post(f"/en/{tag}/code", data={"code": arabic, "open": "1"})
    assert visit.status_code == 200
    assert "Which floor?" in visit.get_data(as_text=True)
    sent = client.post("/en/code", data={"code": code, "text": "The second", "say": "1"})
    assert sent.status_code == 200
    assert "Answer waiting" in asta.get("/staff/inbox/").get_data(as_text=True)
    thread = asta.post(f"{report}/read", data={"csrf_token": token}).get_data(as_text=True)
    assert "The second" in thread
