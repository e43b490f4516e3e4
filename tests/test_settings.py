"""Each wrong setting is one sentence that says what to do, and every setting is explained."""

import base64
import re
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import BadSettings, Exit, load, names

ROOT = Path(__file__).parents[1]
KEY = base64.b64encode(bytes(range(32))).decode()
OLD_KEY = base64.urlsafe_b64encode(b"\xff" * 32).decode()


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch, tmp_path):
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_opens_the_page_on_one_file():
    settings = load()
    assert settings.platforms == ("browser",)
    assert settings.storage.url == "sqlite:///.fivefold/fivefold.db"
    assert settings.storage.keys == ()
    assert (settings.browser.host, settings.browser.port, settings.browser.open) == ("127.0.0.1", 8420, True)
    assert settings.slack.api_url == "https://slack.com/api/"
    assert settings.logging.level == "info"


def test_the_environment_wins_over_the_file(monkeypatch):
    Path(".env").write_text("FIVEFOLD_PORT=1\nFIVEFOLD_HOST=localhost\nSLACK_BOT_TOKEN=\n")
    monkeypatch.setenv("FIVEFOLD_PORT", "2")
    browser = load().browser
    assert (browser.host, browser.port) == ("localhost", 2)


def test_the_database_lies_in_the_data_folder(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_DATA", "/srv/fivefold")
    assert load().storage.url == "sqlite:////srv/fivefold/fivefold.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_through_psycopg(monkeypatch, scheme):
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://rita:p%40ss@db:5432/fivefold")
    assert load().storage.url == "postgresql+psycopg://rita:p%40ss@db:5432/fivefold"


def test_the_newest_key_comes_first(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_KEY", f"{KEY}, {OLD_KEY}")
    assert load().storage.keys == (bytes(range(32)), b"\xff" * 32)


def test_tokens_choose_the_platforms(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert load().platforms == ("slack",)
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    assert load().platforms == ("slack", "discord")


WRONG = [
    ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must start with sqlite:/// or postgresql://;"),
    ({"DATABASE_URL": "fivefold.db"}, "DATABASE_URL must start with sqlite:/// or postgresql://;"),
    ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL names no file, so nothing would be kept:"),
    ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL names no file, so nothing would be kept:"),
    ({"DATABASE_URL": "postgresql://rita:p/ss@db/x"}, "DATABASE_URL cannot be read:"),
    ({"FIVEFOLD_DATA": __file__}, "FIVEFOLD_DATA names a file"),
    ({"FIVEFOLD_KEY": "short"}, "FIVEFOLD_KEY is not a whole key:"),
    ({"FIVEFOLD_KEY": KEY[:-2]}, "FIVEFOLD_KEY is not a whole key:"),
    ({"FIVEFOLD_KEY": f"{KEY},"}, "FIVEFOLD_KEY is not a whole key:"),
    ({"FIVEFOLD_HOST": "0.0.0.0"}, "FIVEFOLD_HOST must be 127.0.0.1, ::1 or localhost:"),
    ({"FIVEFOLD_HOST": "example.org"}, "FIVEFOLD_HOST must be 127.0.0.1, ::1 or localhost:"),
    ({"FIVEFOLD_PORT": "web"}, "FIVEFOLD_PORT must be a number from 1 to 65535,"),
    ({"FIVEFOLD_PORT": "65536"}, "FIVEFOLD_PORT must be a number from 1 to 65535,"),
    ({"FIVEFOLD_PORT": "-1"}, "FIVEFOLD_PORT must be a number from 1 to 65535,"),
    ({"FIVEFOLD_OPEN": "maybe"}, "FIVEFOLD_OPEN must be yes or no."),
    ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN must start with xoxb-:"),
    ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN must start with xapp-:"),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is missing:"),
    ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing:"),
    ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN is missing:"),
    ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_MODE": "http"}, "SLACK_SIGNING_SECRET is missing,"),
    ({"SLACK_MODE": "pigeon"}, "SLACK_MODE must be socket"),
    ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together:"),
    ({"SLACK_CLIENT_SECRET": "x"}, "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together:"),
    ({"SLACK_PORT": "high"}, "SLACK_PORT must be a number from 1 to 65535, or 0 for any free one."),
    ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL must be an address that starts with https://;"),
    ({"DISCORD_TOKEN": "abc"}, "DISCORD_TOKEN is not a bot token"),
    ({"DISCORD_API_URL": "ftp://x"}, "DISCORD_API_URL must be an address that starts with https://;"),
    ({"DISCORD_GATEWAY_URL": "https://x"}, "DISCORD_GATEWAY_URL must be an address that starts with wss://;"),
    ({"DISCORD_GATEWAY_URL": "wss://[x"}, "DISCORD_GATEWAY_URL must be an address that starts with wss://;"),
    ({"FIVEFOLD_QUIET_SECONDS": "0"}, "FIVEFOLD_QUIET_SECONDS must be a number from 1 to 60."),
    ({"FIVEFOLD_QUIET_SECONDS": "long"}, "FIVEFOLD_QUIET_SECONDS must be a number from 1 to 60."),
    ({"FIVEFOLD_LOG_LEVEL": "loud"}, "FIVEFOLD_LOG_LEVEL must be debug, info, warning or error."),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_a_wrong_setting_is_one_sentence(monkeypatch, wrong, sentence):
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as caught:
        load()
    (fault,) = caught.value.faults
    assert fault.startswith(sentence)
    assert fault.endswith((".", ")."))
    assert "\n" not in fault


def test_all_faults_are_told_at_once(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_PORT", "web")
    monkeypatch.setenv("FIVEFOLD_HOST", "example.org")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    with pytest.raises(BadSettings) as caught:
        load()
    assert len(caught.value.faults) == 3
    assert len(str(caught.value).splitlines()) == 3


def test_every_setting_can_be_wrong_or_free(monkeypatch):
    """A setting without a row above is told apart on purpose: any text is right for it."""
    free = {"SLACK_SIGNING_SECRET", "SLACK_HOST"}
    assert {name for wrong, _ in WRONG for name in wrong} >= set(names()) - free


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("FIVEFOLD_SLAK=1", "There is no setting FIVEFOLD_SLAK (.env): see .env.example, or remove"),
        ("SLACK_BOT_TOKN=xoxb-1", "There is no setting SLACK_BOT_TOKN (.env): did you mean SLACK_BOT_TOKEN?"),
        ("open the door", "Line 2 of .env cannot be read: write NAME=value"),
        ("SLACK_BOT_TOKEN", "Line 2 of .env cannot be read: write NAME=value"),
        ("DISCORD_SHOE_SIZE=9", "There is no setting DISCORD_SHOE_SIZE (.env): see .env.example,"),
    ],
)
def test_a_misspelt_name_in_the_file_is_told(line, sentence, caplog):
    Path(".env").write_text(f"# mine\n{line}\nEDITOR=vi\n")
    with pytest.raises(BadSettings) as caught:
        load()
    (fault,) = caught.value.faults
    assert fault.startswith(sentence)
    assert not caplog.records, "once, in our own words"


def test_a_file_that_is_not_text_is_told():
    Path(".env").write_bytes(b"\xff\xfe\x00A")
    with pytest.raises(BadSettings, match=re.escape(".env is not plain text")):
        load()


def test_a_folder_in_its_place_is_no_fault():
    Path(".env").mkdir()
    assert load().platforms == ("browser",)


def test_secrets_show_nowhere(monkeypatch):
    secrets = {
        "DATABASE_URL": "postgresql://rita:hush@db/fivefold",
        "FIVEFOLD_KEY": KEY,
        "SLACK_BOT_TOKEN": "xoxb-hush",
        "SLACK_APP_TOKEN": "xapp-hush",
        "SLACK_SIGNING_SECRET": "hush",
        "DISCORD_TOKEN": "hush.hush.hush",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    shown = repr(load())
    assert "hush" not in shown
    assert KEY not in shown


def test_a_fault_shows_no_secret(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://rita:hu/sh@db/x")
    monkeypatch.setenv("FIVEFOLD_KEY", "hush")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "hush")
    monkeypatch.setenv("DISCORD_TOKEN", "hush")
    with pytest.raises(BadSettings) as caught:
        load()
    assert "hush" not in str(caught.value)
    assert "hu/sh" not in str(caught.value)


def test_the_exit_codes_are_distinct_and_leave_the_usual_ones_alone():
    codes = [int(code) for code in Exit.__members__.values()]
    assert len(codes) == len(set(codes))
    assert not {0, 1, 2} & set(codes)


def test_the_example_file_names_every_setting_and_no_other():
    lines = (ROOT / ".env.example").read_text().splitlines()
    written = [match[1] for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))]
    assert sorted(written) == sorted(names())
    for before, line in pairwise(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert before.startswith("# ")
            assert before.endswith("."), f"{line} has no sentence before it"


def test_the_example_file_as_it_stands_changes_nothing():
    Path(".env").write_text(re.sub(r"(?m)^#([A-Z_]+=)", r"\1", (ROOT / ".env.example").read_text()))
    given, usual = load(), load(None)
    assert given.storage.url == usual.storage.url
    assert given.storage.model_dump(exclude={"database_url"}) == usual.storage.model_dump(
        exclude={"database_url"}
    )
    for section in ("browser", "slack", "discord", "logging"):
        assert getattr(given, section) == getattr(usual, section)
