"""What is posted: nothing lost, nothing called, nothing that Slack refuses."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import read, render, text, views, wire
from adapters.slack.limits import LIMITS
from bot.engine.cards import (
    Button,
    Choice,
    Download,
    Field,
    Form,
    Link,
    Message,
    Run,
    Select,
    When,
)
from bot.engine.measured import clean, size
from tests.adapters.slack.judge import judge, texts

CALLS = (
    "<!channel>",
    "<!here|here>",
    "<@U0123456>",
    "<!subteam^S1>",
    "@everyone",
    "<#C1>",
    "*bold* `x` :tada:",
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400) | st.sampled_from(
    CALLS
)
LONG = st.builds(lambda part, times: part * times, WORDS, st.integers(1, 60))


def choices(count: int, long: bool = False) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(i), f"option {i}" + " and more" * (20 if long else 0), "note") for i in range(count)
    )


CASES: list[tuple[str, tuple[Choice, ...], str | tuple[str, ...]]] = [
    ("text", (), "some <b>text</b>"),
    ("number", (), "12.5"),
    ("number", (), "about twelve"),
    ("scale", choices(6), ("3",)),
    ("choice", choices(12), ("11",)),
    ("choice", choices(13, long=True), ()),
    ("many", choices(4), ("0", "2")),
    ("many", choices(11), ("0", "10")),
    ("date", (), "2026-12-01"),
    ("date", (), "next Friday"),
    ("duration", (), "90 minutes"),
    ("percent", (), "50%"),
    ("ratio", (), "9/10"),
    ("yes-no", choices(2), ()),
    ("person", (), "<@U0123456|Joy Santos|Asia/Manila|en>"),
    ("link", (), "https://example.com"),
    ("file", (), ""),
    ("zone", (), "Asia/Manila"),
    ("time", (), "09:30"),
    ("text", (), "y" * 4000),
]
FIELDS = tuple(
    Field(f"{index:06x}", f"Question {index}", kind, options, value, hint="a hint", unit="pieces")
    for index, (kind, options, value) in enumerate(CASES)
)
FORM = Form("1:abc:o:3:page", "A title that is much too long for a view", "Answer", "Send", FIELDS)
FULL = Message(
    body=(
        (
            Run("Hello "),
            Run("Joy", True),
            When(1_795_428_000_000, "Mon 10:00"),
            Link("https://a.b/c", "here"),
        ),
    ),
    title=(Run("A title"),),
    facts=(((Run("Name"),), (Run("value"),)), ((Run("Alone"),), ())),
    table=(((Run("a"),), (Run("b"),)), ((Run("1"),), ())),
    alt="A chart that rises.",
    controls=(
        Button("1:abc:o:3:accept", "Looks right", "main"),
        Button("start:ready:e1", "Tick"),
        Button("start:ready:e1", "Tick"),
        Button("1:abc:o:3:x", "long " * 40, "quiet"),
        Select("1:abc:o:3:0a0a0a", "Pick one", choices(12)),
        Select("1:abc:o:3:0a0a0b", "Pick some", choices(5), most=3, done="Next"),
        Select("1:abc:o:3:0a0a0c", "Pick many", choices(13), most=9, done="Next"),
        FORM,
    ),
    audience="You and Rita will read this.",
    errors=((Run("That is no number."),),),
)


def inline(kind: str) -> Form:
    return Form("1:abc:o:3:page", "When?", "Answer", "Send", (Field("0000aa", "When?", kind),), inline=True)


def test_every_shape_passes_as_a_message():
    for part in render.message(FULL, "key"):
        judge("blocks", part.blocks)
        assert part.text
    for field in FIELDS:
        for one in (field, field._replace(choices=(), value="")):
            form = Form("1:abc:o:3:page", "One", "Answer", "Send", (one,), inline=True)
            for part in render.message(Message(((Run("One?"),),), controls=(form,)), "key"):
                judge("blocks", part.blocks)


def test_every_shape_passes_as_a_view():
    broken = FORM._replace(fields=tuple(field._replace(error="Say it <again>.") for field in FIELDS))
    judge("modal", views.form(FORM, "Rita reads this.", "D1:1.2"))
    judge("modal", views.form(broken, complain=True))
    judge("modal", views.loading("v.1"))
    judge("modal", views.page(FULL, "slack://app?team=T1&id=A1&tab=messages"))
    judge("home", views.home(FULL))
    judge("home", views.home(Message()))
    entries = tuple(Button(f"start:next:{i}", f"Entry {i}") for i in range(700))
    endless = Message(tuple((Run(f"line {i}"),) for i in range(150)), controls=entries)
    for kind, view in (("home", views.home(endless)), ("modal", views.page(endless, "https://a.b/c"))):
        judge(kind, view)
        assert "There is more than fits here." in texts(view["blocks"])
    judge("blocks", views.in_message(FORM, "Rita reads this.", "key"))


def test_the_title_of_a_form_stands_whole_and_once():
    short, long = "Joy's week.", "Which result matters most to Rita, and what else?"
    for title, at_top, above in (
        (short, "Joy's week", ""),
        (
            "How Joy works for you. We look back on Fri 8 Jan.",
            "How Joy works for you",
            "We look back on Fri 8 Jan.",
        ),
        (long, "Fivefold", long),
    ):
        view = views.form(FORM._replace(title=title, fields=(FIELDS[0]._replace(label="Paid"),)))
        assert view["title"]["text"] == at_top
        assert texts(view["blocks"]).startswith(f"{above}Paid")
    asked = views.form(FORM._replace(title=short, fields=(FIELDS[0]._replace(label=short),)))
    assert (asked["title"]["text"], texts(asked["blocks"]).count(short)) == ("Fivefold", 1)


def test_errors_stand_at_their_fields():
    broken = FORM._replace(fields=(FIELDS[0]._replace(error="No."), FIELDS[1]))
    inputs = {block["block_id"] for block in views.form(broken)["blocks"] if block["type"] == "input"}
    assert views.errors(broken) == {"field#000000": "No."}
    assert set(views.errors(broken)) <= inputs


def test_an_edit_has_other_block_ids_and_a_repeat_the_same():
    first, again, other = (
        {block["block_id"] for block in render.message(Message(((Run(words),),)), "key")[0].blocks}
        for words in ("one", "one", "two")
    )
    assert first == again
    assert first.isdisjoint(other)


def test_what_is_pressed_is_found_again():
    for part in render.message(FULL, "key"):
        for block in part.blocks:
            for element in [*block.get("elements", ()), block.get("accessory") or {}]:
                if "action_id" in element:
                    action = wire.parse(element["action_id"])
                    assert action is not None
                    assert action.control in {control.id for control in FULL.controls}
    assert wire.parse(wire.write(wire.FILL, 0, "1:a:o:1:page", "00ff00")) == (
        "fill",
        "1:a:o:1:page",
        "00ff00",
    )
    assert wire.parse("button-of-another-age") is None


def test_dates_and_people_have_their_own_controls_in_a_message():
    for kind, element in (("date", "datepicker"), ("time", "timepicker"), ("person", "users_select")):
        (part,) = render.message(Message(((Run("When?"),),), controls=(inline(kind),)), "key")
        assert [one["type"] for one in part.blocks[1]["elements"]] == [element]
    (part,) = render.message(Message(((Run("How many?"),),), controls=(inline("number"),)), "key")
    assert [block["type"] for block in part.blocks] == ["rich_text", "input", "actions"]


def test_answers_stand_together_and_what_leads_away_beside_or_behind_them():
    back = Button("1:a:o:1:back", "Back", "quiet")

    def rows(*controls: Button | Select | Form) -> list[list[str]]:
        (part,) = render.message(Message(controls=(*controls, back)), "key")
        return [[one["type"] for one in block["elements"]] for block in part.blocks if "elements" in block]

    levels = tuple(Button(f"1:a:o:1:{level}", f"{level} Alone") for level in range(6))
    assert rows(*levels) == [["button"] * 6, ["button"]]
    assert rows(*levels[:5]) == [["button"] * 6]
    assert rows(Select("1:a:o:1:one", "One", choices(3))) == [["static_select", "button"]]
    several = Select("1:a:o:1:some", "Some", choices(3), most=3, done="Next")
    assert rows(several) == [["checkboxes"], ["button", "button"]]
    assert rows(inline("date")) == [["datepicker", "button"]]
    many = tuple(Button(f"1:a:o:1:{number}", "Pick") for number in range(30))
    assert [len(row) for row in rows(*many)] == [25, 6]


def test_a_fact_without_a_value_heads_those_after_it():
    goal, people, joy = (
        ((Run("Goal"),), (Run("90"),)),
        ((Run("Your people"),), ()),
        ((Run("Joy"),), (Run("sure"),)),
    )
    (part,) = render.message(Message(facts=(goal, people, joy)), "key")
    assert [block["elements"][0]["type"] for block in part.blocks] == [
        "rich_text_list", "rich_text_section", "rich_text_list",
    ]  # fmt: skip
    assert texts(part.blocks) == "Goal: 90Your peopleJoy: sure"


def test_a_link_that_runs_something_is_only_words():
    (part,) = render.message(Message(((Link("javascript:alert(1)", "here"),),)), "key")
    assert "javascript" not in str(part.blocks)
    assert "here" in texts(part.blocks)


def test_files_are_found():
    file = Download("dates.ics", "text/calendar", "BEGIN")
    assert render.files(Message(((Run("Here: "), file),))) == [file]


@given(st.lists(LONG, max_size=6), st.lists(st.tuples(WORDS, LONG), max_size=4))
def test_long_content_is_split_and_nothing_is_lost(lines, facts):
    drawn = Message(
        tuple((Run(line),) for line in lines),
        facts=tuple(((Run(name),), (Run(value),)) for name, value in facts),
        controls=(Button("start:next:", "Go"),),
    )
    parts = render.message(drawn, "key")
    shown = "".join(texts(part.blocks) for part in parts)
    whole = "".join(text.names(line) for line in lines)
    whole += "".join(text.names(name) + text.names(value) for name, value in facts)
    # What stands between a name and its value is not theirs.
    shown, whole = ("".join(each.replace("Go", "").split(":")).replace(" ", "") for each in (shown, whole))
    assert shown == whole
    for part in parts:
        judge("blocks", part.blocks, official=False)
        assert size(part.text) <= LIMITS.fallback_text
        assert "<" not in part.text
        assert ">" not in part.text


@given(LONG, st.integers(2, 500))
@settings(deadline=None)
def test_pieces_are_small_enough_and_join_to_the_whole(words, most):
    pieces = text.split(words, most)
    assert "".join(pieces) == words
    assert all(0 < size(piece) <= most for piece in pieces)


@given(st.text())
def test_what_is_escaped_calls_nobody_and_comes_back(words):
    safe = text.escape(words)
    assert "<" not in safe
    assert ">" not in safe
    assert text.unescape(safe) == words
    assert read.words(safe) == clean(words).strip()


@given(st.lists(st.lists(WORDS, min_size=2, max_size=5), min_size=1, max_size=140))
@settings(max_examples=15, deadline=None)
def test_a_long_table_is_several_tables_in_several_messages(rows):
    drawn = Message(table=tuple(tuple((Run(cell),) for cell in row) for row in rows))
    parts = render.message(drawn, "key")
    for part in parts:
        judge("blocks", part.blocks, official=False)
    tables = [block for part in parts for block in part.blocks if block["type"] == "table"]
    shown = [[cell["text"] for cell in row] for table in tables for row in table["rows"]]
    assert not tables or shown == [[text.names(cell) or "-" for cell in row] for row in rows]


def test_a_table_of_many_rows_is_whole_in_several_messages():
    rows = tuple(((Run(f"week {number}"),), (Run(str(number)),)) for number in range(250))
    parts = render.message(Message(table=rows), "key")
    for part in parts:
        judge("blocks", part.blocks)
    shown = [row[1]["text"] for part in parts for row in part.blocks[0]["rows"]]
    assert shown == [str(number) for number in range(250)]
    assert len(parts) == 3


def test_mentions_in_text_are_names():
    (part,) = render.message(Message(((Run("Ask <@U1|Joy Santos|Asia/Manila|en> or <@U2>"),),)), "key")
    assert texts(part.blocks) == "Ask Joy Santos or @U2"
    assert part.text == "Ask Joy Santos or @U2"


def test_a_form_that_is_too_long_for_a_view_says_so():
    many = FORM._replace(fields=tuple(field._replace(id=f"{i}") for i, field in enumerate(FIELDS[:5] * 20)))
    view = views.form(many)
    judge("modal", view, official=False)
    assert sum(block["type"] == "input" for block in view["blocks"]) == LIMITS.form_fields
    assert "first 40 of 100" in texts(view["blocks"])


def test_more_options_than_a_list_holds_are_grouped():
    (part,) = render.message(Message(controls=(Select("1:a:o:1:x", "Pick", choices(230)),)), "key")
    judge("blocks", part.blocks, official=False)
    groups = part.blocks[0]["elements"][0]["option_groups"]
    assert [len(group["options"]) for group in groups] == [100, 100, 30]
    assert all(0 < len(group["label"]["text"]) <= LIMITS.group_text for group in groups)
    one = part.blocks[0]
    kept = {
        **one["elements"][0],
        "option_groups": [{**group, "options": group["options"][:2]} for group in groups],
    }
    judge("blocks", [{**one, "elements": [kept]}])


def test_an_instant_is_shown_with_its_weekday_in_the_zone_of_whoever_reads():
    (payload,) = render.message(Message(((When(1_795_428_000_000, "Mon 23 Nov, 10:00"),),)), "k")
    (date,) = payload.blocks[0]["elements"][0]["elements"]
    assert (date["timestamp"], date["fallback"]) == (1_795_428_000, "Mon 23 Nov, 10:00")
    assert date["format"] == "{date_long}, {time}"


def test_an_address_that_somebody_wrote_can_be_opened():
    words = "My drafts: https://example.com/a_b?c=1. And (https://example.com/rules) too; ftp://old.example"
    (payload,) = render.message(Message(((Run(words, True),),)), "k")
    (section,) = payload.blocks[0]["elements"]
    assert "".join(one["text"] for one in section["elements"]) == words
    links = [one for one in section["elements"] if one["type"] == "link"]
    assert [one["url"] for one in links] == ["https://example.com/a_b?c=1", "https://example.com/rules"]
    assert all(one["style"] == {"bold": True} for one in section["elements"])
    judge("blocks", payload.blocks)
