"""Messages and forms as Discord takes them: every payload is judged, and nothing that was said is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import forms, registering, render, wire, words
from adapters.discord.limits import LIMITS
from adapters.discord.text import escape, names
from bot.commands.offering import offered
from bot.engine.cards import Button, Choice, Field, Form, Link, Message, Run, Select, When
from bot.engine.measured import size
from bot.preview.answering import usual
from bot.preview.costs import main_way
from tests.adapters.discord import judge
from tests.adapters.discord.scripted import lines

POST = "/channels/1/messages"

texts = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("*_~|`[]<>@#-+.\\ \n1")), max_size=300
)
labels = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


def judged(drawn: Message, fine: set[str] | None = None) -> list[dict[str, Any]]:
    """The bodies of a message; none is refused. `fine`: kinds that need no second look."""
    bodies = [payload.body for payload in render.message(drawn)]
    for body in bodies:
        assert judge.problems("POST", POST, body, fine) == [], json.dumps(body)[:1500]
    return bodies


def shown(text: str) -> str:
    """Escaped text as Discord shows it."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


@given(texts)
def test_what_was_written_is_shown_as_it_was_written(text: str) -> None:
    assert shown(escape(text)).replace("\\", "") == text.replace("\\", "")


@given(texts)
def test_nothing_that_was_written_means_anything(text: str) -> None:
    without = re.sub(r"\\[^0-9A-Za-z\s]", "x", escape(text))
    plain = re.sub(r"https?://\S+", "", without)
    assert not re.search(r"[*_~|`\[\]<@]", plain)
    assert not re.search(r"(?m)^[ \t]*([#>+-]|[0-9]+[.)])", plain) or "http" in text


@pytest.mark.parametrize(
    "text",
    ["@everyone", "<@123>", "<@&5>", "<#5>", "<t:1:R>", "</add:5>", "<:smile:5>", "||spoiler||", "# big"],
)
def test_marks_of_every_kind_are_only_shown(text: str) -> None:
    (payload,) = render.message(lines(text))
    assert text not in re.sub(r"\\.", "", payload.body["content"])
    assert payload.body["allowed_mentions"] == {"parse": []}


def test_a_web_address_stays_whole() -> None:
    (payload,) = render.message(lines("See https://example.com/a_b_c?d=*1 and *this*"))
    assert payload.body["content"] == "See https://example.com/a_b_c?d=\\*1 and \\*this\\*"


@given(st.lists(texts, max_size=30))
@settings(max_examples=30, deadline=None)
def test_a_long_text_is_split_and_nothing_of_it_is_lost(paragraphs: list[str]) -> None:
    bodies = [payload.body for payload in render.message(lines(*(text * 9 for text in paragraphs)))]
    assert all(size(body["content"]) <= LIMITS.content for body in bodies)
    whole = "".join(body["content"] for body in bodies)
    assert _bare(shown(whole)) == _bare("".join(names(text * 9) for text in paragraphs))


def _bare(text: str) -> str:
    return re.sub(r"[\s\\\u200b]", "", text)


def test_a_text_is_cut_between_sentences() -> None:
    sentence = "This is a sentence that says something about the work. "
    bodies = [payload.body["content"] for payload in render.message(lines(sentence * 80))]
    assert len(bodies) == 3
    assert all(text.endswith("work.") for text in bodies)


def test_a_date_and_a_link() -> None:
    spans = (
        Run("Due "),
        When(1_795_428_000_000, "Mon 23 Nov, 10:00"),
        Run(": "),
        Link("https://a.b/c", "the [plan]"),
    )
    (payload,) = render.message(Message((spans,)))
    assert payload.body["content"] == "Due <t:1795428000:F>: [the \\[plan\\]](https://a.b/c)"
    (payload,) = render.message(Message(((Link("javascript:alert(1)", "click"),),)))
    assert payload.body["content"] == "click"


def test_many_buttons_are_several_messages_and_a_long_label_is_shown_in_full() -> None:
    buttons = tuple(Button(f"c:{number}", "x" * 90 if number == 3 else str(number)) for number in range(40))
    bodies = judged(lines("Which?", controls=buttons))
    assert [len(body["components"]) for body in bodies] == [5, 3]
    assert "x" * 90 in bodies[0]["content"]


def test_of_a_list_that_may_stay_empty_a_button_says_so() -> None:
    choices = (Choice("0", "The login"), Choice("1", "The rules"))
    for least, more in ((0, [[words.NONE, "Back"]]), (1, [["Back"]])):
        select = Select("c:ready", "What is ready?", choices, least=least, most=2)
        (body,) = judged(lines("What is ready?", controls=(select, Button("c:back", "Back", "quiet"))))
        assert labels_of(body)[1:] == more


def test_where_answers_fill_more_than_a_row_the_quiet_buttons_begin_their_own() -> None:
    levels = tuple(Button(f"c:{level}", f"{level}") for level in range(7))
    quiet = (Button("c:explain", "Explain", "quiet"), Button("c:back", "Back", "quiet"))
    (body,) = judged(lines("Inbox", controls=(*levels, *quiet)))
    assert labels_of(body) == [["0", "1", "2", "3", "4"], ["5", "6"], ["Explain", "Back"]]
    (body,) = judged(lines("Sure?", controls=(*levels[:4], *quiet[1:])))
    assert labels_of(body) == [["0", "1", "2", "3", "Back"]]


def labels_of(body: dict[str, Any]) -> list[list[str]]:
    """What stands on the buttons, row by row; a list has none."""
    return [[one.get("label", "") for one in row["components"]] for row in body["components"]]


def test_the_same_control_twice_has_two_ids() -> None:
    judged(
        lines("Which?", controls=(Button("start:ready:1", "Tick off"), Button("start:ready:1", "Tick off")))
    )


choices = st.lists(labels, min_size=1, max_size=60, unique=True).map(
    lambda found: tuple(Choice(str(index), label, label[:50]) for index, label in enumerate(found))
)


@given(choices, st.integers(1, 70), labels)
@settings(max_examples=12, deadline=None)
def test_any_select_is_one_that_discord_takes(options: tuple[Choice, ...], most: int, label: str) -> None:
    bodies = judged(lines("Which?", controls=(Select("c:1", label, options, most=most),)))
    values = [
        option["value"]
        for body in bodies
        for row in body["components"]
        for part in row["components"]
        for option in part.get("options", ())
    ]
    assert values == [choice.id for choice in options] or (most > 1 and len(options) > LIMITS.options)


kinds = st.sampled_from(["text", "number", "date", "person", "zone", "channel", "many", "choice"])
fields = st.builds(
    Field,
    st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
    labels,
    kinds,
    st.one_of(st.just(()), choices),
    st.one_of(labels, st.just("")),
    labels,
    st.one_of(labels, st.just("")),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(fields, min_size=1, max_size=8, unique_by=lambda field: field.id), labels)
@settings(max_examples=12, deadline=None)
def test_any_form_is_modals_that_discord_takes(found: list[Field], title: str) -> None:
    form = Form("1:abcdefghijklm:o:123456789:page", title, "Answer", "Send", tuple(found))
    seen = []
    for page in range(len(forms.pages(form))):
        modal = forms.modal(form, page, {})
        body = {"type": 9, "data": modal}
        assert judge.problems("POST", "/interactions/1/token/callback", body) == [], json.dumps(body)[:1500]
        seen += [part["component"] for part in modal["components"] if part["type"] == forms.LABEL]
    assert {wire.field_of(part["custom_id"])[1] for part in seen} == {field.id for field in found}


def test_a_question_that_is_too_long_stands_above_its_field() -> None:
    long = "What would make you say that it was right to ask for help with this work, and by when?"
    modal = forms.modal(Form("c", "T", "A", "S", (Field("f", long, "text", hint="One sentence."),)), 0, {})
    assert modal["components"][0] == {"type": forms.TEXT, "content": long}


def test_a_question_stands_once_and_whole_in_its_modal() -> None:
    fits, beside = "What is missing?", "What do you thank Rita for? One real example says most."
    for question, hint, error in (
        (fits, "", ""),
        (beside, "", ""),
        (beside, "A line.", ""),
        (beside, "", "No."),
    ):
        field = Field("f", question, "text", hint=hint, error=error)
        modal = forms.modal(Form("c", question, "Answer", "Send", (field,)), 0, {})
        assert modal["title"] == "Fivefold"
        assert json.dumps(modal).count(question) == 1
    titled = Form("c", "Your week in numbers.", "Answer", "Send", (Field("f", fits, "text"),))
    assert forms.modal(titled, 0, {})["title"] == "Your week in numbers"
    longer = "How Joy works for you. We look back together on Fri 8 Jan."
    assert forms.modal(titled._replace(title=longer), 0, {})["title"] == "How Joy works for you"


def test_every_card_of_every_talk_is_taken() -> None:
    count, fine = 0, set[str]()
    for drawn in every_message():
        judged(drawn, fine)
        for control in drawn.controls:
            if isinstance(control, Form):
                for page in range(len(forms.pages(control))):
                    body = {"type": 9, "data": forms.modal(control, page, {})}
                    assert judge.problems("POST", "/interactions/1/token/callback", body, fine) == []
        count += 1
    assert count > 50


def every_message() -> Iterator[Message]:
    """What both people see on the shortest way through every talk."""
    for talk in main_way():
        while True:
            yield from (talk.draw(role) for role in talk.live.seats)
            if talk.finished:
                break
            for role, prompt, page in talk.asked():
                talk.answer(role, prompt, usual(page, prompt, role, talk.reading(role)))
            talk.go_on()


def test_the_registered_commands_are_taken() -> None:
    body = registering.definition(offered())
    assert judge.problems("PUT", "/applications/30/commands", body) == []


def test_a_question_that_is_too_long_for_its_list_is_not_said_twice() -> None:
    ask = "What should Joy take off your hands first? One to three; fewer is better in the first weeks."
    select = Select("c:jobs", ask, (Choice("0", "Inbox"), Choice("1", "Calendar")), most=2)
    (payload,) = render.message(lines(ask, controls=(select,)))
    assert payload.body["content"].count("take off your hands") == 1
    (elsewhere,) = render.message(lines("Please pick.", controls=(select,)))
    assert elsewhere.body["content"].count("take off your hands") == 1
