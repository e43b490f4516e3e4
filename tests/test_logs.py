"""The log: one line, ids and no words of anybody, no tokens."""

import io
import logging
import warnings

import pytest

from bot import logs


@pytest.fixture
def written():
    """What the log writes, with the log put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in (*logs.QUIET, logs.AUDIT)}
    stream = io.StringIO()
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in quiet.items():
        logging.getLogger(name).setLevel(before)
    logging.captureWarnings(False)


def test_a_line_has_time_level_place_words_and_ids(written):
    logs.configure("info", stream=written)
    logging.getLogger("bot.delivery").warning("unreachable", extra={"address": "a1", "reason": "gone"})
    line = written.getvalue()
    assert line.count("\n") == 1
    assert line.endswith("Z WARNING bot.delivery unreachable address=a1 reason=gone\n")


def test_an_error_names_type_and_place_and_never_its_words(written):
    logs.configure("info", stream=written)
    try:
        try:
            raise KeyError("Joy wrote: I quit")
        except KeyError as cause:
            raise ValueError("Rita's own words\nover two lines") from cause
    except ValueError:
        logging.getLogger("bot.x").exception("parked", extra={"conversation": "c1"})
    line = written.getvalue()
    assert line.count("\n") == 1
    assert "conversation=c1 error=ValueError at " in line
    assert "from KeyError at " in line
    assert "test_logs.py" in line
    assert "own words" not in line
    assert "quit" not in line


TOKENS = [
    "xoxb-123-456-abcDEF",
    "xapp-1-A0-99-abcdef",
    "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB",
    "rita:s3cret",
    "a2" * 21 + "a=",
    "my-own-signing-secret",
]


@pytest.mark.parametrize("token", TOKENS)
def test_tokens_are_hidden_wherever_they_stand(written, token):
    logs.configure("debug", ["my-own-signing-secret"], written)
    logging.getLogger("x").warning(
        "to %s", f"postgresql://{token}@db/x", extra={"at": f"postgresql://{token}@db"}
    )
    assert token not in written.getvalue()
    assert logs.REDACTED in written.getvalue()


def test_libraries_are_quiet_and_the_audit_never_is(written):
    logs.configure("error", stream=written)
    for name in logs.QUIET:
        logging.getLogger(name).info("chatter")
    logging.getLogger("bot.phases").info("chatter")
    logging.getLogger(logs.AUDIT).info("a person was erased", extra={"person": "p1"})
    assert "chatter" not in written.getvalue()
    assert "a person was erased person=p1" in written.getvalue()


def test_the_log_is_set_up_once_however_often_it_is_asked(written):
    logs.configure("info", stream=written)
    logs.configure("info", stream=written)
    logging.getLogger("bot").info("once")
    assert written.getvalue().count("once") == 1
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logs.configure("info", stream=written)
