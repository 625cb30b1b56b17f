"""Behind an old poster: the page says which number is right, in the reader's language, within its one small answer."""

import pytest
from hung import NEW_NUMBER, OLD_NUMBER, TODAY, change_number, printed, stairwell
from hygiene import InspectingClient
from sqlalchemy import delete
from town import Town

from huskurage.store.engine import Database
from huskurage.store.houses import Tag
from huskurage.store.places import LocalContact

WORDS = {
    "sv": ("kan det fortfarande stå", "Rätt nummer är"),
    "en": ("may still show", "The right number is"),
    "ar": ("قد يظهر على الملصق", "الرقم الصحيح هو"),
}


@pytest.fixture
def tag(town: Town) -> str:
    return town.tags["Kyrkogatan 4 A"]


@pytest.fixture
def changed(database: Database, tag: str) -> None:
    """A poster hangs; then the number changes."""
    with database.writes() as session:
        printed(session, tag, up_on=TODAY)
        change_number(session)
        session.commit()


def numbered(number: str) -> str:
    return f'<bdi dir="ltr" class="n">{number.replace(" ", chr(0xA0))}</bdi>'


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("language", WORDS)
def test_the_page_behind_an_old_poster_says_which_number_is_right(
    client: InspectingClient, tag: str, language: str
) -> None:
    page = client.get(f"/{language}/{tag}").text
    may_show, right = WORDS[language]
    told = page.split(may_show)[1].split("</p>")[0]
    assert numbered(OLD_NUMBER) in told
    assert f'href="tel:{NEW_NUMBER.replace(" ", "").replace("-", "")}"' in told.split(right)[1]
    assert "tel:0846500400" not in page, "nobody may call the wrong number with one touch"


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("language", WORDS)
def test_it_stays_one_small_answer_also_when_every_number_has_changed(
    client: InspectingClient, database: Database, tag: str, language: str
) -> None:
    with database.writes() as session:
        change_number(session, "08-465 004 10", "08-465 004 98")
        session.commit()
    answer = client.get(f"/{language}/{tag}", headers={"Accept-Encoding": "br"})
    assert len(answer.get_data()) + 2000 < 14_336


@pytest.mark.usefixtures("changed")
def test_pages_of_other_houses_and_of_none_say_nothing(client: InspectingClient, town: Town) -> None:
    for path in ("/en/", f"/en/{town.tags['Kyrkogatan 10']}", "/en/2222222"):
        assert "may still show" not in client.get(path).text


@pytest.mark.usefixtures("changed")
def test_behind_a_retired_tag_it_is_said_too(client: InspectingClient, database: Database, tag: str) -> None:
    with database.writes() as session:
        house = stairwell(session, tag)
        house.tags[0].retired_on = TODAY
        house.tags.append(Tag(code="NEWTAG2"))
        session.commit()
    with database.writes() as session:
        printed(session, "NEWTAG2", up_on=TODAY)
        session.commit()
    assert "may still show" in client.get(f"/en/{tag}").text
    assert "may still show" not in client.get("/en/NEWTAG2").text


@pytest.mark.usefixtures("changed")
def test_a_number_that_nobody_answers_any_more_is_said_to_be_out_of_use(
    client: InspectingClient, database: Database, tag: str
) -> None:
    with database.writes() as session:
        session.execute(delete(LocalContact).where(LocalContact.number == NEW_NUMBER))
        session.commit()
    told = client.get(f"/en/{tag}").text.split("may still show")[1].split("</p>")[0]
    assert "That number is no longer in use." in told
    assert "tel:" not in told
