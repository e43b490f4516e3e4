"""A message that somebody edits or deletes after it was taken: its answer stands until they say so."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Engagement, Rating
from bot.ports import Deleted, Edited, Reply
from storage.conversations import Conversations
from tests.inbox.looking import NOTHING_HERE, records, said, to_expectation
from tests.workspace import Workspace, accept, hire, rate_own

FIRST = "No customer waits and I have my evenings back."
SECOND = "No customer waits, and on Fridays I am free."
TAKE = "Yes, take the new words"


async def edit(w: Workspace, user: str, message: str, words: str) -> Reply:
    """Change an earlier message, and see what comes of it."""
    return await w._send(Edited(**w._event(user), message=message, words=words), f"edits: {words}")


async def expectation(w: Workspace) -> str:
    """Rita's sentence as it would be kept."""
    await w.press("rita", "Send")
    (engagement,) = await records(w, Engagement)
    return str(engagement.expectation)


async def kept(w: Workspace) -> list[str]:
    """What Rita wrote and no question has taken."""

    def look(tx: Any) -> list[str]:
        ((account, person, _),) = tx.persons_at(w._event("rita")["who"])
        tx.enter(account)
        return [one["words"] for one in tx.kept_of(person)]

    return await w.store.read(look)


async def told(w: Workspace) -> None:
    """Rita has written her sentence, and is asked the next thing."""
    await to_expectation(w)
    await w.type("rita", FIRST, id="mine")


async def test_an_edited_answer_is_offered_and_taken(w: Workspace) -> None:
    await told(w)
    reply = await edit(w, "rita", "mine", SECOND)
    assert SECOND in said(reply)
    assert FIRST in said(reply), "what stands now is shown beside it"
    await w.press("rita", TAKE)
    await w.pick("rita", "Own login to the inbox and the shop")
    assert await expectation(w) == SECOND


async def test_left_alone_the_first_answer_stands(w: Workspace) -> None:
    await told(w)
    await edit(w, "rita", "mine", SECOND)
    await w.pick("rita", "Own login to the inbox and the shop")
    assert await expectation(w) == FIRST


async def test_of_two_edits_the_last_counts(w: Workspace) -> None:
    await told(w)
    await edit(w, "rita", "mine", "Something else.")
    await edit(w, "rita", "mine", SECOND)
    await w.press("rita", TAKE)
    await w.pick("rita", "Own login to the inbox and the shop")
    assert await expectation(w) == SECOND


async def test_the_open_question_is_put_once_more_below(w: Workspace) -> None:
    await told(w)
    asked = w.sees("rita")
    await edit(w, "rita", "mine", SECOND)
    await w.press("rita", TAKE)
    assert w.sees("rita") == asked
    assert await kept(w) == [], "it stands in the answer now"


@pytest.mark.parametrize("words", [FIRST, f"  {FIRST} "])
async def test_an_edit_that_says_the_same_is_not_asked_about(w: Workspace, words: str) -> None:
    await told(w)
    assert (await edit(w, "rita", "mine", words)).puts == ()


async def test_words_that_cannot_be_taken_say_why_and_change_nothing(w: Workspace) -> None:
    await told(w)
    reply = await edit(w, "rita", "mine", "the password is hunter2xyz!")
    assert reply.secret
    assert "Shall this become" not in said(reply)


async def test_an_edit_of_what_answered_nothing_is_offered_to_what_is_asked(w: Workspace) -> None:
    await to_expectation(w)
    reply = await edit(w, "rita", "long-ago", SECOND)
    assert "What is it for?" in said(reply)
    assert await kept(w) == [SECOND]
    await w.press("rita", "Add a person: Joy")
    assert await kept(w) == [], "it stands in the answer now"
    await w.pick("rita", "Own login to the inbox and the shop")
    assert await expectation(w) == SECOND


async def test_with_nothing_asked_an_edit_changes_nothing(w: Workspace) -> None:
    await hire(w)
    assert "answered nothing" in said(await edit(w, "rita", "long-ago", "other words"))


async def example_of(w: Workspace) -> set[str]:
    return {rating.example for rating in await records(w, Rating, "joy") if rating.example}


async def rated(w: Workspace) -> None:
    """Joy has rated herself; her example was written under the id "mine"."""
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, and I know Joy's work")
    type_as_usual: Any = w.type

    async def as_mine(user: str, words: str, **event: Any) -> Reply:
        return await type_as_usual(user, words, **{"id": "mine", **event})  # type: ignore[no-any-return]

    w.type = as_mine  # type: ignore[method-assign]
    await rate_own(w)


async def test_in_a_talk_that_ended_a_revision_takes_the_new_words(w: Workspace) -> None:
    await rated(w)
    reply = await edit(w, "joy", "mine", "ninety orders a day")
    assert "ninety orders a day" in said(reply)
    await w.press("joy", TAKE)
    assert await example_of(w) == {"ninety orders a day"}


async def test_a_talk_that_cannot_be_changed_any_more_says_so(w: Workspace) -> None:
    await told(w)
    await w.pick("rita", "Own login to the inbox and the shop")
    await expectation(w)
    assert "can no longer be changed" in said(await edit(w, "rita", "mine", SECOND))


async def test_nobody_changes_what_another_wrote(w: Workspace) -> None:
    await rated(w)
    reply = await edit(w, "rita", "mine", "not mine")
    assert "Shall this become" not in said(reply)
    offered = await edit(w, "joy", "mine", "ninety orders a day")
    control = offered.puts[0].message.controls[0]
    assert said(await w.press_id("rita", control.id)) == NOTHING_HERE


async def test_a_deleted_message_leaves_its_answer_with_a_way_to_change_it(w: Workspace) -> None:
    await told(w)
    reply = await w._send(Deleted(**w._event("rita"), message="mine"), "deletes")
    assert FIRST in said(reply)
    await w.press("rita", "Change")
    await w.type("rita", SECOND)
    await w.pick("rita", "Own login to the inbox and the shop")
    assert await expectation(w) == SECOND
    assert (await w.inbox.take(Deleted(**w._event("rita"), message="never-seen"))).puts == ()


async def test_an_edit_opens_no_talk_but_those_that_went_on_as_its_message_came(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hire(w)
    for number in range(3):
        await w.command("rita", "away")
        if number:
            await w.press("rita", "Other days")
        await w.type("rita", "7 January", id=f"first-{number}")
        await w.type("rita", "8 January", id=f"last-{number}")
        w.clock.forward(hours=1)
    opened = []
    open_one = Conversations._opened

    def counted(tx: Any, row: Any) -> Any:
        opened.append(row[0])
        return open_one(tx, row)

    monkeypatch.setattr(Conversations, "_opened", counted)
    assert "answered nothing" in said(await edit(w, "rita", "never-seen", "other words"))
    assert opened == []
    await edit(w, "rita", "last-1", "9 January")
    assert len(set(opened)) == 1


@pytest.mark.parametrize("odd", ["\ud83d", "\x00", "\u202e", "\ufffe"])
async def test_what_no_database_keeps_is_cleaned_out_of_an_edit(w: Workspace, odd: str) -> None:
    """Both where it changes an answer and where it mends what answered nothing."""
    await told(w)
    assert SECOND in said(await edit(w, "rita", "mine", f"{odd} {SECOND}"))
    assert "What is it for?" in said(await edit(w, "rita", "another", f"{odd} The refunds, on Fridays"))
    for words in await kept(w):
        assert words.endswith((SECOND, "The refunds, on Fridays"))
        assert odd not in words
