"""A line that may mean several things is kept, and whoever wrote it is asked which: nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator

from bot import commands
from bot.conversations import beside, controls, keeping
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.beside import Question, page
from bot.conversations.controls import Begins, Control
from bot.conversations.keeping import MOST, Seats, asked_now, says_a_lot, says_much
from bot.conversations.naming import labels_everywhere
from bot.conversations.selves import Selves
from bot.engine.cards import Button, Message
from bot.engine.read import clean_text, read_yes_no, says_nothing
from bot.engine.text import Invalid, Text, literal, t
from bot.model import other_in
from bot.phases import DIALOGS
from bot.ports import Command, Put, Typed
from bot.words import Reader, plain

HALF_SAID = "half said"
"""What is remembered of a talk in which a command's word was written without what it is told."""
GOES_ON_MS = 10 * 60_000
"""How long the next line may be what that command is told."""
WORD_ASKED = "word asked"
"""What is remembered of a talk in which it was asked whether a word is the answer, or is to be done."""
OWN_ASKED = "own words asked"
"""What is remembered of a talk in which it was asked whether words are meant for one of its answers."""


def what_for(actor: Actor, words: str, seats: Seats, why: Text | None = None) -> tuple[Put, ...]:
    """Words that came at an unclear moment: for which of the open questions are they, or for what else?

    `why`: what became of the question that they were written to.
    """
    if seats:
        actor.be(seats[0][0])
    kept = keeping.keep(actor, words)
    question = _what_for(actor, kept, words, seats, actor.reader())._replace(why=why)
    return (
        beside.ask(actor, question, (kept,), pages=[page(seat) for _, seat, _ in seats[:MOST]], renewed=True),
    )


def not_taken(actor: Actor, words: str, talk: str = "") -> tuple[Put, ...]:
    """Words that an open question could not read: of more than a few, one button asks what they are for.

    `talk`: where that question is asked. If they can be for nothing else, it says all there is to say.
    """
    if not says_a_lot(words) or (talk and not _for_another(actor, words, talk)):
        return ()
    kept = keeping.keep(actor, words)
    button = beside.else_button(kept, actor.reader())
    return (beside.ask(actor, Question(t("kept-left", words=words[:200]), (button,)), (kept,), renewed=True),)


def refused(actor: Actor) -> tuple[Put, ...]:
    """The words of a command, or of a line, that could not be done."""
    match actor.event:
        case Command(words=words, options=options):
            said = " ".join((commands.parse(words).words, *options.values()))
        case Typed(words=said):
            pass
        case _:
            return ()
    known = actor.person is not None and not actor.stage.asked
    return not_taken(actor, clean_text(said, most=len(said))) if known and said.strip() else ()


def which_for(actor: Actor, seats: Seats, word: str) -> tuple[Put, ...]:
    """A word that moves about in a talk, where several are open: in which of them is it to?"""
    here = seats[:MOST]
    buttons = tuple(
        Button(Control(row.id, seat.role, seat.turn, controls.BARE[word], controls.WRITTEN).write(), label)
        for (_, seat, row), label in zip(here, labels_everywhere(actor, here, actor.reader()), strict=True)
    )
    return beside.which(actor, t("which-open", word=word), buttons)


def _what_for(selves: Selves, kept: str, words: str, asked: Seats, reader: Reader) -> Question:
    """What is it for? A button for each of these open talks, and for all that is made of words."""
    here = asked[:MOST]
    named = zip(here, labels_everywhere(selves, here, reader), strict=True)
    talks = tuple(
        Button(Control(row.id, seat.role, seat.turn, controls.TAKE, kept).write(), label)
        for (_, seat, row), label in named
    )
    there = {talk.label for talk in talks}
    anew = (
        one._replace(label=plain(t("kept-anew", title=literal(one.label)), reader))
        if one.label in there
        else one
        for one in _made_of(selves, kept, words, reader)
    )
    buttons = (*wanted(selves, words, reader), *talks, *anew)
    return Question(t("kept-which" if buttons else "kept-nothing-open", words=words[:200]), buttons)


def wanted(selves: Selves, words: str, reader: Reader) -> tuple[Button, ...]:
    """Of a sentence a button for each command that it is perhaps for, about whom it names."""
    likely = (one for one in commands.wanted(words) if one.name != "help")
    # What is about themselves is theirs also after all work has ended.
    theirs = ("anybody", "member")
    found = (
        one for one in likely if (one.who in theirs and not one.engagement) or _begins_somewhere(selves, one)
    )
    return tuple(Button(Begins(one.name, _named(selves, words)).write(), _does(one, reader)) for one in found)


def _does(command: commands.Command, reader: Reader) -> str:
    """What a command does, as far as a button says it."""
    about = plain(command.about, reader).partition(";")[0]
    return about[:1].upper() + about[1:]


def _named(selves: Selves, words: str) -> str:
    """The one work with somebody whom a line names; empty where it names none, or that is not one."""
    said = {word.strip(".,;:!?").removesuffix("'s") for word in words.casefold().split()}
    found = []
    for at in selves.places():
        with selves.peek(at):
            others = ((work, selves.tx.person(other_in(work, at.person))) for work in selves.works(at))
            found += [work.id for work, other in others if other.called.casefold() in said]
    return found[0] if len(found) == 1 else ""


def _for_another(actor: Actor, words: str, talk: str) -> bool:
    """Whether words may be for anything but what this talk asks."""
    others = any(row.id != talk for _, _, row in asked_now(actor))
    reader = actor.reader()
    return others or bool(wanted(actor, words, reader)) or any(_made_of(actor, "", words, reader))


def _made_of(selves: Selves, kept: str, words: str, reader: Reader) -> Iterator[Button]:
    """What more than a word may be beside an answer: a question, work, thanks and the like."""
    if not says_much(words):
        return
    for one in commands.COMMANDS.values():
        if one.several and _begins_somewhere(selves, one):
            begins = Begins(f"{controls.SAY}-{one.name}", kept)
            yield Button(begins.write(), plain(DIALOGS[one.dialog].title, reader))


def _begins_somewhere(selves: Selves, command: commands.Command) -> bool:
    """Whether a command's talk would begin about any work of theirs."""
    return any(
        work.state in (command.states or (work.state,)) and commands.may(command, work, at.person)
        for at in selves.places()
        for work in selves.works(at)
    )


def asked_again(selves: Selves, kept: str, reader: Reader) -> Message | None:
    """The question as it stands now; None when the words were taken, or there is nothing to choose."""
    lies = keeping.found(selves, kept)
    question = _what_for(selves, kept, lies[1], asked_now(selves), reader) if lies is not None else None
    return question.drawn(reader) if question is not None and question.buttons else None


def answer_or_word(
    actor: Actor, acting: Acting, words: str, bare: str, said_before: str = ""
) -> tuple[Put, ...]:
    """In the place of own words stands a word that does something: which of the two is it?

    `bare`: the line as a word that means the same everywhere, if it is one. `said_before`: that word stood
    in the line before, and these are perhaps what it was to be told.
    """
    kept = keeping.keep(actor, words)
    told = keeping.keep(actor, f"{said_before} {words}", said_before) if said_before else kept
    verb = controls.BARE.get(bare)
    word = said_before or words.split()[0].casefold().strip("/.!")
    alone = len(words.split()) == 1
    # Only what is told something goes on in the next line, and only until anything else is said.
    half = alone and not verb and commands.takes_words(word)
    actor.tx.remember(acting.live.row.id, HALF_SAID, f"{kept} {word} {actor.tx.moment.now}" if half else "")
    do = acting.control(verb).write() if verb else Begins(controls.SAY, told).write()
    buttons = (
        Button(acting.control(controls.TAKE, kept).write(), plain(t("meant-answer"), actor.reader())),
        Button(do, plain(t("meant-do", word=word), actor.reader())),
    )
    _note(actor, acting, WORD_ASKED, kept)
    ask = t("meant-alone", word=word) if alone else t("meant-which", words=words[:200], word=word)
    return _asked(actor, acting, Question(ask, buttons), kept, told, leaves=False)


def word_left(actor: Actor, acting: Acting, words: str) -> str:
    """The word about which it was asked just now, where a yes or a no does not say which of the two it is."""
    kept = _asked_of(actor, acting, WORD_ASKED)
    lies = keeping.found(actor, kept) if kept else None
    if lies is None or not says_nothing(words):
        return ""
    keeping.let_go(actor, kept)
    return lies[1]


def half_said(actor: Actor, talk: str) -> str:
    """The word of a command about which it was asked just now, where nothing was said to that."""
    kept, word, at_ms = (*(actor.tx.remembered(talk, HALF_SAID) or "").split(), "", "", "0")[:3]
    if not word:
        return ""
    actor.tx.remember(talk, HALF_SAID, "")
    if actor.tx.moment.now - int(at_ms or 0) > GOES_ON_MS or actor.tx.kept(kept, actor.known.id) is None:
        return ""
    keeping.let_go(actor, kept)
    return word


def own_words(actor: Actor, acting: Acting, words: str, option: int) -> tuple[Put, ...]:
    """A sentence is none of the answers: is it meant for the one after which own words are asked for?"""
    prompt = acting.live.view(acting.role).prompts[0]
    kept = keeping.keep(actor, words)
    _note(actor, acting, OWN_ASKED, kept)
    label = plain(prompt.kind.options()[option].label, acting.reader)
    buttons = (
        Button(acting.control(controls.MEAN, kept).write(), label, "main"),
        *wanted(actor, words, acting.reader),
        Button(acting.control(controls.OPEN).write(), plain(t("meant-other"), acting.reader), "quiet"),
    )
    return _asked(actor, acting, Question(t("meant-own", words=words[:200]), buttons), kept)


def is_answer(actor: Actor, acting: Acting, words: str) -> tuple[Put, ...]:
    """In the place of own words somebody asks for help, or how something is done: is that their answer?"""
    kept = keeping.keep(actor, words)
    _note(actor, acting, OWN_ASKED, kept)
    buttons = (
        *wanted(actor, words, acting.reader),
        Button(acting.control(controls.TAKE, kept).write(), plain(t("meant-answer"), acting.reader)),
        Button(acting.control(controls.OPEN).write(), plain(t("meant-again"), acting.reader), "quiet"),
    )
    ask = t("meant-asks", words=words[:200], skips=int(acting.meaning.optional))
    return _asked(actor, acting, Question(ask, buttons), kept, leaves=False)


def asks_behind(actor: Actor, command: commands.Command, words: str, asked: str) -> tuple[Put, ...]:
    """Behind a command whose words somebody else reads stands a question: is that what they are to read?

    `words`: all that stands behind it, whom it is about included. `asked`: the question.
    """
    kept = keeping.keep(actor, words)
    reader = actor.reader()
    do = Begins(f"{controls.SAY}-{command.name}", kept).write()
    buttons = (
        *wanted(actor, asked, reader),
        Button(do, plain(t("meant-do", word=command.name), reader)),
        Button(Begins("help", "").write(), plain(t("help-button"), reader), "quiet"),
    )
    ask = t("meant-asks-command", words=asked[:200], word=command.name)
    return (beside.ask(actor, Question(ask, buttons), (kept,)),)


def in_doubt(actor: Actor, acting: Acting, words: str, meant: str) -> tuple[Put, ...]:
    """An answer is held in doubt, "maybe Friday?": one tap settles it, and nothing is taken before.

    `meant`: what it is without its doubt, as it would be typed.
    """
    kind = acting.live.view(acting.role).prompts[0].kind
    kept = keeping.keep(actor, meant)
    _note(actor, acting, OWN_ASKED, kept)
    answer = plain(kind.show(kind.read(meant, acting.reading)), acting.reader)
    buttons = (
        Button(acting.control(controls.TAKE, kept).write(), answer, "main"),
        Button(acting.control(controls.OPEN).write(), plain(t("meant-again"), acting.reader), "quiet"),
    )
    ask = t("meant-doubt", words=words[:200], answer=literal(answer))
    return _asked(actor, acting, Question(ask, buttons), kept)


def own_answered(actor: Actor, acting: Acting, words: str) -> tuple[Put, ...] | None:
    """What a yes or a no does right after `own_words` asked: it is about those words, and no answer itself.

    None where nothing was asked, or something else is said.
    """
    kept = _asked_of(actor, acting, OWN_ASKED)
    if not kept or keeping.found(actor, kept) is None:
        return None
    try:
        return take(actor, acting, kept, meant=True) if read_yes_no(words) else acting.open()
    except Invalid:
        return None


def take(actor: Actor, acting: Acting, kept: str, *, meant: bool) -> tuple[Put, ...]:
    """Take kept words as the answer; `meant`: as the one after which own words are asked for."""
    lies = keeping.found(actor, kept)
    if lies is None:
        return (acting.say(t("kept-gone")), *acting.show())
    option = None if meant else acting.meaning.offers(lies[1])
    if option is not None:
        # They named the question, and which of its answers the words are is still theirs to say.
        opened = acting.open()
        keeping.let_go(actor, kept)
        return (*opened, *own_words(actor, acting, lies[1], option))
    before = dict(acting.live.answers.given)
    puts = acting.typed(lies[1], meant=meant)
    # What could not be read as this answer may still be meant for another.
    if acting.live.answers.given != before:
        keeping.let_go(actor, kept)
    return puts


def _note(actor: Actor, acting: Acting, what: str, kept: str) -> None:
    """Note of a talk that it was asked about a kept text, on the page that stands there."""
    actor.tx.remember(acting.live.row.id, what, f"{kept} {acting.live.seats[acting.role].turn}")


def _asked_of(actor: Actor, acting: Acting, what: str) -> str:
    """The kept text about which it was asked on this very page; empty if about none. It is noted no more."""
    talk = acting.live.row.id
    kept, _, turn = (actor.tx.remembered(talk, what) or "").partition(" ")
    if kept:
        actor.tx.remember(talk, what, "")
    return kept if turn == str(acting.live.seats[acting.role].turn) else ""


def _asked(
    actor: Actor, acting: Acting, question: Question, *kept: str, leaves: bool = True
) -> tuple[Put, ...]:
    """Ask about words that were written to this page, and are over with it."""
    here, texts = (page(acting.live.seats[acting.role]),), tuple(dict.fromkeys(kept))
    return (beside.ask(actor, question, texts, pages=here, renewed=True, leaves=leaves),)
