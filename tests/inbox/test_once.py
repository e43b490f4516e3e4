"""The same thing done twice has one effect, and an old button is answered kindly."""

from __future__ import annotations

import asyncio

from bot.engine.cards import Button, Form, Message, Select
from bot.model import Engagement, Feedback
from bot.ports import Command, Press, Reply, Submit, Typed, Where
from tests.inbox.looking import control_of, newest, records, said, talk, to_expectation
from tests.workspace import CAST, Workspace, accept, hire

# -- once, and only once ----------------------------------------------------------------------------


async def stands(w: Workspace, reply: Reply) -> None:
    """The last message of a reply was shown."""
    slot = reply.puts[-1].slot
    assert slot is not None
    await w.inbox.shown(slot, "m1")


async def test_a_repeated_press_changes_nothing_and_shows_todays_page(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    event = Press(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                  control=control_of(w, "rita", "virtual assistant"))  # fmt: skip
    first = await w.inbox.take(event)
    at_once = await w.inbox.take(event)
    assert (first.repeated, at_once.repeated) == (False, True)
    assert not at_once.puts, "the first reply is on its way, perhaps in another process"
    await stands(w, first)
    assert said(await w.inbox.take(event)) == first.puts[-1].message.plain()


async def test_what_the_first_reply_never_showed_is_brought_by_delivery(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    press = Press(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                  control=control_of(w, "rita", "virtual assistant"))  # fmt: skip
    first = await w.inbox.take(press)
    w.clock.real += 10_001
    assert not (await w.inbox.take(press)).puts
    await w.deliver()
    assert w.screens["rita"].last.plain() == first.puts[-1].message.plain()


async def test_a_repeated_message_changes_nothing_and_shows_todays_page(w: Workspace) -> None:
    await to_expectation(w)
    event = Typed(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real + 1, profile=CAST["rita"],
                  words="My evenings are free.")  # fmt: skip
    first = await w.inbox.take(event)
    await stands(w, first)
    again = await w.inbox.take(event)
    assert again.repeated
    assert said(again) == first.puts[-1].message.plain()
    row = await talk(w, control_of(w, "rita", "Back"))
    assert row.answers["kept"]["expectation"] == "My evenings are free."
    assert not row.answers.get("history")


async def test_a_repeated_command_opens_one_talk(w: Workspace) -> None:
    event = Command(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                    people=CAST, words="add <@joy>")  # fmt: skip
    first = await w.inbox.take(event)
    await stands(w, first)
    again = await w.inbox.take(event)
    assert again.repeated
    assert said(again) == said(first)
    assert "1 minute" not in said(await w.command("rita", "next"))
    assert len(w.screens["rita"].last.facts) == 1


async def test_a_repeated_start_button_starts_nothing(w: Workspace) -> None:
    event = Press(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                  control="start:people:")  # fmt: skip
    await w.inbox.take(event)
    assert (await w.inbox.take(event)).repeated


async def test_twenty_presses_at_once_have_one_effect(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "My evenings are free.")
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    send = control_of(w, "rita", "Send")
    presses = [Press(**w._event("rita"), control=send) for _ in range(20)]
    replies = await asyncio.gather(*map(w.inbox.take, presses))
    assert (
        sum("Sent to Joy" in said(reply) and "You have answered" not in said(reply) for reply in replies) == 1
    )
    assert len(await records(w, Engagement)) == 1
    await w.deliver()
    assert [who for who, what, _ in w.log if what == "gets"] == ["joy"]


async def test_twenty_different_buttons_of_one_page_have_one_winner(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    buttons = [c.id for c in w.screens["joy"].last.controls if isinstance(c, Button)][:6]
    presses = [Press(**w._event("joy"), control=control) for control in buttons * 3]
    await asyncio.gather(*map(w.inbox.take, presses))
    row = await talk(w, buttons[0], "joy")
    assert len([key for key in row.answers["kept"] if key.startswith("level/")]) == 1
    assert not row.answers.get("history")


# -- twice in a row -----------------------------------------------------------------------------------


def shown(w: Workspace, user: str = "rita") -> list[str]:
    return [message.plain() for message in w.screens[user].messages.values()]


async def test_a_double_click_shows_one_card(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    await w.press("rita", "virtual assistant")
    once = shown(w)
    assert not (await w.press_id("rita", old)).repeated
    assert shown(w) == once


async def test_a_double_click_on_a_proposal_on_back_and_on_change_shows_one_card(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    for label in ("Looks right", "Back", "Looks right", "Change", "Leave as it was"):
        button = control_of(w, "rita", label)
        await w.press_id("rita", button)
        once = shown(w)
        await w.press_id("rita", button)
        assert shown(w) == once, label


async def test_a_proposal_pressed_after_it_was_changed_is_no_double_click(w: Workspace) -> None:
    """Whoever changed it and then presses what the page before proposed is told what stands."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    accepts = control_of(w, "rita", "Looks right")
    await w.fill("rita", {"How much": "10"})
    await w.press_id("rita", accepts)
    assert any("You have answered this already." in words and "10" in words for words in shown(w))


async def test_kept_words_that_wait_are_not_taken_for_a_double_click(w: Workspace) -> None:
    await hire(w)
    for label in ("Let's start", "All right"):
        await w.press("joy", label)
    seen = w.clock.real
    await w.type("joy", "Right answers matter.", at_ms=seen - 3_600_000)
    take = control_of(w, "joy", "Your invitation")
    await w.type("joy", "Friendly answers matter.")
    await w.press_id("joy", take)
    assert any("You have answered this already" in words for words in shown(w, "joy"))


async def test_a_form_sent_twice_is_taken_once(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    form = newest(w, "rita", Form)
    values = {field.id: field.value for field in form.fields}
    for _ in range(2):
        await w._send(Submit(**w._event("rita"), control=form.id, values=values), "[sent]")
    assert sum("What should Joy take off your hands" in words for words in shown(w)) == 1
    assert not any("answered this already" in words for words in shown(w))


async def test_the_last_button_pressed_twice_says_nothing_more(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "My evenings are free.")
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    send = control_of(w, "rita", "Send")
    await w.press_id("rita", send)
    once = shown(w)
    await w.press_id("rita", send)
    assert shown(w) == once


async def test_the_same_line_sent_again_is_no_second_answer(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "The inbox matters most.")
    before = await talk(w, control_of(w, "joy", "All clear"), "joy")
    await w.type("joy", "The inbox matters most.")
    assert "could not find" not in w.sees("joy")
    assert "All clear" in w.buttons("joy"), "the question stands where one looks"
    assert sum("All clear" in [c.label for c in m.controls if isinstance(c, Button)]
               for m in w.screens["joy"].messages.values()) == 1  # fmt: skip
    assert (await talk(w, control_of(w, "joy", "All clear"), "joy")).answers == before.answers


async def test_an_answer_in_the_words_of_the_one_before_is_taken_when_it_is_given_again(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "Something else")
    name = newest(w, "rita", Form).id
    for _ in range(3):
        await w.type("rita", "Book keeping")
    kept = (await talk(w, name)).answers["kept"]
    assert list(kept.values()).count("Book keeping") == 2, "its name, and the first of its jobs"


async def test_an_answer_in_the_words_of_the_one_before_is_taken_at_once_where_it_took_a_while(
    w: Workspace,
) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "Something else")
    name = newest(w, "rita", Form).id
    for _ in range(2):
        await w.type("rita", "Book keeping")
        w.clock.forward(hours=6 / 3600)
    assert list((await talk(w, name)).answers["kept"].values()).count("Book keeping") == 2


async def test_a_line_sent_again_before_the_next_question_stood_is_not_offered_to_it(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "Something else")
    await w.type("rita", "Book keeping")
    sent = w.clock.real - 1
    w.clock.forward(hours=0.1)
    reply = await w.type("rita", "Book keeping", at_ms=sent)
    assert "I have kept what you wrote" not in said(reply)
    kept = (await talk(w, newest(w, "rita", Form).id)).answers["kept"]
    assert list(kept.values()).count("Book keeping") == 1


async def test_a_form_that_is_corrected_at_once_is_taken(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    form = newest(w, "rita", Form)
    values = {field.id: field.value for field in form.fields}
    (day,) = (field.id for field in form.fields if field.kind == "date")
    replies = [
        await w._send(Submit(**w._event("rita"), control=form.id, values=values | {day: words}), "[sent]")
        for words in ("rubbish", "rubbish", "28 December")
    ]
    assert "What should Joy take off your hands" in said(replies[-1])
    assert "2026-12-28" in (await talk(w, form.id)).answers["kept"].values()


async def test_what_is_pressed_after_a_talk_was_opened_again_is_meant(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    change, back = control_of(w, "rita", "Change"), control_of(w, "rita", "Back")
    await w.command("rita", "next")
    opens = control_of(w, "rita", "Add a person: Joy")
    await w.press_id("rita", opens)
    once = shown(w)
    await w.press_id("rita", opens)
    assert shown(w) == once, "but a double click on the list is none"
    assert said(await w.press_id("rita", back))
    await w.press_id("rita", change)
    assert "Leave as it was" in w.buttons("rita")


async def test_a_kept_text_is_offered_once_more_where_its_question_was_put_anew(w: Workspace) -> None:
    await to_expectation(w)
    reply = await w.type("rita", "My evenings are free.", at_ms=w.clock.real - 60_000)
    take = reply.puts[0].message.controls[0].id
    await w.command("rita", "next")
    await w.press("rita", "Add a person: Joy")
    assert 'I have kept what you wrote: "My evenings are free."' in said(await w.press_id("rita", take))
    again = newest(w, "rita", Button).id
    await w.press_id("rita", again)
    once = shown(w)
    await w.press_id("rita", again)
    assert shown(w) == once
    assert (await talk(w, again)).answers["kept"]["expectation"] == "My evenings are free."


async def test_an_old_button_pressed_on_purpose_still_says_what_was_answered(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    await w.press("rita", "virtual assistant")
    w.clock.forward(hours=0.1)
    assert "You have answered this already" in said(await w.press_id("rita", old))


# -- old buttons --------------------------------------------------------------------------------------


async def test_a_stale_button_says_what_was_answered_and_offers_to_change_it(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "content writer")
    await w.press("rita", "virtual assistant")
    reply = await w.press_id("rita", old)
    assert "You have answered this already" in said(reply)
    assert "virtual assistant" in said(reply)
    assert [c.label for c in reply.puts[0].message.controls if isinstance(c, Button)] == ["Change"]
    assert "How Joy works for you" in said(reply)


async def test_a_stale_proposal_says_what_was_accepted(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    old = control_of(w, "rita", "Looks right")
    await w.press("rita", "Looks right")
    w.clock.forward(hours=0.1)
    reply = await w.press_id("rita", old)
    assert "You have answered this already" in said(reply)
    assert "By the hour" in said(Reply(reply.puts[:1]))


async def test_a_button_of_a_finished_talk_says_what_was_answered(w: Workspace) -> None:
    await hire(w)
    old = control_of(w, "joy", "Not for me")
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "The inbox matters most.")
    await w.press("joy", "All clear")
    before = await talk(w, old, "joy")
    told = said(await w.press_id("joy", old))
    assert told.startswith("You have answered this already: Hello Joy, I'm Fivefold")
    assert told.endswith("… Let's start")
    assert len(told.split()) < 30, "the invitation is not told once more"
    assert await talk(w, old, "joy") == before
    assert before.state == "done"


async def test_a_finished_talk_never_changes(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    done = [
        c
        for m in w.screens["joy"].messages.values()
        for c in m.controls
        if getattr(c, "label", "") == "Change"
    ]
    row = await talk(w, done[0].id, "joy")
    assert row.state == "done"
    reply = await w.press_id("joy", done[0].id)
    assert "This is answered and done, and Rita reads it" in said(reply)
    assert await talk(w, done[0].id, "joy") == row


async def test_what_is_different_in_a_finished_talk_goes_to_the_other_one(
    w: Workspace,
) -> None:
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, and I know Joy's work")
    own_words = control_of(w, "joy", "Change")
    assert "What is different now? Rita reads it beside that." in said(await w.press_id("joy", own_words))
    assert "Sent to Rita as a correction." in said(await w.type("joy", "On Fridays I stop at noon"))
    (sent,) = [m for m in w.screens["joy"].messages.values() if "What is different now?" in m.plain()]
    assert sent.controls == (), "it can be taken back; a correction of a correction helps nobody"
    (kept,) = await records(w, Feedback)
    assert (kept.kind, kept.words, kept.round) == ("correction", "On Fridays I stop at noon", 1)
    await w.pass_time(hours=1)
    assert "Joy puts an answer right. Asked:" in w.sees("rita")
    assert 'Now: "On Fridays I stop at noon"' in w.sees("rita")
    await w.press("rita", "Reply")
    assert "Sent to Joy, and kept beside it." in said(await w.type("rita", "Good, Fridays then"))
    await w.pass_time(hours=16)
    assert 'Rita replies: "Good, Fridays then"' in w.screens["joy"].text()


async def _two_opened(w: Workspace) -> None:
    """Joy presses [Change] on two answers that Rita has, one of them twice."""
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, and I know Joy's work")
    changes = [
        c.id
        for m in w.screens["joy"].messages.values()
        for c in m.controls
        if getattr(c, "label", "") == "Change"
    ]
    one, other = changes[-2:]
    await w.press_id("joy", one)
    w.clock.forward(hours=1)
    await w.press_id("joy", other)
    w.clock.forward(hours=1)
    assert said(await w.press_id("joy", one)).startswith("You had begun this; here it goes on.")


async def test_each_correction_is_opened_once_and_named_by_its_question(w: Workspace) -> None:
    await _two_opened(w)
    w.clock.forward(hours=1)
    reply = await w.type("joy", "I stop at noon on Fridays")
    named = [label for label in _labels(reply.puts[0].message) if label.startswith("A correction")]
    assert named == [
        "A correction: Your invitation: Your city",
        "A correction: Your invitation",
        "A correction",
    ]


async def test_a_correction_that_was_opened_by_mistake_is_closed_by_one_tap(w: Workspace) -> None:
    await _two_opened(w)
    assert "Never mind" in w.buttons("joy")
    await w.press("joy", "Never mind")
    w.clock.forward(hours=1)
    reply = await w.type("joy", "I stop at noon on Fridays")
    named = [label for label in _labels(reply.puts[0].message) if label.startswith("A correction")]
    assert named == ["A correction", "A correction: a new one"]
    await w.press("joy", "Never mind")
    await w.command("joy", "next")
    assert "A correction" not in w.sees("joy")
    assert "Never mind" not in [label for m in w.screens["joy"].messages.values() for label in _labels(m)]
    assert not await records(w, Feedback)


def _labels(message: Message) -> list[str]:
    return [getattr(control, "label", "") for control in message.controls]


async def test_a_question_that_is_shown_again_is_answered_in_one_place(w: Workspace) -> None:
    await to_expectation(w)
    standing = set(w.screens["rita"].messages)
    await w.command("rita", "next")
    await w.press("rita", "Add a person: Joy")
    asked = {
        ref: message
        for ref, message in w.screens["rita"].messages.items()
        if "asking Joy was right" in message.plain()
    }
    assert len(asked) == 2
    assert [bool(message.controls) for ref, message in asked.items() if ref in standing] == [False]
    assert [bool(message.controls) for ref, message in asked.items() if ref not in standing] == [True]
    await w.type("rita", "My evenings are free.")
    assert "My evenings are free." in w.screens["rita"].text()
