"""Typed words: which talk they belong to, and the few bare words that mean the same everywhere."""

from __future__ import annotations

from bot import commands
from bot.conversations import answering, beside, controls, keeping, moving, over, unclear, waiting
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.commanding import Commanding
from bot.conversations.controls import Control
from bot.conversations.keeping import Seats, asked_now
from bot.conversations.put_off import not_put_off
from bot.conversations.sitting import sit
from bot.conversations.twice import typed_twice
from bot.conversations.view import Mistake, View
from bot.conversations.whose import for_them, work_named
from bot.dialog import Refused
from bot.engine.cards import Form
from bot.engine.read import greets, refuse_secret, says_nothing
from bot.engine.text import Invalid, t
from bot.ports import Put, holds
from bot.practice.plans import row_told
from bot.transaction import At, Conversation, Seat

FLOOR_MS = 15 * 60_000
"""Typed text goes to the talk touched this recently."""
MOST_IN_FIELD = 1_000
"""So many characters stand in a field whole on every platform."""


def _in_a_field(puts: tuple[Put, ...], words: str) -> bool:
    """Whether what was written stands in a field, to be put right there; people are picked on the page."""
    forms = (one for put in puts for one in put.message.controls if isinstance(one, Form))
    fields = (field for form in forms for field in form.fields if field.kind != "person")
    return len(words) <= MOST_IN_FIELD and any(field.value == words for field in fields)


def try_again(actor: Actor, control: Control, row: Conversation) -> tuple[Put, ...]:
    """After the mend a parked conversation runs on with the answers it kept."""
    acting = sit(actor.stage, actor.known, control.role, row)
    if acting is None:
        return actor.say(t("parked"))
    nothing_shown = {role: View((), None, ()) for role in acting.before}
    actor.stage.settle(acting.live, nothing_shown, acting=control.role)
    return acting.pages({})


class Typing:
    """One line written by the one who acts."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.tx = actor.tx

    def typed(self, words: str, under: str = "", *, own: bool = True) -> tuple[Put, ...]:
        """Take a line: an answer, a command, or something to keep and offer.

        `under`: the message that it replies to. Where that is an open question, the line is for it.
        `own`: where own words are asked for, it may be those.
        """
        asked = asked_now(self.actor)
        if under and (found := self._replied_to(under, asked)):
            return self._into(found, words, self._parsed(words), [])
        parsed, bare = self._parsed(words), controls.bare(words)
        if not parsed.meant and bare not in controls.BARE and (row := over.under(self.actor, asked)):
            return over.closed(self.actor, row, "" if says_nothing(words) else words)
        if bare in controls.BARE and (left := beside.leave(self.actor, asked)):
            return left
        # What moves about may be meant for what was put off: it is to be stopped after all.
        seats = not_put_off(self.actor, asked) or (asked if bare in controls.BARE else [])
        if not seats:
            return self._unasked(words, parsed, asked)
        # Whoever has just put the newest question off does not turn to an older one with the next line.
        turned = bare in controls.BARE or seats[0] is asked[0]
        if not turned and parsed.command is None and says_nothing(words):
            return Commanding(self.actor).next()
        found = self._floor(seats) if turned else None
        if found is None and not parsed.meant and bare not in controls.BARE:
            meant = answering.answered(self.actor, words, seats)
            found = self._locked(*meant[0]) if len(meant) == 1 else None
        if found is None:
            if parsed.meant:
                return Commanding(self.actor).command(words, {})
            if bare in controls.BARE:
                self.actor.be(seats[0][0])
                return unclear.which_for(self.actor, seats, bare)
            if told := self._without_a_word(words):
                return told
            return unclear.what_for(self.actor, words, asked)
        return self._into(found, words, parsed, seats, own=own)

    def _unasked(self, words: str, parsed: commands.Parsed, put_off: Seats) -> tuple[Put, ...]:
        """A line of somebody whom nothing is asked, but what they `put_off`: a command, or own words."""
        commanding, command = Commanding(self.actor), None if parsed.aside else parsed.command
        if command is not None and (
            " " not in words or command.name in words.casefold() or self._days_only(command, parsed.words)
        ):
            return commanding.command(words, {})
        self.actor.identify()
        if self.actor.person is None:
            return (Put(waiting.welcome(self.actor.event.profile)),)
        if (bare := controls.bare(words)) in controls.BARE:
            return (*self.actor.say(t("nothing-open", word=bare)), *commanding.next())
        if told := self._without_a_word(words):
            return told
        if parsed.command is None and says_nothing(words):
            return commanding.next()
        # The nearest command is better than a shrug.
        near = parsed.guess or command
        if near and not unclear.wanted(self.actor, words, self.actor.reader()):
            return commanding.guess(words, near, parsed.words)
        if told := commanding.sentence(words):
            return told
        return (
            unclear.what_for(self.actor, words, put_off) if put_off else self.actor.say(t("not-understood"))
        )

    def _days_only(self, command: commands.Command, rest: str) -> bool:
        """Whether all that stands behind a word is the days that its command takes: "sick today"."""
        if any(option.kind.name != "date" for option in command.options):
            return False
        self.actor.identify()
        given = commands.options_of(command, rest, {})
        if self.actor.person is None or not given:
            return False
        reading = self.actor.stage.reading(self.actor.person)
        try:
            return all(
                one.kind.read(given[one.name], reading) for one in command.options if one.name in given
            )
        except Invalid:
            return False

    def _without_a_word(self, words: str) -> tuple[Put, ...]:
        """What a line plainly means that names no command: a list, or a count told."""
        if wants := commands.wants_only(words):
            return Commanding(self.actor).command(wants, {})
        done = commands.COMMANDS["done"]
        if row_told(words) and done.who in self.actor.roles():
            return Commanding(self.actor).command(f"{done.name} {words}", {})
        return ()

    def _parsed(self, words: str) -> commands.Parsed:
        """A line as a command. A sentence that begins like one of the other's, "Ask ...", is none."""
        parsed = commands.parse(words)
        meant = parsed.command or parsed.guess
        sentence = bool(parsed.words) and not parsed.words.startswith("<@")
        named = meant is not None and controls.bare(words.split()[0]) == meant.name
        if not sentence or named or for_them(self.actor, meant):
            return parsed
        return commands.Parsed(None, words)

    def _into(
        self,
        found: tuple[Control, Conversation],
        words: str,
        parsed: commands.Parsed,
        seats: Seats,
        *,
        own: bool = True,
    ) -> tuple[Put, ...]:
        """Take a line in the talk that it belongs to."""
        control, row = found
        if row.state == "parked":
            return (*try_again(self.actor, control, row), *unclear.not_taken(self.actor, words))
        try:
            acting = sit(self.actor.stage, self.actor.known, control.role, row)
        except Refused as refused:
            return over.tell(self.actor, refused.why or t("not-allowed"), words)
        if acting is None:
            return (*self.actor.say(t("parked")), *unclear.not_taken(self.actor, words))
        if acting.live.row.state != "open":
            # It ended as it was taken up: nothing of it takes these words.
            return (*acting.show(), *(unclear.not_taken(self.actor, words) or Commanding(self.actor).next()))
        if (about := unclear.own_answered(self.actor, acting, words)) is not None:
            return about
        option = None
        if own and acting.meaning.takes_as_own(words):
            if left := unclear.word_left(self.actor, acting, words):
                words, parsed = left, self._parsed(left)
            if controls.bare(words) in controls.BARE or parsed.meant:
                return unclear.answer_or_word(self.actor, acting, words, controls.bare(words))
            if len(words.split()) > 1 and (word := unclear.half_said(self.actor, acting.live.row.id)):
                return unclear.answer_or_word(
                    self.actor, acting, words, controls.bare(words), said_before=word
                )
        else:
            if (done := self._no_answer(acting, words, parsed, seats)) is not None:
                return done
            option = acting.meaning.offers(words)
        return self._answer(acting, words, option, seats)

    def _no_answer(
        self, acting: Acting, words: str, parsed: commands.Parsed, seats: Seats
    ) -> tuple[Put, ...] | None:
        """A line where own words are not what is asked: it moves about, answers another talk, or commands.

        None where it is none of these.
        """
        # No list takes a password, and no copy of one is kept.
        refuse_secret(words)
        if (moved := self._bare_word(acting, words)) is not None:
            return moved
        if acting.meaning.asks_to_explain(words):
            return acting.explain(typed=True)
        others = [one for one in seats if one[2].id != acting.live.row.id]
        seat = acting.live.seats[acting.role]
        if acting.meaning.understands(words):
            lower = answering.answers_below(self.actor, words, seat, others)
            return unclear.what_for(self.actor, words, seats) if lower else None
        meant = answering.answered(self.actor, words, others, seat.shown_ms)
        if len(meant) > 1:
            return unclear.what_for(self.actor, words, seats)
        if meant and (found := self._locked(*meant[0])) is not None:
            return self._into(found, words, parsed, [])
        if told := self._without_a_word(words):
            return told
        if controls.bare(words) == "change" and acting.meaning.proposes:
            return acting.show({"": Mistake(t("invalid-review"), "")})
        by_chance = parsed.by_chance and acting.meaning.offers(words) is not None
        if parsed.command is not None and not by_chance and not parsed.aside:
            return Commanding(self.actor).command(words, {})
        open_still = acting.meaning.offers(words) is not None or acting.meaning.doubts(words)
        if open_still or " " not in words.strip():
            return None
        meant_else = unclear.wanted(self.actor, words, acting.reader) or answering.sought(
            self.actor, words, others
        )
        return unclear.what_for(self.actor, words, seats) if meant_else else None

    def _answer(self, acting: Acting, words: str, option: int | None, seats: Seats) -> tuple[Put, ...]:
        """Take a line as the answer, unless it was written before the question stood there.

        `option`: the place of the one that it may be meant for, where it is none of the answers.
        """
        seat = acting.live.seats[acting.role]
        called = self.actor.somebody(words) if acting.meaning.takes_a_person else self.actor.named(words)
        if typed_twice(acting, called, self.actor.event.at_ms):
            return acting.show() if seat.shown_turn < seat.turn else acting.open()
        if seat.shown_turn < seat.turn or self.actor.event.at_ms < seat.shown_ms:
            if greets(words):  # as they were asked to do whom the question could not reach
                return acting.show()
            here = (self.actor.at, seat, acting.live.row)
            others = (one for one in seats if one[2].id != acting.live.row.id)
            return unclear.what_for(self.actor, words, [here, *others])
        if option is not None:
            return unclear.own_words(self.actor, acting, words, option)
        if acting.meaning.takes_as_own(words) and acting.meaning.asks_us(words):
            return unclear.is_answer(self.actor, acting, words)
        if meant := acting.meaning.doubts(words):
            return unclear.in_doubt(self.actor, acting, words, meant)
        acting.live.written = self.actor.event.id
        before = dict(acting.live.answers.given)
        puts = acting.typed(called)
        taken = acting.live.answers.given != before or self.actor.stage.secret or _in_a_field(puts, called)
        # The question stays what stands last.
        return puts if taken else (*unclear.not_taken(self.actor, words, acting.live.row.id), *puts)

    def floor(self) -> tuple[Control, Conversation] | None:
        """The talk that typed words belong to, locked, and the button that would open its page."""
        return self._floor(asked_now(self.actor))

    def _replied_to(self, under: str, asked: Seats) -> tuple[Control, Conversation] | None:
        """The talk whose question stands in that message, locked."""
        for at, seat, row in asked:
            if seat.shown_turn == seat.turn and holds(seat.ref, under):
                return self._locked(at, seat, row)
        return None

    def _locked(self, at: At, seat: Seat, row: Conversation) -> tuple[Control, Conversation] | None:
        with self.actor.peek(at):
            locked = self.tx.conversation(row.id)
        # It may have ended between the look and the lock: what has ended is not moved any more.
        if locked is None or locked.state not in ("open", "parked"):
            return None
        self.actor.be(at)
        return Control(row.id, seat.role, seat.turn, controls.OPEN), locked

    def _bare_word(self, acting: Acting, words: str) -> tuple[Put, ...] | None:
        """help, back, later, cancel and restart: handled here for every talk there is."""
        match controls.bare(words):
            case "help":
                return (*Commanding(self.actor).help(""), *acting.show())
            case "skip" if acting.live.dialog.skippable and not acting.meaning.optional:
                return moving.skip(acting)
            case verb if verb in controls.BARE:
                return moving.move(acting, controls.BARE[verb], typed=True)
            case _:
                return None

    def _floor(self, seats: Seats) -> tuple[Control, Conversation] | None:
        """Of these talks the one that a line belongs to, locked: the one just touched, or the only one."""
        if not seats:
            return None
        recent = seats[0][1].touched_ms > self.tx.moment.now - FLOOR_MS
        return self._locked(*seats[0]) if recent or len(seats) == 1 else None

    def offer(self, words: str) -> tuple[Put, ...]:
        """Keep words and ask what they are for, where something is asked; else nothing."""
        self.actor.identify()
        seats = asked_now(self.actor)
        return unclear.what_for(self.actor, words, seats) if seats else ()

    def offer_again(self, kept: str) -> tuple[Put, ...]:
        """Kept words whose question was put anew since, or answered: what are they for now? Else nothing."""
        lies = keeping.found(self.actor, kept)
        if lies is None:
            return ()
        self.actor.be(lies[0])
        keeping.let_go(self.actor, kept)
        return unclear.what_for(self.actor, work_named(lies[1])[1], asked_now(self.actor))
