"""One event, start to end, in one transaction: who is it, what do they touch, what are they shown.

A plain synchronous function of (transaction, event), so that it can be run again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import replace

from bot import commands
from bot.conversations import controls, waiting
from bot.conversations.acting import Acting
from bot.conversations.controls import Begins, Control
from bot.conversations.live import Live, load_start
from bot.conversations.stage import Stage
from bot.dialog import Refused, Start
from bot.engine.cards import Button, Card, Message, Offer, card
from bot.engine.kinds import Raw
from bot.engine.read import clean_text
from bot.engine.text import Invalid, Text, literal, t
from bot.model import OWNER, PROFESSIONAL, Account, Address, Engagement, Person
from bot.phases import DIALOGS
from bot.ports import (
    Command,
    Edited,
    Event,
    HomeOpened,
    Incoming,
    Press,
    Profile,
    Put,
    Quote,
    Reply,
    Submit,
    Typed,
)
from bot.practice.holidays import country_of_zone
from bot.practice.identity import derived_id
from bot.summaries import engagements_of
from bot.transaction import Conversation, Seat, Transaction
from bot.words import Reader, draw_card, plain

log = logging.getLogger(__name__)

FLOOR_MS = 15 * 60_000
"""Typed text goes to the talk touched this recently."""
LONGEST = 60_000

_MENTION = re.compile(r"<@([^>|]+)(\|[^>]*)?>")


class Turn:
    """One event of one person."""

    def __init__(self, tx: Transaction, event: Incoming) -> None:
        self.tx = tx
        self.event = event
        self.stage = Stage(tx, None)
        self.person: Person | None = None

    def run(self) -> Reply:
        """Take the event. A repeat changes nothing and gets today's page."""
        event = self.event
        fresh = self.tx.note_event(f"{event.who.platform}/{event.who.scope}/{event.id}")
        try:
            puts = self._take(event) if fresh else self._again(event)
        except Refused as refused:
            puts = self._say(refused.why or t("not-allowed"))
        except Invalid as invalid:
            puts = self._say(invalid.why)
        return Reply(puts, repeated=not fresh, wake=self.stage.wake)

    def _take(self, event: Incoming) -> tuple[Put, ...]:
        match event:
            case Press(control=control, picked=picked):
                return self._controlled(control, tuple(picked), None)
            case Submit(control=control, values=values):
                return self._controlled(control, (), values)
            case Command(words=words, options=options):
                return self._command(clean_text(words, most=LONGEST) if words.strip() else "", options)
            case Typed(words=words):
                return self._typed(clean_text(words, most=LONGEST))
            case HomeOpened():
                return self._next()
            case Edited() | Quote():
                return self._say(t("not-understood"))
            case _:
                return ()

    def _again(self, event: Incoming) -> tuple[Put, ...]:
        """The same event once more: show where things stand."""
        if isinstance(event, Press | Submit):
            found = self._find(event.control)
            if isinstance(found, tuple):
                acting = self._acting(*found)
                return acting.show() if acting else ()
        return ()

    # --- buttons and forms --------------------------------------------------------------------

    def _controlled(
        self, written: str, picked: tuple[str, ...], values: Mapping[str, str | tuple[str, ...]] | None
    ) -> tuple[Put, ...]:
        found = self._find(written)
        if isinstance(found, Begins):
            return self._begins(found)
        if found is None:
            return self._say(t("not-allowed"))
        control, row = found
        if row.state == "parked":
            return self._parked(row, control)
        acting = self._acting(control, row)
        if acting is None:
            return self._say(t("parked"))
        if row.state == "closed":
            return self._say(t("conversation-closed"))
        if control.what == controls.CHANGE:
            return acting.change(control.option) if row.state == "open" else self._revise(row, control)
        if control.what == controls.OPEN or row.state == "done":
            return acting.show() if row.state == "open" else acting.stale(control)
        if control.what == controls.TAKE:
            return self._take_kept(acting, control.option)
        if control.turn != acting.live.seats[acting.role].turn:
            return acting.stale(control)
        match control.what:
            case controls.ACCEPT:
                return acting.accept()
            case controls.BACK:
                return acting.back()
            case controls.PAGE:
                return acting.answer(_raws(values or {}), submitted=True)
            case _:
                return acting.answer({control.what: _pressed(control, picked)})

    def _find(self, written: str) -> tuple[Control, Conversation] | Begins | None:
        """The conversation behind a control, if this address sits in the seat that it names."""
        control = controls.parse(written)
        if not isinstance(control, Control):
            if isinstance(control, Begins):
                self._identify(control.about)
            return control
        for account, person in self.tx.persons_at(self.event.who):
            self.tx.enter(account)
            row = self.tx.conversation(control.conversation)
            if row is None:
                continue
            seats = {seat.role: seat for seat in self.tx.seats(row.id)}
            if control.role in seats and seats[control.role].person == person:
                self._is(person)
                return control, row
            log.warning("denied: not their seat", extra={"conversation": row.id})
        return None

    def _acting(self, control: Control, row: Conversation) -> Acting | None:
        assert self.person is not None  # noqa: S101  # _find sets it with the row
        try:
            live = Live.load(self.tx, row)
        except Exception:  # a script that cannot be replayed parks its own conversation only
            log.exception("parked on loading", extra={"conversation": row.id, "dialog": row.dialog})
            self.tx.save_conversation(row.id, answers=row.answers, state="parked", reason="replay")
            return None
        return Acting(self.stage, live, control.role, self.person)

    def _parked(self, row: Conversation, control: Control) -> tuple[Put, ...]:
        """Try again: after the mend a parked conversation runs on with the answers it kept."""
        acting = self._acting(control, row)
        if acting is None:
            return self._say(t("parked"))
        self.stage.settle(acting.live, acting.before, acting=control.role)
        return acting.pages({}) if acting.live.row.state != "parked" else self._say(t("parked"))

    def _revise(self, row: Conversation, control: Control) -> tuple[Put, ...]:
        """Open a finished conversation again, with the old answers and one of them to change."""
        if not DIALOGS[row.dialog].revisable:
            return self._say(t("not-changeable"))
        start = load_start(row.start)
        named = derived_id(row.id, "revision", control.option, str(self.tx.moment.now))
        return self._start(replace(start, conversation=named, revises=row.id), change=control.option)

    def _take_kept(self, acting: Acting, kept: str) -> tuple[Put, ...]:
        assert self.person is not None  # noqa: S101  # an acting seat has a person
        words = self.tx.kept(kept, self.person.id)
        return acting.typed(words) if words is not None else acting.show()

    # --- typed words --------------------------------------------------------------------------

    def _typed(self, words: str) -> tuple[Put, ...]:
        seats = self._open_seats()
        parsed = commands.parse(words)
        if not seats:
            if parsed.command is not None and (parsed.command.name in words.casefold()):
                return self._command(words, {})
            self._identify()
            return self._welcome() if self.person is None else self._say(t("not-understood"))
        chosen = self._floor(seats)
        if chosen is None:
            return self._offer(words, seats)
        account, seat, row = chosen
        self.tx.enter(account)
        self._is(seat.person)
        locked = self.tx.conversation(row.id)
        acting = self._acting(Control(row.id, seat.role, seat.turn, ""), locked) if locked else None
        if acting is None:
            return self._say(t("parked"))
        page = acting.live.view(seat.role)
        free = bool(page.prompts) and page.prompts[0].kind.name == "text"
        if not free and (moved := self._bare_word(acting, words)) is not None:
            return moved
        if seat.shown_ms and self.event.at_ms < seat.shown_ms:
            return self._offer(words, [(account, seat, row)])
        return acting.typed(self._named(words))

    def _bare_word(self, acting: Acting, words: str) -> tuple[Put, ...] | None:
        """help, back, later, cancel and restart: handled here for every talk there is."""
        match words.strip().casefold().rstrip(".!"):
            case "help":
                return (*self._help(""), *acting.show())
            case "back":
                return acting.back()
            case "later":
                return acting.later()
            case "cancel" | "stop":
                return acting.cancel()
            case "restart":
                return acting.restart()
            case _:
                return None

    def _open_seats(self) -> list[tuple[str, Seat, Conversation]]:
        """Everything this address is asked now, in all its accounts, last touched first."""
        found = []
        for account, person in self.tx.persons_at(self.event.who):
            self.tx.enter(account)
            found += [(account, seat, row) for seat, row in self.tx.open_seats(person) if seat.asked]
        return sorted(found, key=lambda one: -one[1].touched_ms)

    def _floor(self, seats: list[tuple[str, Seat, Conversation]]) -> tuple[str, Seat, Conversation] | None:
        """The talk that typed words belong to: the one just touched, or the only one."""
        recent = seats[0][1].touched_ms > self.tx.moment.now - FLOOR_MS
        return seats[0] if recent or len(seats) == 1 else None

    def _offer(self, words: str, seats: list[tuple[str, Seat, Conversation]]) -> tuple[Put, ...]:
        """Keep words that came at an unclear moment, and ask what they are for."""
        account, first, _ = seats[0]
        self.tx.enter(account)
        self._is(first.person)
        kept = derived_id(self.event.who.platform, self.event.id, "kept")
        self.tx.keep(kept, first.person, words)
        reader = self._reader()
        buttons = tuple(
            Button(
                Control(row.id, seat.role, seat.turn, controls.TAKE, kept).write(),
                plain(DIALOGS[row.dialog].title, reader),
            )
            for of, seat, row in seats[:5]
            if of == account
        )
        drawn = draw_card(card(t("kept-which", words=words[:200])), reader)
        return (Put(Message(drawn.body, controls=buttons)),)

    # --- commands -----------------------------------------------------------------------------

    def _command(self, words: str, named: Mapping[str, str]) -> tuple[Put, ...]:
        parsed = commands.parse(words)
        if parsed.command is None:
            self._identify()
            word = words.split()[0][:40]
            if parsed.guess is None:
                return (*self._say(t("not-understood")), *self._help(""))
            offer = Offer(t("yes"), parsed.guess.name, main=True)
            return self._card(Card((t("unknown-word", word=word, guess=parsed.guess.name),), offers=(offer,)))
        return self._use(parsed.command, self._named(parsed.words), named)

    def _begins(self, begins: Begins) -> tuple[Put, ...]:
        command = commands.COMMANDS.get(begins.command)
        if command is None:
            return self._say(t("not-allowed"))
        return self._use(command, "", {}, begins.about)

    def _use(
        self, command: commands.Command, words: str, named: Mapping[str, str], about: str = ""
    ) -> tuple[Put, ...]:
        if command.name == "next":
            return self._next()
        if command.name == "help":
            return self._help(words)
        options = commands.options_of(
            command, words, {name: self._named(value) for name, value in named.items()}
        )
        if self.person is None:
            self._identify(about)
        if command.dialog == "add":
            self._own_account()
        if self.person is None:
            return self._say(t("nobody-to-ask"))
        engagement = None
        if command.engagement or about or "person" in options:
            found = self._engagement(command, options.get("person", ""), about)
            if isinstance(found, tuple):
                return found
            engagement = found
        if not commands.may(command, engagement, self.person.id):
            log.warning("denied", extra={"command": command.name})
            return self._say(t("not-allowed"))
        if command.show is not None:
            ask = commands.Ask(self.person.id, engagement.id if engagement else "", words)
            return self._card(command.show(self.tx, ask))
        seed = {
            option.key: options[option.name]
            for option in command.options
            if option.name in options and option.key
        }
        if command.myself:
            seed[command.myself] = self._named(f"<@{self.event.who.user}>")
        named_id = derived_id(self.event.who.platform, self.event.who.scope, self.event.id, command.name)
        seats = self._seats(command, engagement)
        start = Start(
            command.dialog,
            seats,
            engagement.id if engagement else "",
            seed=seed,
            conversation=named_id,
            by=self.person.id,
        )
        return self._start(start)

    def _seats(self, command: commands.Command, engagement: Engagement | None) -> dict[str, str]:
        assert self.person is not None  # noqa: S101  # checked by the caller
        wanted = DIALOGS[command.dialog].seats
        if engagement is None or len(wanted) > 1:
            people: dict[str, str] = (
                {OWNER: engagement.owner, PROFESSIONAL: engagement.professional} if engagement else {}
            )
            return {role: people.get(role, self.person.id) for role in wanted}
        return {wanted[0]: self.person.id}

    def _engagement(
        self, command: commands.Command, mention: str, about: str
    ) -> Engagement | tuple[Put, ...] | None:
        """Which engagement a command is about: the button's, the mentioned person's, the only one."""
        assert self.person is not None  # noqa: S101  # checked by the caller
        found = engagements_of(self.tx, self.person.id, ended=command.ended and bool(about))
        mine = [e for e in found if commands.may(command, e, self.person.id)]
        if about:
            mine = [e for e in mine if e.id == about]
        elif mention and command.name != "add":
            user = (_MENTION.match(mention) or [None, ""])[1]
            here = self.tx.find(
                Address, platform=self.event.who.platform, scope=self.event.who.scope, user=user
            )
            ids = {address.person for address in here}
            mine = [e for e in mine if {e.owner, e.professional} & ids]
        if len(mine) == 1 or not (command.engagement or about):
            return mine[0] if len(mine) == 1 else None
        if not mine:
            return self._say(t("not-allowed"))
        offers = tuple(
            Offer(
                literal(self.tx.one(Person, e.professional if self.person.id == e.owner else e.owner).called),
                command.name,
                e.id,
            )
            for e in mine
        )
        return self._card(Card((t("which-one"),), offers=offers))

    def _start(self, start: Start, change: str = "") -> tuple[Put, ...]:
        """Begin a conversation for the acting person and show its first page."""
        live = self.stage.begin(start, answers_of=start.revises)
        if live is None or self.person is None:
            return ()
        role = next(role for role, seat in live.seats.items() if seat.person == self.person.id)
        acting = Acting(self.stage, live, role, self.person)
        return acting.change(change) if change else acting.pages({})

    # --- who ----------------------------------------------------------------------------------

    def _identify(self, about: str = "") -> None:
        """Who acts, where nothing else tells the account: of the record, else the newest account."""
        pairs = self.tx.persons_at(self.event.who)
        for account, person in pairs:
            self.tx.enter(account)
            if not about or self.tx.find(Engagement, id=about):
                self._is(person)
                return

    def _own_account(self) -> None:
        """The account in which this address is an owner; made on the first `add`."""
        for account, person in self.tx.persons_at(self.event.who):
            self.tx.enter(account)
            if self.tx.find(Engagement, owner=person) or not self.tx.find(Engagement, professional=person):
                self._is(person)
                return
        who, profile = self.event.who, self.event.profile
        account = derived_id("account", *who)
        person = derived_id(account, *who)
        name = profile.name or who.user
        zone = profile.zone or "UTC"
        now = self.tx.moment.now
        self.tx.add_account(Account(id=account, name=name, created_at=now))
        self.tx.enter(account)
        country = country_of_zone(zone) or ""
        self.tx.write(
            Person(
                account=account,
                id=person,
                name=name,
                called=name.split()[0],
                zone=zone,
                locale=profile.locale or "en",
                country=country,
                created_at=now,
            ),
            0,
        )
        address = derived_id(person, *who)
        self.tx.write(
            Address(
                account=account,
                id=address,
                person=person,
                platform=who.platform,
                scope=who.scope,
                user=who.user,
            ),
            0,
        )
        self._is(person)

    def _is(self, person: str) -> None:
        self.person = self.tx.one(Person, person)
        self.stage.actor = self.person

    def _reader(self) -> Reader:
        if self.person is not None:
            return self.stage.reader(self.person)
        return Reader(self.event.profile.locale or "en", self.event.profile.zone or "UTC")

    def _named(self, words: str) -> str:
        """Mentions with what the platform knows about the people: `<@user|name|zone|locale>`."""
        people: Mapping[str, Profile] = self.event.people
        own: Event = self.event

        def fill(match: re.Match[str]) -> str:
            user = match[1]
            profile = own.profile if user == own.who.user else people.get(user)
            if profile is None:
                return match[0]
            clean = [part.replace("|", " ").replace(">", " ") for part in profile]
            return f"<@{user}|{'|'.join(clean)}>"

        return _MENTION.sub(fill, words)

    # --- what is shown ------------------------------------------------------------------------

    def _next(self) -> tuple[Put, ...]:
        message = waiting.list_for(self.tx, self.event.who, self.event.profile)
        return (Put(message),)

    def _help(self, words: str) -> tuple[Put, ...]:
        if self.person is None:
            self._identify()
        roles: tuple[str, ...] = ()
        if self.person is not None:
            mine = engagements_of(self.tx, self.person.id)
            roles = tuple(
                role
                for role, has in (
                    (OWNER, any(e.owner == self.person.id for e in mine)),
                    (PROFESSIONAL, any(e.professional == self.person.id for e in mine)),
                )
                if has
            )
        return self._card(commands.help_for(roles, everything=words.strip() == "all"))

    def _welcome(self) -> tuple[Put, ...]:
        message = waiting.welcome(self.event.profile)
        return (Put(message),)

    def _say(self, words: Text) -> tuple[Put, ...]:
        return self._card(card(words))

    def _card(self, shown: Card) -> tuple[Put, ...]:
        return (Put(draw_card(shown, self._reader())),)


def _raws(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Raw | None]:
    """Values of a form: text, or positions of picked options."""
    return {field: _raw(value) for field, value in values.items()}


def _raw(value: str | tuple[str, ...]) -> Raw | None:
    if isinstance(value, str):
        return value
    if value == (controls.SKIP,):
        return None
    if not value:
        return ()
    return tuple(int(index) for index in value if index.isdecimal())


def _pressed(control: Control, picked: tuple[str, ...]) -> Raw | None:
    if control.option == controls.SKIP:
        return None
    chosen = picked or ((control.option,) if control.option else ())
    return tuple(int(index) for index in chosen if index.isdecimal() and len(index) < 5)


def take(tx: Transaction, event: Incoming) -> Reply:
    """Run one turn."""
    return Turn(tx, event).run()
