"""What a typed line means to the open question: its answer, a yes to what is proposed, perhaps an option."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

from bot.conversations.view import View
from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.read import Reading, read_told, read_yes_no, says_unknown
from bot.engine.text import Invalid, t
from bot.words import Reader, plain


class Meaning(NamedTuple):
    """The page that a seat is asked, and how whoever sits there types."""

    view: View
    editing: bool
    """Whether an earlier answer is open for changing."""
    reading: Reading
    reader: Reader

    @property
    def _first(self) -> Prompt[Any] | None:
        """The question that a line is for: the first that is open."""
        return self.view.prompts[0] if self.view.page is not None and self.view.prompts else None

    @property
    def optional(self) -> bool:
        """Whether the question may be left unanswered."""
        return self._first is not None and self._first.optional

    @property
    def judges(self) -> bool:
        """Whether it asks for a judgement."""
        return self._first is not None and self._first.kind.judges

    def asks_to_explain(self, words: str) -> bool:
        """Whether it is what stands on the button that explains the points of a scale."""
        said = words.strip().casefold().rstrip(".!?")
        return (
            self._first is not None
            and self._first.kind.name == "scale"
            and said == plain(t("explain"), self.reader).casefold()
        )

    @property
    def takes_a_person(self) -> bool:
        """Whether it asks for somebody."""
        return self._first is not None and self._first.kind.name == "person"

    @property
    def proposes(self) -> bool:
        """Whether the page is a proposal that one tap accepts."""
        return self.view.page is not None and self.view.page.shape == "review" and not self.editing

    def takes_as_own(self, words: str) -> bool:
        """Whether what is written would be the answer whatever it says, and no proposal of several things."""
        first = self._first
        if first is None or not (first.kind.written or first.kind.own_words(words, self.reading)):
            return False
        return not self.proposes or len(self.view.prompts) == 1

    def asks_us(self, words: str) -> bool:
        """Whether a line that would be the answer whatever it says asks for help with it instead."""
        return self._first is not None and self._first.kind.asks_us(words, self.reading)

    def offers(self, words: str) -> int | None:
        """The place of the option that a sentence may be meant for which is none of the answers."""
        page = self.view.page
        if self._first is None or page is None or page.shape == "review" or len(words.split()) < 2:
            return None
        return None if self.understands(words) else self._first.kind.own_option(words, self.reading)

    def in_one_line(self, words: str) -> dict[str, str | None]:
        """The answers, by key, to several questions of the page that one line may answer together.

        None is for what was not counted. Empty where the line holds only one answer, or something else.
        """
        named = self.view.page.line if self.view.page is not None else {}
        asked = [prompt for prompt in self.view.prompts if prompt.key in named]
        if len(asked) < 2 or asked[0] is not self._first:
            return {}
        try:
            told = read_told(words, tuple(named[prompt.key] for prompt in asked))
        except Invalid:
            return {}
        return {asked[at].key: f"{pair[0]}/{pair[1]}" if pair else None for at, pair in told.items()}

    def doubts(self, words: str) -> str:
        """The answer that a line holds in doubt, "maybe Friday?", as it would be typed; empty where none."""
        if self._first is None or self._first.kind.written or (self.proposes and len(self.view.prompts) > 1):
            return ""
        try:
            self._first.kind.read(words, self.reading)
        except Invalid as invalid:
            return invalid.meant
        return ""

    def understands(self, words: str) -> bool:
        """Whether the line answers what is open."""
        if self._first is None:
            return False
        if self.proposes:
            if self.accepts(words):
                return True
            if len(self.view.prompts) > 1:
                return False
        if left_out(self._first, words) or self.in_one_line(words):
            return True
        try:
            self._first.kind.read(words, self.reading)
        except Invalid:
            return False
        return True

    def accepts(self, words: str) -> bool:
        """Whether it is a yes to what is proposed, or what the button says."""
        label = self.view.page.accept if self.view.page and self.view.page.accept else t("looks-right")
        if words.strip().casefold() == plain(label, self.reader).casefold():
            return True
        with suppress(Invalid):
            return read_yes_no(words, binds=True)
        return False

    def declines(self, words: str) -> bool:
        """Whether it is a no, or not quite a yes: what is proposed is not right, and this is no value."""
        try:
            return not read_yes_no(words, binds=True)
        except Invalid as invalid:
            return invalid.why.key == "invalid-yes-no-turned"


def left_out(prompt: Prompt[Any], raw: Raw | None) -> bool:
    """Whether a question that may stay open is answered with "no idea"."""
    return prompt.optional and not prompt.kind.written and isinstance(raw, str) and says_unknown(raw)
