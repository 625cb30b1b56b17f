"""Copies of the town's PostgreSQL database: made once, washed after each test and used again, for copying is dear."""

from collections.abc import Callable

from sqlalchemy import create_engine, text

from huskurage.store.base import Base

SHAPE = """
    SELECT md5(string_agg(one, ' ' ORDER BY one)) FROM (
        SELECT format('%s %s %s', oid, relname, relnatts) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s %s %s', attrelid, attname, atttypid, attnotnull) FROM pg_attribute
            JOIN pg_class ON attrelid = pg_class.oid WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s', oid, conname) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s', oid, tgname) FROM pg_trigger WHERE NOT tgisinternal
    ) AS parts(one)"""
OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


class Copy:
    """One copied database with a second, untouched set of its rows beside the first."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1)
        tables = [table.name for table in Base.metadata.sorted_tables]
        with self.engine.connect() as line:
            self.shape = line.scalar(text(SHAPE))
            keep = [f'CREATE TABLE kept."{name}" AS TABLE public."{name}"' for name in tables]
            line.exec_driver_sql("; ".join(["CREATE SCHEMA kept", *keep]))
            counters = [
                f"SELECT setval('public.\"{name}\"', {max(value or 1, 1)}, {value is not None})"
                for name, value in line.execute(text(COUNTERS))
            ]
        rows = [f'DELETE FROM public."{name}"' for name in tables]  # noqa: S608 - our own tables' names
        rows += [f'INSERT INTO public."{name}" TABLE kept."{name}"' for name in tables]
        # Foreign keys and their triggers rest meanwhile: the kept rows have kept them already.
        self.wash = "; ".join(["BEGIN; SET LOCAL session_replication_role = replica", *rows, *counters, "COMMIT"])

    def washed(self) -> bool:
        """Bring every row back; False when a test has changed the shape of a table, which nothing brings back."""
        with self.engine.connect() as line:
            line.execute(text(OTHERS))
            if line.scalar(text(SHAPE)) != self.shape:
                return False
            line.exec_driver_sql(self.wash)
        return True


class Copies:
    """As many copies as are wanted at the same time."""

    def __init__(self, make: Callable[[], str], drop: Callable[[str], None]) -> None:
        self.make, self.drop = make, drop
        self.free: list[Copy] = []

    def take(self) -> Copy:
        """A copy that is as the town was founded."""
        return self.free.pop() if self.free else Copy(self.make())

    def give_back(self, copy: Copy) -> None:
        """Wash it for the next test, or throw it away."""
        if copy.washed():
            self.free.append(copy)
            return
        copy.engine.dispose()
        self.drop(copy.url)
