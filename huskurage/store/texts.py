"""Texts in several languages that people write on the site itself, each with the version of the Swedish it says."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.texts import SOURCE, Rendered, Shown, Standing, shown, standing
from huskurage.store.base import Base


class Text(Base):
    """One text; `version` counts the changes of its Swedish words."""

    __tablename__ = "texts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    version: Mapped[int] = mapped_column(default=0)
    renderings: Mapped[list["Rendering"]] = relationship(
        back_populates="text", cascade="all, delete-orphan", default_factory=list
    )

    def by_language(self) -> dict[str, Rendered]:
        """What there is, by the tag of its language."""
        return {one.language: Rendered(one.words, one.of_version) for one in self.renderings}

    def in_language(self, tag: str) -> str:
        """What is written in exactly this language, stale or not; nothing where nothing is."""
        return next((one.words for one in self.renderings if one.language == tag), "")

    def shown(self, tag: str) -> Shown | None:
        """What a reader of this language gets; None while nothing is written."""
        return shown(self.by_language(), self.version, tag)

    def standing(self, tag: str) -> Standing:
        """Whether it is there in a language, and says what the Swedish says."""
        return standing(self.by_language(), self.version, tag)

    def write(self, tag: str, words: str, of_version: int | None = None) -> bool:
        """Keep the (checked) words in a language, or take it out with none; says whether anything changed.

        New words in Swedish make all others stale. What is written in another language says the newest Swedish, or the
        version that its writer had before them.
        """
        of = self.version if of_version is None else min(of_version, self.version)
        found = next((one for one in self.renderings if one.language == tag), None)
        if tag == SOURCE:
            if self.in_language(tag) == words:
                return False
            self.version = of = self.version + 1
        elif found and (found.words, found.of_version) == (words, of):
            return False
        if found and words:
            found.words, found.of_version = words, of
        elif found:
            self.renderings.remove(found)
        elif words:
            self.renderings.append(Rendering(language=tag, words=words, of_version=of))
        else:
            return False
        return True


class Rendering(Base):
    """A text in one language."""

    __tablename__ = "renderings"
    __table_args__ = (UniqueConstraint("text_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    text_id: Mapped[int] = mapped_column(ForeignKey("texts.id"), init=False, index=True)
    language: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(4_000))
    of_version: Mapped[int]
    text: Mapped[Text] = relationship(back_populates="renderings", init=False)


class OwnText(Base):
    """A text of a municipality at a place on its public pages."""

    __tablename__ = "own_texts"
    __table_args__ = (UniqueConstraint("municipality_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    place: Mapped[str] = mapped_column(String(40))
    text_id: Mapped[int] = mapped_column(ForeignKey("texts.id"), init=False, index=True)
    text: Mapped[Text] = relationship()


def own_texts(session: Session, municipality_id: int) -> dict[str, Text]:
    """The municipality's own texts by place."""
    query = select(OwnText).where(OwnText.municipality_id == municipality_id).order_by(OwnText.place)
    return {one.place: one.text for one in session.scalars(query)}
