"""What words and buttons do that are the same in every talk: back, change, restart, cancel, skip, later."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations import behind, controls, planning, put_off
from bot.conversations.acting import Acting
from bot.conversations.answered import AnswerCards
from bot.conversations.controls import digits
from bot.dialog import Refused
from bot.engine.prompts import Prompt
from bot.engine.text import Text, t
from bot.ports import Put

Puts = tuple[Put, ...]


def move(acting: Acting, verb: str, *, typed: bool = False) -> Puts:
    """Whatever is written alone, or pressed, to move about. `typed`: what follows is read below the word."""
    match verb:
        case controls.BACK:
            return back(acting, typed=typed)
        case controls.LATER:
            return later(acting)
        case controls.CANCEL:
            return cancel(acting)
        case controls.RESTART:
            return restart(acting)
        case _:
            raise ValueError(verb)


def back(acting: Acting, *, typed: bool = False) -> Puts:
    """Take the last answer back; while changing an earlier one, leave that as it was.

    A pressed page turns where it stands; after a typed word the question comes below it.
    """
    if acting.editing:
        return _leave(acting)
    away = acting.put_away() if typed else ()
    if not acting.live.back(acting.role):
        return (acting.say(t("nothing-to-take-back")), *acting.show())
    acting.settle()
    return (*acting.pages({}, ref="" if typed else acting.ref), *away, *behind.superseded(acting))


def _leave(acting: Acting) -> Puts:
    """Leave an earlier answer as it was: it stands where it was to be changed, and what is asked below it.

    To change it there is the card that it has already. What is only said comes with it, in one message.
    """
    left, given = acting.live.view(acting.role).prompts, acting.live.answers.given
    card = AnswerCards(acting.live, acting.role, acting.reader).answered(left)
    if any(given[prompt.key].ref not in ("", acting.ref) for prompt in left if prompt.key in given):
        card = card.without_controls()
    acting.edit("")
    acting.settle()
    pages = acting.pages({})
    if not acting.ref:
        return pages
    if pages and acting.live.row.state == "done" and not pages[0].message.controls:
        said, *others = pages
        card = replace(card, body=(*card.body, *said.message.body))
        return (said._replace(message=card, ref=acting.ref), *others)
    return (Put(card, acting.ref), *pages)


def change(acting: Acting, what: str) -> Puts:
    """Open an earlier answer for changing."""
    found = _answered(acting, what)
    if not found:
        return (acting.say(t("not-changeable")), *acting.show())
    away = acting.put_away()
    acting.edit(found[0].key)
    acting.settle()
    return (*acting.pages({}), *away)


def swap(acting: Acting, what: str, words: str) -> Puts:
    """Put other words in the place of an earlier answer.

    Raises:
        Refused: it is asked no more; the words were not taken.
    """
    found = _answered(acting, what)
    if not found:
        raise Refused(t("not-changeable"))
    acting.ref = acting.live.ref = ""  # the open question stays where it stands, and is put once more below
    acting.edit(found[0].key)
    pages = acting.answer({what: words})
    return (Put(AnswerCards(acting.live, acting.role, acting.reader).answered(found)), *pages)


def _answered(acting: Acting, what: str) -> tuple[Prompt[object], ...]:
    return acting.live.given(acting.role, lambda key, _: digits(key) == what)


def restart(acting: Acting) -> Puts:
    """Ask everything again that this seat has answered."""
    mine = [key for key, given in acting.live.answers.given.items() if given.role == acting.role]
    away = acting.put_away()
    acting.live.answers.drop(mine)
    acting.live.replay()
    acting.settle()
    return (*acting.pages({}), *away, *behind.superseded(acting))


def cancel(acting: Acting) -> Puts:
    """Close what this person started; what somebody else started can only wait."""
    if acting.live.row.start.get("by") != acting.live.seats[acting.role].person:
        return (acting.say(t("cannot-cancel", other=acting.other)),)
    mine = acting.live.dialog.audience == "you"
    return _close(acting, "cancelled", t("cancelled-own") if mine else t("cancelled"))


def skip(acting: Acting) -> Puts:
    """Let this one pass, where a talk may be let pass: no answer, which is never zero."""
    return _close(acting, "skipped", t("skipped"))


def _close(acting: Acting, how: str, words: Text) -> Puts:
    me = acting.live.seats[acting.role].person
    planning.close(acting.stage.tx, (acting.live.row.id,), how, told=me)
    acting.stage.wake = acting.stage.wake or len(acting.live.seats) > 1
    away = acting.put_away()
    acting.live.row = acting.live.row._replace(state="closed", reason=how)
    return (acting.say(words), *away, *behind.ended(acting))


def later(acting: Acting) -> Puts:
    """Leave the question until it is opened again; its one reminder comes on the next working day."""
    put_off.note(acting.stage.tx, acting.live.seats[acting.role])
    comes = acting.live.dialog.nudge and planning.put_off(acting.stage.tx, acting.live, acting.role)
    return (acting.say(t("later-noted" if comes else "later-waits")),)
