"""One conversation in motion: its row, its seats, its answers and the script suspended over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.conversations.kept_facts import dump_facts, load_facts, load_start
from bot.conversations.view import Mistake, View, changeable, one_by_one
from bot.dialog import Book, Dialog, Scene
from bot.engine.answers import Answers, Given
from bot.engine.kinds import PERSON, Raw
from bot.engine.prompts import Page, Prompt, Said
from bot.engine.read import Reading
from bot.engine.replay import Finished, Replay, Waiting, replay
from bot.engine.text import Invalid, Text, t
from bot.model import Engagement
from bot.phases import DIALOGS
from bot.transaction import Conversation, Seat, Talks


class Live:
    """A conversation loaded for one turn. Everything here happens in memory until it is saved."""

    def __init__(self, row: Conversation, seats: tuple[Seat, ...], facts: Any, answers: Answers) -> None:
        self.row = row
        self.seats = {seat.role: seat for seat in seats}
        self.dialog: Dialog[Any, Any] = DIALOGS[row.dialog]
        self.facts = facts
        self.refreshed = False
        """Whether the facts are newer than those that are kept."""
        self.answers = answers
        self.mistakes: dict[str, Mistake] = {}
        """Options that came with the command and could not be taken, by the questions they were meant for."""
        self.written = ""
        """The message that is being taken as an answer; empty where something was pressed."""
        self.ref = ""
        """Where the page stands that is being answered; empty where that is not known."""
        self.work = ""
        """Of a talk that is over, how the work that it was about stands; empty where it is about none."""
        self.run: Replay[Any] = Replay(self.dialog.script(facts), answers.kept)
        self._stood = self._page
        self._views: dict[str, tuple[Waiting | Finished[Any], str, View]] = {}
        """What each seat saw last, with what that followed from: a turn looks at it again and again."""

    @classmethod
    def load(cls, tx: Talks, row: Conversation, seats: tuple[Seat, ...] | None = None) -> Live:
        """The conversation of a row that was just locked, with its seats where they were read already.

        Raises:
            KeyError: its dialog is not in today's registry.
            Stuck: its script cannot be replayed.
        """
        kind: Any = DIALOGS[row.dialog].facts
        facts = load_facts(kind, row.facts)
        live = cls(row, tx.seats(row.id) if seats is None else seats, facts, Answers.load(row.answers))
        if row.state == "done":
            live.look_at_work(tx)
        return live

    def look_at_work(self, tx: Book) -> None:
        """Note of a talk that is over how the work stands that it was about."""
        works = tx.find(Engagement, id=self.row.engagement) if self.row.engagement else ()
        self.work = next((work.state for work in works), "")

    @property
    def state(self) -> Waiting | Finished[Any]:
        """Where the script stands."""
        return self.run.state

    @property
    def over(self) -> bool:
        """Whether the talk has ended, though its script of today would ask something more."""
        return self.row.state == "done" and isinstance(self.state, Waiting)

    def named(self) -> str:
        """Whom the talk is about by its answers, where no work with them is there yet; empty if nobody."""
        kept = self.answers.kept.get(self.dialog.names) if self.dialog.names else None
        return PERSON.load(kept).called if kept else ""

    @property
    def _page(self) -> Page[Any] | None:
        state = self.state
        return state.page if isinstance(state, Waiting) else None

    @property
    def stands(self) -> bool:
        """Whether the script waits for the page that it waited for when the talk was loaded.

        A script that was run again waits for another one, whatever stands on it.
        """
        return self._page is not None and self._page is self._stood

    def still_stands(self) -> None:
        """The page that is waited for now means what the one meant that stood there."""
        self._stood = self._page

    def dump_facts(self) -> bytes:
        """The frozen facts as JSON."""
        return dump_facts(self.dialog.facts, self.facts)

    def view(self, role: str) -> View:
        """What this seat sees now."""
        state = self.state
        changing = self.seats[role].editing if role in self.seats else ""
        seen = self._views.get(role)
        if seen is None or seen[0] is not state or seen[1] != changing:
            seen = self._views[role] = (state, changing, self._look(role, state))
        return seen[2]

    def _look(self, role: str, state: Waiting | Finished[Any]) -> View:
        editing = self.editing(role)
        if editing is not None:
            return View((), *editing)
        said = _said(state.said, role) if state.said else ()
        if isinstance(state, Finished):
            return View(said, None, ())
        if self.over:
            return View((), None, ())
        missing = state.missing_for(role)
        begun = said and any(
            prompt not in missing and prompt.to in ("", role) and prompt.key in self.answers.kept
            for prompt in state.page.prompts
        )
        news = state.heard and self._answered_last(state.page) != role
        heard = _said(state.heard, role) if news else ()
        return View((*(() if begun else said), *heard), state.page, missing)

    def _answered_last(self, page: Page[Any]) -> str:
        """Which seat has answered last on a page: what it was told of the other one, it has read."""
        given = (self.answers.given.get(prompt.key) for prompt in page.prompts)
        last = max((one for one in given if one), key=lambda one: one.at_ms, default=None)
        return last.role if last else ""

    def told(self, role: str) -> tuple[Text, ...]:
        """All that was said with the open page: behind a button too, and with taps that are given by now."""
        return tuple(words.text for words in self._told(role))

    def behind(self, role: str) -> Text | None:
        """What the button is called that brings the rest of what was said; None where nothing is left out."""
        return next((words.behind for words in self._told(role) if words.behind is not None), None)

    def _told(self, role: str) -> tuple[Said, ...]:
        if self.editing(role) is not None:
            return ()
        heard = self.state.heard if isinstance(self.state, Waiting) else ()
        return tuple(words for words in (*self.state.said, *heard) if words.to in ("", role))

    @property
    def revisable(self) -> bool:
        """Whether an answer is changed by changing it: the talk goes on, or may be opened again."""
        again = self.row.state == "done" and self.dialog.revisable and self.work != "ended"
        return again or self.row.state == "open"

    def changes(self, prompt: Prompt[Any]) -> bool:
        """Whether an answer can be changed, or put right where the talk is over and the other one has it."""
        return self.revisable or (self.row.state == "done" and self.carries(prompt))

    def carries(self, prompt: Prompt[Any], *, blind: bool = False) -> bool:
        """Whether what is different in an answer can be carried to the other one, who has read it.

        `blind`: whether what was answered blind has been read by now.
        """
        audience = prompt.audience or self.dialog.audience
        if audience not in ("both", "known") and not (blind and audience == "blind"):
            return False
        scene: Scene = self.facts.scene
        both = scene.professional.id and self.work in ("active", "paused") and self.dialog.carried
        return bool(both) and not self.dialog.alone(self.facts, self.answers.kept)

    def said_with(self, page: Page[Any], role: str) -> tuple[Text, ...]:
        """What was said together with a page that has been passed."""
        asked = {prompt.key for prompt in page.prompts}
        before = {key: kept for key, kept in self.answers.kept.items() if key not in asked}
        return _said(replay(self.dialog.script(self.facts), before).said, role)

    @property
    def pages(self) -> tuple[Page[Any], ...]:
        """Every page that may hold answers: those passed, and the open one."""
        state = self.state
        return tuple(state.path) if isinstance(state, Finished) else (*state.path, state.page)

    def after(self, prompt: Prompt[Any], role: str) -> Prompt[Any] | None:
        """What this seat is asked right after a question, answered by now or not."""
        pages = iter(self.pages)
        here = next((page for page in pages if any(prompt.key == one.key for one in page.prompts)), None)
        if here is None:
            return None
        beside = (one for one in here.prompts if one.key in here.follows)
        following = next((one for one in beside if here.follows[one.key].key == prompt.key), None)
        later = (one for page in pages for one in page.prompts if one.to in ("", role))
        return following or next(later, None)

    def newest_first(self) -> Iterator[Page[Any]]:
        """The same pages, the open one first."""
        if isinstance(self.state, Waiting):
            yield self.state.page
        yield from reversed(self.state.path)

    def editing(self, role: str) -> tuple[Page[Any], tuple[Prompt[Any], ...]] | None:
        """The earlier page that this seat is changing, if it is still there."""
        seat = self.seats.get(role)
        wanted = seat.editing if seat is not None else ""
        for page in self.pages if wanted else ():
            if any(prompt.key == wanted for prompt in page.prompts):
                return page, changeable(page, wanted, role)
        return None

    def take(
        self, role: str, prompt: Prompt[Any], raw: Raw | None, reading: Reading, shown: str = ""
    ) -> None:
        """Read one answer and keep it. `None` leaves an optional question unanswered.

        Raises:
            Invalid: it cannot be taken; nothing was kept.
        """
        if raw is None:
            if not prompt.optional:
                raise Invalid(t("invalid-empty"))
            value = None
        else:
            value = prompt.kind.dump(prompt.kind.read(raw, reading))
        self.keep(role, prompt, value, reading, shown)

    def keep(self, role: str, prompt: Prompt[Any], value: Any, reading: Reading, shown: str = "") -> None:
        """Keep an answer that is already a JSON value: a proposal that was accepted."""
        turn = self.seats[role].turn if role in self.seats else 0
        at_ms = round(reading.now.timestamp() * 1000)
        self.answers.put(prompt.key, value, Given(turn, role, at_ms, shown, self.written, self.ref))

    def go_on(self) -> None:
        """Let the script continue over what was just answered."""
        self.run.go_on()

    def replay(self) -> None:
        """Run the script again from the top, after an answer changed or was taken back."""
        self.run.close()
        self.run = Replay(self.dialog.script(self.facts), self.answers.kept)

    def refresh(self, tx: Book) -> None:
        """Prepare the facts again and replay the same answers over them."""
        start = load_start(self.row.start)
        self.facts = self.dialog.prepare(tx, start)
        self.refreshed = True
        self.replay()

    def last_page(self, role: str) -> Page[Any] | None:
        """The newest page that this seat has answered something on, the open one included."""
        return next((page for page in self.newest_first() if self._given(page, role)), None)

    def back(self, role: str) -> bool:
        """Take back what this seat gave last: a whole page, or the last tap of a page of taps."""
        page = self.last_page(role)
        if page is None:
            return False
        given = [prompt.key for prompt in self._given(page, role)]
        self.answers.drop(given[-1:] if one_by_one(page) else given)
        self.replay()
        return True

    def given(self, role: str, wanted: Callable[[str, Given], bool]) -> tuple[Prompt[Any], ...]:
        """The questions of one page that this seat has answered, chosen by key and by when."""
        keys = {key for key, given in self.answers.given.items() if given.role == role and wanted(key, given)}
        for page in self.pages if keys else ():
            found = tuple([prompt for prompt in page.prompts if prompt.key in keys])
            if found:
                return found
        return ()

    def all_given(self, role: str) -> tuple[Prompt[Any], ...]:
        """Every question that this seat has answered."""
        return tuple(prompt for page in self.pages for prompt in self._given(page, role))

    def _given(self, page: Page[Any], role: str) -> tuple[Prompt[Any], ...]:
        given = self.answers.given
        return tuple(p for p in page.prompts if p.key in given and given[p.key].role == role)


def _said(said: tuple[Said, ...], role: str) -> tuple[Text, ...]:
    return tuple(words.text for words in said if words.to in ("", role) and words.behind is None)
