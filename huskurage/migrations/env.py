"""How Alembic runs here: on the connection it is handed, with our types written by name."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from huskurage.store import (
    audit,
    belonging,
    campaigns,
    hanging,
    houses,
    imports,
    inboxes,
    logos,
    outbox,
    people,
    places,
    plan,
    printing,
    purges,
    remarks,
    reports,
    texts,
)
from huskurage.store.base import Base, Moment

MODELS = (
    audit, belonging, campaigns, hanging, houses, imports, inboxes, logos, outbox, people, places, plan, printing,
    purges, remarks, reports, texts,
)  # fmt: skip


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - Alembic hands over anything
    if kind == "type" and isinstance(item, Moment):
        autogen.imports.add("from huskurage.store.base import Moment")
        return "Moment()"
    return False


def run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
