"""Texts that municipalities write themselves, and the new lines of the log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHECK = "ck_audit_events_act"
NEW_ACTS = ("text_changed", "campaign_changed", "feedback_removed")


def upgrade() -> None:
    _texts()
    before = _acts()
    _allow(before, before + NEW_ACTS)


def downgrade() -> None:
    """Refused by the database where the log has a line of a new kind: its chain is not cut."""
    before = _acts()
    _allow(before, tuple(one for one in before if one not in NEW_ACTS))
    op.drop_table("own_texts")
    op.drop_table("renderings")
    op.drop_table("texts")


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
    )
    op.create_table(
        "renderings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_renderings_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renderings")),
        sa.UniqueConstraint("text_id", "language", name=op.f("uq_renderings_text_id")),
    )
    op.create_index(op.f("ix_renderings_text_id"), "renderings", ["text_id"])
    op.create_table(
        "own_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_own_texts_municipality_id")),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_own_texts_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_texts")),
        sa.UniqueConstraint("municipality_id", "place", name=op.f("uq_own_texts_municipality_id")),
    )
    op.create_index(op.f("ix_own_texts_municipality_id"), "own_texts", ["municipality_id"])
    op.create_index(op.f("ix_own_texts_text_id"), "own_texts", ["text_id"])


def _acts() -> tuple[str, ...]:
    """The kinds of lines that the log may have now, read from its own check."""
    checks = sa.inspect(op.get_bind()).get_check_constraints("audit_events")
    written = next(str(one["sqltext"]) for one in checks if one["name"] == CHECK)
    return tuple(written.split("'")[1::2])


def _allow(before: tuple[str, ...], acts: tuple[str, ...]) -> None:
    """Let the log have lines of these kinds and no others."""
    enum = sa.Enum(*acts, name="act", native_enum=False, length=40, create_constraint=True)
    was = sa.Enum(*before, name="act", native_enum=False, length=40)
    with op.batch_alter_table("audit_events") as batch:
        if op.get_bind().dialect.name == "sqlite":  # made anew, where only what stands here is checked
            batch.alter_column("act", existing_type=was, type_=enum, existing_nullable=False)
        else:
            batch.drop_constraint(op.f(CHECK), type_="check")
            batch.create_check_constraint(op.f(CHECK), sa.column("act").in_(acts))
