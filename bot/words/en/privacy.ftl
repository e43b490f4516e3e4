# Privacy: who reads what, a copy, and erasing.

title-unerasing = Keep it after all
title-erasing = Erase what is kept about you
privacy-title = Your data
privacy-who = Before every question I say who reads the answer. Ratings and feedback never go to a channel.
privacy-held = { $count ->
    [one] I keep one entry about you here. The copy holds it.
   *[other] I keep { $count } entries about you here: where I reach you, goals, days, answers. The copy holds each of them.
}
privacy-copy = Give me a copy
privacy-erase = Erase it all
privacy-copied = Everything that is kept about you, as text and as data. What others rate blind is in it once you have both seen it.
# The copy to read: what stands around the data. Names of fields are those of the data beside it.
copy-title = What Fivefold holds about { $name }
copy-other = Works with: { $name }
copy-records = == { $kind } ({ $count })
copy-answers = == Answers ({ $count ->
    [one] one conversation
   *[other] { $count } conversations
})
copy-before = before
copy-typed = as typed
copy-unsent = == Kept for now: filled in and not sent, written and not taken yet, where messages go, noted
copy-yes = yes
copy-no = no
privacy-files = { $text } { $data }
erase-ends = The work with { $names } here ends with it, and I tell them. They keep the dates and numbers, without your name.
erased-professional = One of your people, { $role }, had everything about them erased. The work with them ends here, and its messages are gone. Your part of it is closed; dates and numbers stay, without a name.
erased-owner = The person you worked for here, { $role }, had everything about them erased. The work ends here, and its messages are gone. Dates and numbers stay, without a name.
erased-numbers = The numbers
erased-goal = A goal whose words were erased
erase-what = Every text of yours goes: answers, words, messages. Dates and numbers stay, without your name. Backups lose it when they are replaced. Keep it, or erase it all?
erase-keep = Keep it
erase-all = Erase it all
erase-soon = In ten minutes it is gone. Until then one tap keeps it.
erase-kept = Kept, all of it.
erase-taken-back = Kept after all. Nothing is erased.
