"""Feedback about accessibility, sealed to those who look after the pages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_remarks_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "remark_keys",
        sa.Column("remark_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=120), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_remark_keys_account_id")),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_remark_keys_remark_id")),
        sa.PrimaryKeyConstraint("remark_id", "account_id", name=op.f("pk_remark_keys")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("remark_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_keys_account_id"), ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_table("remark_keys")
    op.drop_table("remarks")
