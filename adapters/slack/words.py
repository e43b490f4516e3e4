"""The few words of the adapter itself, where Slack's ways need a sentence that no message brings."""

from __future__ import annotations

LOADING = "One moment ..."
NAME = "Fivefold"
CANCEL = "Cancel"
CLOSE = "Close"
SEND = "Send"
NUMBER = "A number"
WROTE_TO_YOU = "I have written to you in our direct messages."
INVITED = (
    "Thanks for the invitation. I post here only when the person who set me up says so, and I read nothing "
    "but lines that name me."
)
OPEN_MESSAGES = "Open our messages"
TOO_LATE = "That took too long to open here. Please answer in this message instead."
ALREADY = "This question is answered already. Our messages show where things stand."
STILL_SAVING = "Saving takes longer than usual. The answer comes in our messages."
MORE_FIELDS = "These are the first {shown} of {total} questions; the others follow."
MORE_ON_HOME = "There is more than fits here. /fivefold next shows all of it."
NOTHING = "Nothing waits for you."
NOT_HERE = (
    "Fivefold is not installed in this workspace any more. Whoever looks after it can install it again."
)
