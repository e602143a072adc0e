"""Who waited for a connection as long as anyone may hears so in words, and no longer than that."""

import time

import pytest
from django.db import connection
from django.test import Client
from psycopg_pool import ConnectionPool, PoolTimeout

from overbrug.web import errors

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="for PostgreSQL"),
]


def test_an_empty_pool_answers_in_words_within_its_patience(monkeypatch):
    connection.close()
    pool = connection.pool
    held = []
    monkeypatch.setattr(pool, "timeout", 0.3)
    try:
        while True:
            held.append(pool.getconn(timeout=0.3))
    except PoolTimeout:
        pass
    try:
        began = time.monotonic()
        client = Client(raise_request_exception=False)
        client.cookies["overbrug_session"] = "somebody"
        answer = client.get("/opgaven/")
        assert time.monotonic() - began < 3
    finally:
        for each in held:
            pool.putconn(each)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Het is hier erg druk" in answer.content.decode()
    assert isinstance(pool, ConnectionPool)
    assert Client().get("/opgaven/").status_code == 200


def test_another_failure_of_the_database_is_no_rush():
    assert not errors.is_pool_empty(None)
    assert not errors.is_pool_empty(ValueError("x"))
