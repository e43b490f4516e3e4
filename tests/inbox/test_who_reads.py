"""Who will read an answer is said of the whole page, and stays so however much of it is answered."""

from __future__ import annotations

from tests.workspace import Workspace, accept, hire


async def test_a_mistake_in_one_field_changes_nothing_in_who_reads(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    assert w.screens["joy"].last.audience == "You and Rita read this."
    await w.fill("joy", {"until": "25"})
    assert w.screens["joy"].last.errors
    assert w.screens["joy"].last.audience == "You and Rita read this."


async def test_what_is_sent_is_read_by_whoever_gets_it(w: Workspace) -> None:
    await w.command("rita", "add <@brian>")
    assert w.screens["rita"].last.audience == "You and Brian read this.", "the invitation names the work"
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Customer inbox")
    await w.press("rita", "Looks right")
    await w.type("rita", "My evenings back.")
    assert w.screens["rita"].last.audience == "You and Brian read this.", "what is not ready is Rita's part"
    await w.pick("rita", "Own login to the inbox and the shop")
    assert "This is exactly what Brian will get" in w.sees("rita")
    assert w.screens["rita"].last.audience == "You and Brian read this."


async def test_settings_say_what_of_them_others_see(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("joy", "settings")
    told = w.screens["joy"].last.audience
    assert "Only you" not in told
    assert told == (
        'Whoever you work with sees "Your city", "I call you" and "Check-in on".'
        " Nobody reads the rest; it only shows in when I write to you."
    )
