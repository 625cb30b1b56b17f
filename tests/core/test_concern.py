"""A concern in memory: the same bytes for the same words, nothing in its repr, and what follows from its answers."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.concern import (
    LINE_LIMIT,
    TEXT_LIMIT,
    About,
    Answer,
    Channel,
    Concern,
    HeardBy,
    SourceProtection,
    StatedHouse,
    Words,
    read_content,
)
from huskurage.core.sealing import LONGEST_CONTENT

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
concerns = st.builds(
    Concern,
    text=texts, happening=st.none() | st.sampled_from(Answer), about=st.none() | st.sampled_from(About),
    children=st.none() | st.sampled_from(Answer), stated_house=st.none() | st.sampled_from(StatedHouse),
    poster_house=texts, typed_house=texts, floor=texts, heard_by=st.none() | st.sampled_from(HeardBy),
    language=st.sampled_from(["sv", "en", "ar"]), channel=st.sampled_from(Channel), hurried=st.booleans(),
)  # fmt: skip
FULL = Concern(
    text="Screams", happening=Answer.NO, about=About.CHILD, children=Answer.YES, stated_house=StatedHouse.OTHER,
    poster_house="Kyrkogatan 4 A, Lindbacka", typed_house="Storgatan 9", floor="third",
    heard_by=HeardBy.FEW, language="en",
)  # fmt: skip


@given(concerns)
@settings(max_examples=100, deadline=None)
def test_a_concern_comes_back_as_it_was(concern: Concern) -> None:
    assert Concern.from_bytes(concern.to_bytes()) == concern == read_content(concern.to_bytes())


@given(texts, st.sampled_from(["sv", "ar"]))
@settings(max_examples=50, deadline=None)
def test_words_come_back_as_they_were(text: str, language: str) -> None:
    words = Words(text, language)
    assert Words.from_bytes(words.to_bytes()) == words == read_content(words.to_bytes())


def test_the_same_concern_gives_the_same_bytes() -> None:
    again = Concern.from_bytes(FULL.to_bytes())
    assert again.to_bytes() == FULL.to_bytes()
    assert again is not FULL


def test_a_repr_says_nothing() -> None:
    assert repr(FULL) == str(FULL) == f"{FULL}" == "<Concern>"
    assert repr(Words("Screams")) == "<Words>"
    assert "Screams" not in repr([FULL, {"words": Words("Screams")}])


@pytest.mark.parametrize(
    ("about", "children", "expected"),
    [
        (None, None, False),
        (About.CHILD, None, True),
        (About.CHILD, Answer.NO, True),
        (About.NEIGHBOUR, Answer.YES, True),
        (About.NEIGHBOUR, Answer.UNKNOWN, True),
        (About.NEIGHBOUR, Answer.NO, False),
        (About.MYSELF, None, False),
        (About.FAMILY, Answer.NO, False),
        (About.UNSAID, None, False),
    ],
)
def test_it_is_about_children_when_they_are_or_may_be_there(
    about: About | None, children: Answer | None, expected: bool
) -> None:
    assert Concern("x", about=about, children=children).about_children is expected


@pytest.mark.parametrize(
    ("heard_by", "mark"),
    [
        (None, SourceProtection.LOW),
        (HeardBy.ME, SourceProtection.LOW),
        (HeardBy.UNKNOWN, SourceProtection.LOW),
        (HeardBy.FEW, SourceProtection.MEDIUM),
        (HeardBy.MANY, SourceProtection.HIGH),
    ],
)
def test_the_fewer_could_have_heard_it_the_easier_the_writer_is_to_guess(
    heard_by: HeardBy | None, mark: SourceProtection
) -> None:
    assert Concern("x", heard_by=heard_by).source_protection is mark


def test_a_later_version_with_another_field_is_still_read() -> None:
    raw = json.loads(FULL.to_bytes())
    assert Concern.from_bytes(json.dumps(raw | {"new_question": "yes"}).encode()) == FULL


def test_an_older_concern_without_a_field_is_still_read() -> None:
    raw = json.loads(FULL.to_bytes())
    del raw["floor"], raw["heard_by"], raw["channel"], raw["hurried"]
    older = Concern.from_bytes(json.dumps(raw).encode())
    assert (older.floor, older.channel, older.hurried) == ("", Channel.WEB, False)


def test_the_page_s_language_and_haste_do_not_make_another_concern() -> None:
    assert FULL.says_the_same(replace(FULL, language="ar", hurried=True))
    assert not FULL.says_the_same(replace(FULL, floor="fourth"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"[]",
        b"null",
        b"{}",
        b'{"version": 2, "kind": "concern", "text": "x"}',
        b'{"kind": "concern"}',
        b"\xff",
    ],
)
def test_what_we_never_wrote_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any bad content
        Concern.from_bytes(content)
    with pytest.raises((ValueError, KeyError)):
        read_content(content)


def test_words_do_not_pass_for_a_concern_nor_the_other_way_round() -> None:
    with pytest.raises(ValueError, match="kind"):
        Concern.from_bytes(Words("x").to_bytes())
    with pytest.raises(ValueError, match="kind"):
        Words.from_bytes(FULL.to_bytes())


@pytest.mark.parametrize("sign", ["x", "å", "\N{CRYING FACE}", "\n", '"', "\\", "\t"])
def test_the_longest_concern_there_can_be_still_fits_an_entry(sign: str) -> None:
    line = sign * LINE_LIMIT
    longest = Concern(text=sign * TEXT_LIMIT, poster_house=line, typed_house=line, floor=line)
    assert len(longest.to_bytes()) <= LONGEST_CONTENT
