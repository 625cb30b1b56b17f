"""Campaigns, who joined them, and events."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = ("lecture", "meeting", "training", "open_house", "other")
AUDIENCES = ("everyone", "neighbours", "staff", "young", "parents", "older")


def upgrade() -> None:
    _campaigns()
    _events()


def downgrade() -> None:
    op.drop_table("events")
    op.drop_table("campaign_joins")
    op.drop_table("campaigns")
    op.execute("DELETE FROM renderings WHERE text_id NOT IN (SELECT text_id FROM own_texts)")
    op.execute("DELETE FROM texts WHERE id NOT IN (SELECT text_id FROM own_texts)")


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("open_to_others", sa.Boolean(), nullable=False),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        *_to("campaigns", about_id="texts", municipality_id="municipalities", name_id="texts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    _index("campaigns", "about_id", "municipality_id", "name_id")
    op.create_table(
        "campaign_joins",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        *_to("campaign_joins", campaign_id="campaigns", municipality_id="municipalities"),
        sa.PrimaryKeyConstraint("campaign_id", "municipality_id", name=op.f("pk_campaign_joins")),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("kind", _one_of("event_kind", KINDS), nullable=False),
        sa.Column("audience", _one_of("audience", AUDIENCES), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=True),
        sa.Column("booking", sa.String(length=200), nullable=False),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=True),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("details_id", sa.Integer(), nullable=False),
        *_to("events", campaign_id="campaigns", details_id="texts", municipality_id="municipalities", title_id="texts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    _index("events", "campaign_id", "details_id", "municipality_id", "title_id")


def _to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _one_of(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
