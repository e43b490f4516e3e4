"""A form that was opened over a page of an earlier turn, or a button of it: nothing given there is lost.

Where that page was only put anew since, or a part of it was answered, the form answers it. Where it has
changed, what is asked in the same words is answered. What is asked in others is asked anew, with what
was given in its field; what was only left as it had been proposed gives way to what is proposed now.
A button is taken where the same question still has it, in whatever place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.acting import Acting, typed_or_picked
from bot.conversations.controls import Control, digits
from bot.conversations.twice import says
from bot.conversations.view import Mistake, View
from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.text import Invalid, t
from bot.ports import Put


def sent_late(acting: Acting, control: Control, given: Mapping[str, Raw | None]) -> tuple[Put, ...]:
    """Take what still answers what is asked; whatever else was given comes back in its field."""
    if _stands(acting, control, given):
        _reopen(acting, given)
        return acting.answer(given, submitted=True)
    stood = acting.stood.view if acting.stood is not None and acting.stood.turn == control.turn else None
    taken: list[Prompt[Any]] = []
    mistakes: dict[str, Mistake] = {}
    view = acting.live.view(acting.role)
    for prompt in view.prompts:
        raw = given.get(digits(prompt.key))
        before = _before(stood, prompt)
        proposed = _proposed(stood, before) if stood and before else _proposed(view, prompt)
        if raw is None or raw in ("", (), proposed):
            continue
        try:
            if before is not None and _meaning(before) == _meaning(prompt):
                acting.take(prompt, raw)
                taken.append(prompt)
            else:
                if isinstance(raw, str):
                    prompt.kind.read(raw, acting.reading)
                mistakes[prompt.key] = Mistake(t("changed-since"), _carried(raw, before, prompt))
        except Invalid as invalid:
            mistakes[prompt.key] = acting.mistake(invalid, raw)
    if taken:
        return acting.moved(tuple(taken), mistakes)
    return acting.ask_again(mistakes) if mistakes else acting.stale(control)


def pressed_late(acting: Acting, control: Control, given: Mapping[str, Raw | None]) -> tuple[Put, ...]:
    """Take a button of a page that was taken up just now over the facts of today; nothing if it is gone."""
    if acting.stood is None or acting.stood.turn != control.turn:
        return ()
    stood = acting.stood.view
    for prompt in acting.live.view(acting.role).prompts:
        before, raw = _before(stood, prompt), given.get(digits(prompt.key))
        if before is None or not isinstance(raw, tuple) or prompt.kind.name in ("consent", "many"):
            continue
        was, now = before.kind.options(), prompt.kind.options()
        pressed = [was[at] for at in raw if at < len(was)]
        if before.ask == prompt.ask and pressed and all(option in now for option in pressed):
            return acting.answer({digits(prompt.key): tuple(now.index(option) for option in pressed)})
    return ()


def _stands(acting: Acting, control: Control, given: Mapping[str, Raw | None]) -> bool:
    """Whether the page of the form is the one that stands there, and the form holds whatever is asked."""
    asked = {digits(prompt.key) for prompt in acting.live.view(acting.role).prompts}
    began = acting.live.seats[acting.role].began_turn
    return bool(asked) and asked <= given.keys() and control.turn >= began


def _reopen(acting: Acting, given: Mapping[str, Raw | None]) -> None:
    """Take back what was answered of the open page and is given otherwise now."""
    live, view = acting.live, acting.live.view(acting.role)
    before = () if acting.editing or view.page is None else view.page.prompts
    mine = (
        p for p in before if p.key in live.answers.given and live.answers.given[p.key].role == acting.role
    )
    if otherwise := [prompt.key for prompt in mine if not says(acting, prompt, given)]:
        live.answers.drop(otherwise)
        live.replay()
        live.still_stands()


def _before(stood: View | None, prompt: Prompt[Any]) -> Prompt[Any] | None:
    return next((one for one in stood.prompts if one.key == prompt.key), None) if stood else None


def _meaning(prompt: Prompt[Any]) -> tuple[Any, ...]:
    return prompt.ask, prompt.kind.options(), prompt.kind.digest


def _proposed(stood: View, prompt: Prompt[Any]) -> Raw | None:
    """What stood in its field when the form was opened."""
    proposed = stood.page.proposed if stood.page is not None else None
    if not proposed or proposed.get(prompt.key) is None:
        return None
    value = proposed[prompt.key]
    return prompt.kind.indices(value) if prompt.kind.options() else prompt.kind.typed(value)


def _carried(raw: Raw, before: Prompt[Any] | None, prompt: Prompt[Any]) -> str | tuple[str, ...]:
    """What was given, in the field of today: of what was picked, whatever can still be picked."""
    if isinstance(raw, str):
        return raw
    was = before.kind.options() if before is not None else ()
    places = {option.id: place for place, option in enumerate(prompt.kind.options())}
    ids = [was[index].id for index in raw if index < len(was)]
    return typed_or_picked(tuple(places[id] for id in ids if id in places))
