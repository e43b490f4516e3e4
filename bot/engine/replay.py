"""The heart: run a script over the answers kept so far. Where it stops is the state of the talk.

A script is an `async def` that awaits prompts, pages, things said and other scripts. Nothing is
awaited in the event-loop sense: it is driven by hand, so it can be dropped and run again at any
time, on any machine, and will stand at the same question.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from bot.engine.prompts import Earlier, Page, Prompt, Said

R = TypeVar("R")

MOST_STEPS = 1_000
"""A script that asks or says more than this has a loop without an end."""


class Stuck(Exception):
    """The script cannot go on: it asked a key twice, awaited something foreign, or never ends."""


class Path(Sequence[Page[Any]]):
    """The pages passed, in order: what counts. A question alone becomes a page when somebody looks."""

    __slots__ = ("_steps",)

    def __init__(self, steps: Sequence[Page[Any] | Prompt[Any]] = ()) -> None:
        self._steps = steps

    def __len__(self) -> int:
        return len(self._steps)

    @overload
    def __getitem__(self, at: int) -> Page[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Path: ...
    def __getitem__(self, at: int | slice) -> Page[Any] | Path:
        if isinstance(at, slice):
            return Path(self._steps[at])
        return _page(self._steps[at])

    def __iter__(self) -> Iterator[Page[Any]]:
        return map(_page, self._steps)

    def __reversed__(self) -> Iterator[Page[Any]]:
        return map(_page, reversed(self._steps))


def _page(step: Page[Any] | Prompt[Any]) -> Page[Any]:
    return step if isinstance(step, Page) else Page((step,), "one")


class Waiting:
    """The script waits for a page. `missing` are its unanswered prompts, in order."""

    __slots__ = ("heard", "missing", "page", "path", "said")

    def __init__(
        self,
        page: Page[Any],
        missing: tuple[Prompt[Any], ...],
        said: tuple[Said, ...],
        path: Path,
        heard: tuple[Said, ...] = (),
    ) -> None:
        self.page = page
        self.heard = heard
        """What is told of the answers that the page has so far."""
        self.missing = missing
        self.said = said
        self.path = path

    def missing_for(self, role: str) -> tuple[Prompt[Any], ...]:
        """What this seat has still to answer on the page; empty while the other one is asked."""
        return tuple(prompt for prompt in self.missing if prompt.to in ("", role))


class Finished(Generic[R]):
    """The script has come to its end. What was said last closes the conversation."""

    __slots__ = ("path", "result", "said")

    def __init__(self, result: R, said: tuple[Said, ...], path: Path) -> None:
        self.result = result
        self.said = said
        self.path = path


class Replay(Generic[R]):
    """One script, suspended where an answer is missing; `go_on` continues after it was kept.

    `answers` is read at every page: the caller adds to it and calls `go_on`, and nothing is
    replayed twice.
    """

    __slots__ = ("_answers", "_passed", "_script", "_seen", "state")

    def __init__(self, script: Coroutine[Any, Any, R], answers: Mapping[str, Any]) -> None:
        self._script = script
        self._answers = answers
        self._seen: set[str] = set()
        self._passed: list[Page[Any] | Prompt[Any]] = []
        self.state: Waiting | Finished[R] = self._drive(None)

    def go_on(self) -> Waiting | Finished[R]:
        """Continue from the page that was waited for, as far as the answers reach."""
        state = self.state
        if isinstance(state, Finished):
            return state
        missing = self._missing(state.page)
        if missing:
            heard = self._heard(state.page)
            self.state = Waiting(state.page, missing, state.said, state.path, heard)
        else:
            self._passed.append(state.page)
            self.state = self._drive(self._value(state.page))
        return self.state

    def close(self) -> None:
        """Let the script go. Harmless at any time."""
        self._script.close()

    def _drive(self, value: Any) -> Waiting | Finished[R]:
        said: list[Said] = []
        send, answers, seen, passed = self._script.send, self._answers, self._seen, self._passed
        for _ in range(MOST_STEPS):
            try:
                asked = send(value)
            except StopIteration as end:
                return Finished(end.value, tuple(said), Path(tuple(passed)))
            if type(asked) is Prompt:
                # Nearly every step of a replay is one question with its answer: nothing is made for it.
                key = asked.key
                if key in seen:
                    raise Stuck(f"the key {key!r} is asked twice")
                seen.add(key)
                kept = answers.get(key, _NOTHING)
                if kept is _NOTHING or not (kept is None or asked.kind.stands(kept)):
                    alone = (asked,)
                    return Waiting(Page(alone, "one"), alone, tuple(said), Path(tuple(passed)))
                passed.append(asked)
                value = None if kept is None else asked.kind.load(kept)
            elif isinstance(asked, Said):
                said.append(asked)
                value = None
                continue
            elif isinstance(asked, Page):
                missing = self._meet(asked)
                if missing:
                    heard = self._heard(asked)
                    return Waiting(asked, missing, tuple(said), Path(tuple(passed)), heard)
                passed.append(asked)
                value = self._value(asked)
            elif isinstance(asked, Earlier):
                value = self._earlier(asked)
                continue
            else:
                raise Stuck(f"a script may await prompts and scripts only, not {type(asked).__name__}")
            if said:
                said.clear()
        raise Stuck(f"more than {MOST_STEPS} steps without an end")

    def _earlier(self, asked: Earlier[Any]) -> dict[str, Any]:
        """What was kept by an older script: a page that was passed, where anything was."""
        found = {item: prompt for item, prompt in asked.prompts.items() if self._stands(prompt)}
        if found:
            page: Page[Any] = Page(tuple(found.values()), "each", order=tuple(found))
            self._meet(page)
            self._passed.append(page)
        return {item: _loaded(prompt, self._answers[prompt.key]) for item, prompt in found.items()}

    def _meet(self, page: Page[Any]) -> tuple[Prompt[Any], ...]:
        seen = self._seen
        for prompt in page.prompts:
            if prompt.key in seen:
                raise Stuck(f"the key {prompt.key!r} is asked twice")
            seen.add(prompt.key)
        return self._missing(page)

    def _missing(self, page: Page[Any]) -> tuple[Prompt[Any], ...]:
        missing: tuple[Prompt[Any], ...] = ()
        for prompt in page.prompts:
            if self._stands(prompt) or (page.follows and not self._asked(page, prompt)):
                continue
            missing = (*missing, prompt)
        return missing

    def _stands(self, prompt: Prompt[Any]) -> bool:
        kept = self._answers.get(prompt.key, _NOTHING)
        return kept is not _NOTHING and (kept is None or prompt.kind.stands(kept))

    def _asked(self, page: Page[Any], prompt: Prompt[Any]) -> bool:
        """Whether a question is asked, as the page is answered so far."""
        follows = page.follows.get(prompt.key)
        if follows is None:
            return True
        before = next(one for one in page.prompts if one.key == follows.key)
        return self._stands(before) and follows.wanted(_loaded(before, self._answers[before.key]))

    def _heard(self, page: Page[Any]) -> tuple[Said, ...]:
        """What one seat is told of the answers of the other one, while the page is open."""
        if page.heard is None:
            return ()
        answered = (one for one in page.prompts if self._stands(one) and self._asked(page, one))
        return page.heard({one.key: _loaded(one, self._answers[one.key]) for one in answered})

    def _value(self, page: Page[Any]) -> Any:
        answers = self._answers
        if page.shape == "one":
            prompt = page.prompts[0]
            return _loaded(prompt, answers[prompt.key])
        if not page.follows:
            return page.result([_loaded(prompt, answers[prompt.key]) for prompt in page.prompts])
        told = [
            _loaded(prompt, answers[prompt.key]) if self._asked(page, prompt) else None
            for prompt in page.prompts
        ]
        return page.result(told)


_NOTHING = object()
"""Not None: a question that was left alone is answered with None."""


def _loaded(prompt: Prompt[Any], kept: Any) -> Any:
    return None if kept is None else prompt.kind.load(kept)


def replay(script: Coroutine[Any, Any, R], answers: Mapping[str, Any]) -> Waiting | Finished[R]:
    """Run a script over its answers once and let it go: for reading, explaining and testing."""
    run = Replay(script, answers)
    run.close()
    return run.state
