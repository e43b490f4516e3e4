"""An errand as it is typed, and the database from beside."""

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.clock import WorldClock
from storage import load_key
from storage.looking import look


def call(*words, code=0, **more):
    result = CliRunner().invoke(cli, words, **more)
    assert result.exit_code == code, result.output
    return result.output


def seen(data):
    return look(f"sqlite:///{data}/fivefold.db", load_key(data / "fivefold.key"), WorldClock())


def rows_of(file, query):
    import sqlite3

    with sqlite3.connect(file) as connection:
        found = [row[0] for row in connection.execute(query)]
    connection.close()
    return found


def rows(data, query):
    return rows_of(data / "fivefold.db", query)


def change(data, statement):
    rows_of(data / "fivefold.db", statement)
