"""Where the log of these rooms lies: a file, or PostgreSQL when there is one (scripts/with_postgres)."""

import os
import secrets

import psycopg
import pytest

from overbrug.rooms import FileShelf, RoomLog
from overbrug.rooms.postgres import PostgresLog, PostgresShelf


def pytest_collection_modifyitems(items):
    """What is for PostgreSQL can be chosen by its mark."""
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()) or "postgres" in item.name:
            item.add_marker("postgres")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rooms" / "rooms.sqlite3"


def connect_to(address, schema):
    """Opens connections that see one schema only."""
    options = f"-c search_path={schema}"
    return lambda: psycopg.connect(address, options=options, autocommit=True)


class FilePlace:
    """A log in a file."""

    def __init__(self, path):
        self.path = path
        self.shelf = FileShelf(path)

    def store(self, **more):
        return RoomLog(self.path)

    def rows(self, name):
        with self.shelf.reading() as reader:
            return reader._connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]


class PostgresPlace:
    """A log in a schema of its own; each store is another process."""

    def __init__(self, address):
        self.address = address
        self.schema = f"rooms_{secrets.token_hex(6)}"
        self.connect = connect_to(address, self.schema)
        self.shelf = PostgresShelf(self.connect, self.schema)
        self.stores = []
        self.ask(f"CREATE SCHEMA {self.schema}")

    def store(self, *, is_alone=True, **more):
        self.stores.append(PostgresLog(self.connect, is_alone=is_alone, **more))
        return self.stores[-1]

    def ask(self, question, values=None):
        with self.connect() as connection:
            found = connection.execute(question, values)
            return found.fetchall() if found.description else None

    def rows(self, name):
        return self.ask(f"SELECT count(*) FROM room_{name}")[0][0]

    def close(self):
        for store in self.stores:
            store.close()
        self.ask(f"DROP SCHEMA {self.schema} CASCADE")


@pytest.fixture
def postgres():
    """An empty room log in PostgreSQL."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        pytest.skip("for PostgreSQL (scripts/with_postgres)")
    place = PostgresPlace(address)
    yield place
    place.close()


@pytest.fixture(params=["file", "postgres"])
def log(request, path):
    """An empty room log: once in a file, once in PostgreSQL."""
    return FilePlace(path) if request.param == "file" else request.getfixturevalue("postgres")
