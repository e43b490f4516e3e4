"""Commands: found in what was typed, allowed or refused, shown or started with their options.

A refusal is raised and never only said: whoever hands words on to a command knows whether it took them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import commands
from bot.conversations import beside, controls, keeping, moving, unclear, waiting
from bot.conversations.acting import Acting
from bot.conversations.actor import MENTION, Actor
from bot.conversations.controls import Begins
from bot.conversations.going_on import begun_talk, replace_begun, seeds, waiting_talk
from bot.conversations.keeping import asked_now, keep, says_much
from bot.conversations.seated import headed
from bot.conversations.whose import (
    about_work,
    engagement_meant,
    everywhere,
    named_first,
    which_account,
    work_named,
)
from bot.dialog import Refused, Start
from bot.engine.cards import Button, Card
from bot.engine.read import refuse_secret
from bot.engine.text import File, Text, literal, t
from bot.model import Engagement
from bot.phases import DIALOGS
from bot.ports import Put, Quote
from bot.practice.identity import derived_id
from bot.privacy import Held, held, overview
from bot.privacy_text import as_text
from bot.words import plain

log = logging.getLogger(__name__)


class Commanding:
    """One command of the one who acts."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.tx = actor.tx

    def command(
        self, words: str, named: Mapping[str, str], about: str = "", *, sure: bool = False
    ) -> tuple[Put, ...]:
        """A command as it was typed, or with options by name. Options are kept, so no secret gets in.

        `about`: the work that it was said to be about. `sure`: they said that its words are for it.

        Raises:
            Refused: they may not, or there is nothing that it could be about; it took no words.
        """
        for typed in (words, *named.values()):
            refuse_secret(typed)
        parsed = commands.parse(words)
        if parsed.command is None:
            self.actor.identify()
            if parsed.guess is None:
                return self.sentence(words) or self.help("", t("not-understood"))
            return self.guess(words, parsed.guess, parsed.words)
        words = self.actor.named(parsed.words)
        takes = parsed.command.takes_a_person
        if takes and (several := commands.people_in(words)):
            return self._one_at_a_time(parsed.command, several)
        return self._use(parsed.command, words, named, about, sure=sure)

    def _one_at_a_time(
        self, command: commands.Command, several: tuple[tuple[str, str], ...]
    ) -> tuple[Put, ...]:
        """A command about several people is about the first of them, and says how the next one follows."""
        (mention, first), *others = several
        names = [called for _, called in others]
        word = t(
            "one-at-a-time",
            first=first,
            others=tuple(map(literal, names)),
            word=command.name,
            next=names[0],
        )
        puts = self._use(command, mention, {}, then=names[0])
        return headed(puts, word, self.actor.reader())

    def guess(self, words: str, near: commands.Command, rest: str) -> tuple[Put, ...]:
        """Offer the command that comes nearest to what was written, with whatever was written after it."""
        if self.actor.person is None and near.dialog == "add" and "<@" in rest:
            self.actor.own_account()
        begins = Begins(near.name, "")
        if self.actor.person is not None and (rest or not self.actor.event.private):
            begins = Begins(controls.SAY, keep(self.actor, f"{near.name} {rest}".strip()))
        yes = Button(begins.write(), plain(t("yes"), self.actor.reader()), "main")
        word = words.split()[0]
        known = word.casefold().strip("/.!") in near.also
        ask = (
            t("known-word", guess=near.name) if known else t("unknown-word", word=word[:40], guess=near.name)
        )
        return beside.which(self.actor, ask, (yes,))

    def sentence(self, words: str) -> tuple[Put, ...]:
        """Keep a sentence, and ask which of all that is made of words it is for, as the work stands; else
        nothing.

        Whoever has not said yes to anything here is shown what they may say yes to.
        """
        mine = self.actor.roles()
        if not mine and any(self.actor.invited(at) for at in self.actor.places()):
            return (*self.actor.say(t("not-understood")), *self.next())
        if not mine or not says_much(words):
            return ()
        return unclear.what_for(self.actor, words, asked_now(self.actor))

    def kept(self, kept: str, command: str = "") -> tuple[Put, ...]:
        """Take words that were kept as the command that they are, or as what `command` is told."""
        lies = keeping.found(self.actor, kept)
        if lies is None:
            self.actor.identify()
            return self.actor.say(t("kept-gone"))
        self.actor.be(lies[0])
        about, words = work_named(lies[1])
        puts = self.command(f"{command} {words}".strip(), {}, about, sure=bool(command))
        # What is refused leaves them where they are: they may be for something else.
        keeping.let_go(self.actor, kept)
        return puts

    def quote(self, event: Quote) -> tuple[Put, ...]:
        """Keep somebody's message as a note about the work with them, where there is such work."""
        note = commands.COMMANDS["note"]
        found = engagement_meant(self.actor, note, f"<@{event.author.user}>", "")
        if not isinstance(found, Engagement):
            if found is None:
                raise Refused(t("not-allowed"))
            return found
        words = "\n".join(part for part in (event.words, event.link) if part)
        refuse_secret(words)
        who = self.actor.known.id
        named = derived_id(event.who.platform, event.who.scope, event.id, note.name)
        seats = commands.seats_for(DIALOGS[note.dialog].seats, found, self.actor.known.id)
        return self.start(
            Start(note.dialog, seats, found.id, seed={"words": words}, conversation=named, by=who)
        )

    def pressed(self, begins: Begins) -> tuple[Put, ...]:
        """A button that starts a command."""
        command = commands.COMMANDS.get(begins.command)
        if command is None or (begins.about and self.actor.person is None):
            raise Refused(t("not-allowed"))
        return self._use(command, "", {}, begins.about)

    def start(self, start: Start, change: str = "", words: str = "") -> tuple[Put, ...]:
        """Begin a conversation for the acting person and show its first page.

        `change`: the question to open again, in a revision; `words`: what it is to be answered with.
        """
        live = self.actor.stage.begin(start, answers_of=start.revises)
        if live is None or self.actor.person is None:
            return ()
        role = next(role for role, seat in live.seats.items() if seat.person == self.actor.known.id)
        acting = Acting(self.actor.stage, live, role, self.actor.known)
        if words:
            return moving.swap(acting, change, words)
        return moving.change(acting, change) if change else acting.pages({})

    def next(self) -> tuple[Put, ...]:
        """What waits for them."""
        self.actor.reopen()
        return (Put(waiting.list_for(self.actor, self.actor.event.profile)),)

    def help(self, words: str, *before: Text) -> tuple[Put, ...]:
        """The commands that matter to them; all of them after "all", or the one that is named."""
        if self.actor.person is None:
            self.actor.identify()
        about = commands.parse(words).command if len(words.split()) == 1 else None
        card = commands.help_for(self.actor.roles(), everything=words.strip() == "all", about=about)
        return self.actor.show(replace(card, lines=(*before, *card.lines)))

    def copy(self) -> tuple[Put, ...]:
        """Everything that is held about them, in every account, as files to keep."""
        puts: tuple[Put, ...] = ()
        for at in self.actor.places():
            with self.actor.peek(at):
                copy = self._held()
                text = File("fivefold.txt", "text/plain", as_text(copy))
                whole = json.dumps(copy, indent=2, ensure_ascii=False)
                data = File("fivefold.json", "application/json", whole)
                puts += self.actor.show(Card((t("privacy-copied"), t("privacy-files", text=text, data=data))))
        return puts or self.actor.say(t("nobody-to-ask"))

    def privacy(self) -> tuple[Put, ...]:
        """Who reads what, and how much is held about them in every account."""
        copies = []
        for at in self.actor.places():
            with self.actor.peek(at):
                copies.append(self._held())
        return self.actor.show(overview(copies)) if copies else self.actor.say(t("nobody-to-ask"))

    def _held(self) -> Held:
        """Everything that is held about whoever acts or is looked at."""
        id = self.actor.at.person
        return held(self.tx, id, self.tx.talks_of(id), self.tx.unsent(id))

    def _use(
        self,
        command: commands.Command,
        words: str,
        named: Mapping[str, str],
        about: str = "",
        then: str = "",
        *,
        sure: bool = False,
    ) -> tuple[Put, ...]:
        """Do what a command is for: `about` the work that its button names, or that its words do.

        `then`: who else was named with it. `sure`: see `command`.
        """
        match command.name:
            case "next":
                return self.next()
            case "help":
                return self.help(words)
            case "copy":
                return self.copy()
            case "privacy":
                return self.privacy()
        if command.takes_a_person:
            words = self.actor.somebody(words)
        given = {name: self.actor.named(value) for name, value in named.items()}
        if not about and (named_work := named_first(self.actor, command, words)):
            about, words = named_work
        mention = "" if command.takes_a_person or not command.takes_few else self.actor.somebody(words)
        if mention:
            words = MENTION.sub("", words).strip()
        options = commands.options_of(command, words, given)
        if self.actor.person is None:
            self.actor.identify(about)
        if command.dialog == "add":
            self.actor.own_account()
        if self.actor.person is None:
            if command.who == "anybody" and command.show:
                return self.actor.show(command.show(self.tx, commands.Ask("", "", words)))
            raise Refused(t("nobody-to-ask"))
        if not sure and (asked := self._asks_us(command, options)):
            whole = " ".join(filter(None, (about and about_work(about), *options.values())))
            return unclear.asks_behind(self.actor, command, whole, asked)
        work = self._work_meant(command, words, options, about, mention)
        if isinstance(work, tuple):
            return work
        if not commands.may(command, work, self.actor.known.id):
            log.warning("denied", extra={"command": command.name})
            raise Refused(t("not-allowed"))
        if command.show is None:
            return self._begin(command, work, options, then)
        taken = [option.name for option in command.options if option.kind.name != "person"]
        asked = next((options[name] for name in taken if name in options), MENTION.sub("", words).strip())
        ask = commands.Ask(self.actor.known.id, work.id if work else "", asked)
        return self.actor.show(command.show(self.tx, ask))

    def _asks_us(self, command: commands.Command, options: Mapping[str, str]) -> str:
        """The question to us that stands where a command takes words for somebody else; empty where none."""
        reading = self.actor.stage.reading(self.actor.known)
        written = ((one.kind, options.get(one.name, "")) for one in command.options if one.key)
        return next((said for kind, said in written if kind.written and kind.asks_us(said, reading)), "")

    def _work_meant(
        self, command: commands.Command, words: str, options: Mapping[str, str], about: str, mention: str
    ) -> Engagement | tuple[Put, ...] | None:
        """The work that a command is about, if any; or what they are shown in place of doing it."""
        alone = not about and "person" not in options
        if alone and words.startswith("@") and command.takes_a_person:
            raise Refused(t("invalid-person"))  # of nobody it is about somebody else
        if command.everywhere and alone and (cards := everywhere(self.actor, command)):
            return cards
        told = " to ".join(value for name, value in options.items() if name != "person")
        rest = told or MENTION.sub("", words).strip()
        if command.one_account and not about and (which := which_account(self.actor, command, rest)):
            return which
        if command.dialog == "add" or (alone and not command.engagement):
            return None
        # What takes no words may be told whom it is about all the same.
        return engagement_meant(self.actor, command, options.get("person", mention), about, rest)

    def _begin(
        self, command: commands.Command, engagement: Engagement | None, options: dict[str, str], then: str
    ) -> tuple[Put, ...]:
        """Go on with the talk that a command is for, or begin it with what was typed."""
        if engagement is not None and (waits := waiting_talk(self.actor, command, engagement)) is not None:
            return waits.told(seeds(self.actor, command, options))
        if command.here and (zone := self.actor.elsewhere()):
            options.setdefault(command.here, zone)
        work = engagement.id if engagement else ""
        if begun := begun_talk(self.actor, command, work, options):
            return begun
        before, word = replace_begun(self.actor, command, work, options)
        seed: dict[str, Any] = {**seeds(self.actor, command, options)}
        who = self.actor.who
        if command.myself:
            seed[command.myself] = self.actor.named(f"<@{who.user}>")
        named = derived_id(who.platform, who.scope, self.actor.event.id, command.name)
        seats = commands.seats_for(DIALOGS[command.dialog].seats, engagement, self.actor.known.id)
        terms, by = {"then": then} if then else {}, self.actor.known.id
        start = Start(command.dialog, seats, work, seed=seed, terms=terms, conversation=named, by=by)
        return (*before, *headed(self.start(start), word, self.actor.reader()))
