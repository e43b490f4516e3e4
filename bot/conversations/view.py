"""What one seat of a talk sees: what was said to it, what it is asked, and what could not be taken there."""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.engine.prompts import Page, Prompt
from bot.engine.text import Text


class Mistake(NamedTuple):
    """What somebody gave that could not be taken, and why: shown beside the field."""

    why: Text
    raw: str | tuple[str, ...]
    """What was typed, or the places of what was picked."""
    beside: bool = False
    """Whether it was a line of the chat: what is proposed still stands beside it."""


class View(NamedTuple):
    """What one seat sees: what was said to it, and what it is asked (nothing while it waits)."""

    said: tuple[Text, ...]
    page: Page[Any] | None
    prompts: tuple[Prompt[Any], ...]

    def differs(self, other: View) -> bool:
        """Whether the seat has to be shown something new."""
        if self.said != other.said or len(self.prompts) != len(other.prompts):
            return True
        pairs = zip(self.prompts, other.prompts, strict=True)
        return any(new.key != old.key or new.ask != old.ask for new, old in pairs)

    def means(self) -> tuple[Any, ...]:
        """What an answer to it says: a place in a list, a yes or one tap says only what stood there.

        What stands beside an option tells of it as of today, "by Friday" and then "planned for Friday".
        """
        proposed = self.page.proposed or {} if self.page is not None else {}
        return tuple(
            (
                prompt.key,
                prompt.ask,
                tuple((option.id, option.label) for option in prompt.kind.options()),
                prompt.kind.digest,
                prompt.kind.dump(proposed[prompt.key]) if prompt.key in proposed else None,
            )
            for prompt in self.prompts
        )


def one_by_one(page: Page[Any]) -> bool:
    """Whether a page is a row of taps, shown one after another."""
    taps = (prompt for prompt in page.prompts if prompt.key not in page.follows)
    return page.shape == "each" and all(p.kind.options() and p.kind.name != "many" for p in taps)


def changeable(page: Page[Any], key: str, role: str) -> tuple[Prompt[Any], ...]:
    """What is changed together: the whole page of a form, one tap of a page of taps."""
    mine = tuple(prompt for prompt in page.prompts if prompt.to in ("", role))
    return tuple(prompt for prompt in mine if prompt.key == key) if one_by_one(page) else mine
