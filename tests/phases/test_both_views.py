"""Both views of the skills as two people meet them (O9, P8): the reveal, and the second look."""

from __future__ import annotations

from bot.model import Level, Rating
from bot.ports import Where
from bot.transaction import Transaction
from tests.phases.steps import found, play
from tests.workspace import UNSEEN, Workspace, accept, hand_in, hire, rate_own, rate_seen


async def rated(w: Workspace, own: tuple[int, ...], seen: tuple[int | str, ...]) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w, own)
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    await rate_seen(w, seen)


async def test_a_disagreement_stays_visible_as_what_it_is(w: Workspace) -> None:
    await rated(w, (3, 4, 3, 3, 3, 3), (3, 2, 3, 3, 3, 3))
    await play(
        w,
        ("rita", "press", "2 for now", "joy::Rita suggests 2 for now"),
        ("joy", "press", "3 for now", "joy::You see Order questions differently. Both views stay"),
    )  # fmt: skip
    [disputed] = [level for level in await found(w, Level) if level.disputed]
    assert disputed.level is None
    await w.command("rita", "skills")
    assert "you see it differently: 4 and 2" in w.sees("rita")


async def test_a_wish_to_talk_is_shown_to_the_other(w: Workspace) -> None:
    await rated(w, (3, 4, 3, 3, 3, 3), (3, 2, 3, 3, 3, 3))
    talk = next(label for label in w.buttons("rita") if label.startswith("Let's talk: both free"))
    await w.press("rita", talk)
    assert "Rita would like to talk about it." in w.screens["joy"].text()
    free = talk.partition("free ")[2].removeprefix("from ")
    await w.press("joy", "2 for now")
    for who in ("rita", "joy"):
        seen = w.sees(who) if who == "joy" else w.screens[who].text()
        asks = "You would like" if who == "rita" else "Rita would like"
        assert f"{asks} to talk about Order questions." in seen
        said = "Joy says" if who == "rita" else "You say"
        assert f"{said} 2 for now. You are both free from" in seen
    assert free.rpartition(" ")[2] in w.screens["rita"].text()


async def test_nothing_apart_asks_nothing(w: Workspace) -> None:
    await rated(w, (3, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 4))
    assert "Both views are in." in w.screens["rita"].text()
    assert "Both views are in." in w.screens["joy"].text()
    assert "Two or more apart" not in w.screens["rita"].text() + w.screens["joy"].text()
    assert {level.provisional for level in await found(w, Level)} == {False}


async def test_not_seen_yet_anywhere_leaves_the_own_view_until_the_second_look(w: Workspace) -> None:
    await rated(w, (5, 3, 3, 3, 3, 3), (UNSEEN,) * 6)
    assert "Joy's own view stands until Fri 4 Dec." in w.screens["rita"].text()
    levels = await found(w, Level)
    assert len(levels) == 6
    assert all(level.provisional and level.look_again_on is not None for level in levels)


async def test_a_claim_that_counts_less_stands_beside_what_was_said(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in (5, 3, 3, 3, 3, 3):
        await w.press("joy", str(level))
    await w.press("joy", "Skip")
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    await rate_seen(w, (UNSEEN,) * 6)
    for who in ("rita", "joy"):
        assert "3 (said 5; it counts 3 until there is an example)" in w.screens[who].text()


async def test_whoever_would_rather_give_no_sample_holds_nothing_up(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w, (3, 3, 3, 3, 3, 3))
    await w.press("rita", "Yes, send the sample")
    await w.press("joy", "Rather not")
    assert "That is fine, and counts for nothing." in w.sees("joy")
    assert "Joy would rather start with real work than with a sample." in w.screens["rita"].text()
    assert "A good answer:" not in w.screens["rita"].text(), "there is nothing to hold it against"
    await rate_seen(w, (UNSEEN,) * 6)
    assert "Joy's own view stands until Fri 4 Dec." in w.screens["rita"].text()


async def test_the_second_look_comes_on_its_day(w: Workspace) -> None:
    """Only what nobody has seen, or what was apart, is looked at again; history stays."""
    await rated(w, (3, 4, 3, 3, 3, 3), (3, 2, 3, 3, 3, 3))
    await play(
        w,
        ("rita", "press", "2 for now", "joy::Rita suggests 2 for now"),
        ("joy", "press", "2 for now", "joy::a second look on Fri 4 Dec"),
    )  # fmt: skip
    for _ in range(60):
        await w.pass_time(hours=6)
        if "One kind of work, one tap." in w.screens["joy"].text():
            break
    assert "One kind of work, one tap." in w.screens["joy"].text()
    assert "The second look that you two planned" in w.sees("joy")
    assert len(await found(w, Rating)) == 12
    assert len(await found(w, Level)) == 6


async def test_a_second_look_leaves_out_what_a_proof_has_settled_meanwhile(w: Workspace) -> None:
    await rated(w, (3, 4, 3, 3, 3, 3), (UNSEEN, 2, 3, 3, 3, 3))
    await play(
        w,
        ("rita", "press", "2 for now", "joy::Rita suggests 2 for now"),
        ("joy", "press", "2 for now", "joy::a second look on Fri 4 Dec"),
    )  # fmt: skip

    def prove(tx: Transaction) -> None:
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        (apart,) = [one for one in tx.find(Level) if one.level == 2]
        proven = {"id": "proven", "level": 3, "look_again_on": None, "at": apart.at + 1, "version": 0}
        tx.write(apart.model_copy(update=proven), 0)

    await w.store.turn(prove)
    await w.pass_time(days=10, hours=23.5)
    asked = [words for who, _, words in w.log if who == "rita" and "Only what you saw yourself" in words]
    assert "Inbox" in asked[-1]
    await w.press("rita", "3")
    await w.press("joy", "3")
    assert "Same or one apart: Inbox 3." in w.screens["rita"].text()
    assert len(await found(w, Level)) == 8, "one more for Inbox, and none for Order questions"
