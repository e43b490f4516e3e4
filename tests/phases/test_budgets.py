"""What the paths cost, by the counting rule: over the scripts, and over what two people really did."""

from __future__ import annotations

import pytest

from bot.budget import PATHS, Effort, Path, Sight, acting, reading
from bot.engine.cards import Button, Message, Run
from bot.model import OWNER, PROFESSIONAL
from bot.ports import Incoming, Put, Reply
from bot.practice import roles
from bot.preview.costs import AGAIN, Costs, efforts, on_path
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import TestClock, Workspace, accept, hand_in, hire, rate_own

# --- over the scripts ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def costs() -> Costs:
    return efforts()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.role}, {path.name}")
def test_every_path_is_within_its_budget(costs: Costs, path: Path) -> None:
    name = ("Rita" if path.role == OWNER else "Joy") + (AGAIN if path.again else "")
    own = {talk for who, talk in costs if who == name}
    assert own >= set(path.dialogs) - {"piece_look"}, "a talk of the path was not met, so it costs nothing"
    assert path.holds(on_path(path, costs)), on_path(path, costs)


def test_every_row_of_the_design_is_there() -> None:
    rows = [(path.role, path.name, path.minutes, path.taps, path.typed) for path in PATHS]
    assert rows == [
        (OWNER, "add to agreed", 9, 30, 2),
        (PROFESSIONAL, "invitation to agreed", 8, 16, 3),
        (OWNER, "a second person to agreed", 9, 18, 2),
        (PROFESSIONAL, "a check-in", 2, 5, 1),
        (OWNER, "a week", 5, 10, 2),
        (OWNER, "round end", 10, 14, 3),
        (PROFESSIONAL, "round end", 6, 12, 2),
    ]


def test_what_stands_around_every_question_is_read_once_a_talk() -> None:
    back = Button("b", "Back", "quiet")
    first = Message(
        ((Run("One of two"),),), controls=(Button("a", "Yes"), back), audience="Only you read this."
    )
    second = Message(
        ((Run("Two of two"),),), controls=(Button("a", "Yes"), back), audience="Only you read this."
    )
    sight = Sight()
    assert sight.reading(first) == reading(first)
    assert sight.reading(second).words == 3 + 1
    other = Message(((Run("Three"),),), audience="Joy reads this.")
    assert sight.reading(other) == reading(other), "who reads it has changed, so it is read again"


# --- over the house --------------------------------------------------------------------------------


class Counted(Workspace):
    """A workspace that keeps account of what each person pressed, wrote and was given to read."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.paid: dict[str, Effort] = {}
        sample = roles.load()["virtual_assistant"].sample
        self._work = f"{sample.brief}\n\n{sample.material}"
        self._sights: dict[tuple[str, str], Sight] = {}

    def pay(self, user: str, effort: Effort) -> None:
        self.paid[user] = self.paid.get(user, Effort()).plus(effort)

    def read(self, user: str, message: Message) -> None:
        talk = next((part for one in message.controls if (part := one.id.split(":")[1:2])), [""])[0]
        words = self._sights.setdefault((user, talk), Sight()).reading(message)
        work = len(self._work.split()) if self._work in message.plain() else 0
        self.pay(user, words.plus(Effort(words=-work)))

    async def _send(self, event: Incoming, did: str) -> Reply:
        user = event.who.user
        self.pay(user, acting(event, self._answered(user, event)))
        return await super()._send(event, did)

    def _answered(self, user: str, event: Incoming) -> Message | None:
        """The message that an event answers: the one with its control, else the newest."""
        control = getattr(event, "control", "")
        for message in reversed(self.screens[user].messages.values()):
            if not control or any(one.id == control for one in message.controls):
                return message
        return None

    async def show(self, user: str, put: Put) -> None:
        if not put.ref:  # an answered question stands where it stood: nobody reads it again
            self.read(user, put.message)
        await super().show(user, put)

    async def put(self, to, channel, message, *, ref, key):
        self.read(to.user, message)
        return await super().put(to, channel, message, ref=ref, key=key)


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing):
    """The shortest honest way from the first word to agreed, with one skill two apart, one to learn."""
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        w = Counted(store, clock)
        await hire(w)
        await accept(w)
        await rate_own(w, (4, 4, 3, 3, 1, 3))
        await w.press("rita", "Yes, send the sample")
        await hand_in(w)
        for level in ("3", "2", "3", "3", "Not seen yet", "Not seen yet", "Skip"):
            await w.press("rita", level)
        await w.press("rita", "2 for now")
        await w.press("joy", "2 for now")
        await w.press("rita", "It is new to Joy")
        await w.press("rita", "I never explained it")
        await w.press("rita", "Offer to Joy")
        await w.press("joy", "Fine")
        while "Good" in w.buttons("rita"):
            await w.press("rita", "Good")
        await w.press("rita", "Sure")
        await w.press("joy", "Yes to both")
        await w.press("joy", "Sure")
        yield w
    await store.close()


async def test_both_are_agreed_within_what_it_may_cost(w: Counted) -> None:
    assert "Agreed by both" in w.screens["rita"].text()
    assert PATHS[0].holds(w.paid["rita"]), w.paid["rita"]
    assert PATHS[1].holds(w.paid["joy"]), w.paid["joy"]


@pytest.mark.parametrize("user", ["rita", "joy"])
async def test_the_first_week_is_quiet(w: Counted, user: str) -> None:
    start = len(w.log)
    for _ in range(7 * 8):
        await w.pass_time(hours=3)
    unasked = [words for who, what, words in w.log[start:] if who == user and what == "gets"]
    assert len(unasked) <= 6, unasked
