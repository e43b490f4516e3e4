"""One person's own words where the other one reads them as a step: a quotation with its writer.

Most steps name a thing to be done and stand as they are; only words that say I or you mean somebody else
when somebody else reads them.
"""

from __future__ import annotations

from bot.engine.read import says_who
from bot.engine.text import Text, literal, t
from bot.words import Reader, plain


def in_words_of(name: str, words: str, *, own: bool) -> Text:
    """A step in the words of somebody; `own`: they are the reader's."""
    return t("in-words-of", name=name, own=int(own), words=words) if says_who(words) else literal(words)


def kept_words_of(name: str, words: str, reader: Reader) -> str:
    """The same where it is kept as the step's own words, in the language of whoever runs the plan."""
    return plain(in_words_of(name, words, own=False), reader)
