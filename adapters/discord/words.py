"""The few words of the adapter itself, where Discord's ways need a sentence that no message brings."""

from __future__ import annotations

NAME = "Fivefold"
ANSWER = "Your answer"
FIX = "Fix it"
GO_ON = "Continue"
PART_KEPT = "Part {page} of {pages} is kept. Nothing is sent before the last part."
WROTE_TO_YOU = "I have written to you in our direct messages: <#{channel}>"
CANNOT_WRITE = (
    "I cannot write to you, so here it is, for your eyes only. To get messages: this server's menu, "
    "Privacy Settings, Direct Messages on."
)
NOT_SAVED = "That could not be saved just now. Please try again in a minute."
DONE = "Taken."
SLOW = "That took too long to open. Please press the button once more."
REFRESH = "Look again"
SEND = "Send"
NONE = "None of these"
ROOT_ABOUT = "What waits for you, and everything else"
MORE = "more"
MORE_ABOUT = "Everything else: type what you want to do"
MORE_WORDS = "What you want to do"
MORE_OPTION = "words"
SAVE_EXAMPLE = "Save as example"
