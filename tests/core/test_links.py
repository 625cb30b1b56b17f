"""Links between reports: they come back as they were, say nothing in their repr, and pass for nothing else."""

import pytest

from huskurage.core.concern import Words
from huskurage.core.links import Link, LinkKind


@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_comes_back_as_it_was_and_says_nothing(kind: LinkKind) -> None:
    link = Link(kind, "0" * 32)
    assert Link.from_bytes(link.to_bytes()) == link
    assert repr(link) == "<Link>"


def test_links_and_words_do_not_pass_for_each_other() -> None:
    with pytest.raises(ValueError, match="kind"):
        Link.from_bytes(Words("x").to_bytes())
    with pytest.raises(ValueError, match="kind"):
        Words.from_bytes(Link(LinkKind.SAME, "0" * 32).to_bytes())
