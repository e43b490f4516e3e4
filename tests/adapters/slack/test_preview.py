"""What `fivefold preview --platform slack` writes; tests/test_preview.py walks through everything."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from adapters.slack import preview
from bot.__main__ import cli
from bot.engine.cards import Message, Run
from tests.adapters.slack.judge import judge
from tests.adapters.slack.test_render import FULL


def test_payloads_are_written_and_drawn(tmp_path):
    calm = Message(((Run("<b>Quiet</b> & calm"),),))
    assert preview([("full", FULL), ("calm", calm)], tmp_path) == 2
    full, quiet = json.loads((tmp_path / "slack.json").read_text())
    for one in (full, quiet):
        for part in one["messages"]:
            judge("blocks", part["blocks"])
        judge("home", one["home"], official=False)
    judge("modal", full["modal"], official=False)
    assert quiet["modal"] is None
    page = (tmp_path / "slack.html").read_text()
    assert "&lt;b&gt;Quiet&lt;/b&gt; &amp; calm" in page
    assert "<p>?" not in page


def test_an_unknown_platform_is_said():
    assert CliRunner().invoke(cli, ["preview", "--platform", "irc"]).exit_code == 10
