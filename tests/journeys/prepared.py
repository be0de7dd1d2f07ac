"""A desk's data, prepared once for all journeys of a run: loading the demo takes half a minute."""

import os
import shutil
import uuid

import psycopg
import redis

from tests.journeys.running_desk import RunningDesk

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
# Journeys may run beside each other; each process of tests has two Redis databases to itself.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHE, BROKER = (f"{REDIS}/{number}" for number in (12 - 2 * WORKER, 13 - 2 * WORKER))


def new_database(template="template0"):
    """Make an empty database, or a copy of another, and return its name."""
    name = f"desk_journey_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    return name


def drop_database(name):
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server_variables(database):
    """Return what makes a desk one on PostgreSQL and Redis; what Redis held is forgotten."""
    for address in (CACHE, BROKER):
        redis.from_url(address).flushdb()
    return {
        "DATABASE_URL": f"{SERVER}/{database}",
        "REDIS_URL": CACHE,
        "CELERY_BROKER_URL": BROKER,
    }


class Prepared:
    """The folder and the PostgreSQL database of a desk on its first day, to copy from."""

    def __init__(self, folder):
        self.folder = folder
        self.database = None

    def embedded(self, folder, **variables):
        """Return an embedded desk with its data in a folder, not started yet."""
        source = self.folder / "embedded"
        if not source.exists():
            prepare(source, {})
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return RunningDesk(folder, variables)

    def server(self, folder, database):
        """The same on PostgreSQL and Redis; the database was made by `copy`."""
        shutil.copytree(self.folder / "server", folder, dirs_exist_ok=True)
        (folder / "stamps" / self.database).rename(folder / "stamps" / database)
        return RunningDesk(folder, server_variables(database))

    def copy(self):
        """Return the name of a new database with all that a prepared one holds."""
        if self.database is None:
            self.database = new_database()
            prepare(self.folder / "server", server_variables(self.database))
        return new_database(template=self.database)

    def forget(self):
        if self.database is not None:
            drop_database(self.database)


def prepare(folder, variables):
    folder.mkdir()
    desk = RunningDesk(folder, variables)
    desk.manage("prepare")
    desk.sink.stop()
