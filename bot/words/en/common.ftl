# Words of the engine: answers shown again, labels of buttons, and what is said around every question.
#
# The only markup is **bold**, a line break, and [label](https://address). A line that continues an
# entry may not begin with * or [ in Fluent: put {""} before it. Arguments are never read as markup.
# $kind (contractor, employee, agency) is there in every entry.

## Answers as people read them

yes = Yes
no = No
# A step in somebody's own words, where somebody else reads it too.
in-words-of = { $own ->
    [1] you wrote
   *[0] { $name } wrote
}: “{ $words }”
answer-plain = { $value }
answer-number = { $value }
answer-unit = { $value } { $unit }
answer-none = None
answer-left-out = Not said
answer-given = **{ $answer }**
answer-scale = { $value }: { $note }
answer-list = { $items }
answer-date = { $value }
answer-duration =
    { $hours ->
        [0] { $minutes } min
       *[other] { $minutes ->
            [0] { $hours } h
           *[other] { $hours } h { $minutes } min
        }
    }
answer-percent = { $value } %
answer-ratio = { $part } of { $whole }
answer-ratio-of = { $what } { $part } of { $whole }
answer-ratio-none = { $what } not counted
answer-zone = { $value }

## Labels

answer = Answer
back = Back
change = Change
put-right = Put right
explain = Explain
help-button = Help
leave-as-it-was = Leave as it was
looks-right = Looks right
next = Next
send = Send
never-mind = Never mind
show-again = Show it again
skip = Skip

# Which of several questions this is.
progress = { $number } of { $total }

## Who will read the answer

who-reads-you = Only you read this.
who-reads-both = You and { $other } read this.
# Before the other person has been named.
who-reads-both-later = Both of you read this.
# With oneself as the other one.
who-reads-trial = Only you read this: a trial run.
who-reads-blind = { $other } reads this once both are in.
who-reads-known = Whoever you work with sees your answer.
# Of a page of which only some is seen by others: $seen are the names of those fields.
seen-by-others = Whoever you work with sees { $seen }.{ $rest ->
    [0] {""}
   *[other] {" "}Nobody reads the rest; it only shows in when I write to you.
}
# Of a page of which one field is for the channel, if there is one: $rest says who reads the others.
seen-in-channel = { $rest } { $seen } is for the channel too, where there is one.
who-reads-channel = Everybody in the channel reads this.

## When something is not as expected

waiting-for = Now it is { $other }'s turn.
older-copy = You pressed an older copy of this, so nothing was taken. This is how it stands now.
changed-since = This is asked anew, because something changed. What you gave stands here: send it if it still fits.
begun-goes-on = You had begun this; here it goes on.
begun-replaced = This takes the place of what you had begun.
# Why a question is asked no more, to whoever presses or answers it all the same.
conversation-closed = { $why ->
    [answered] This has been answered another way meanwhile.
    [replaced] Something newer has taken the place of this.
    [talked] Your talk sheet is settled, so this is asked no more.
    [closed] The round that this belonged to is closed.
    [ended] The work that this belonged to has ended.
    [cancelled] This was stopped.
    [skipped] This one was let pass.
   *[other] What this was about is over.
}
only-owner = { $word ->
    [pause] Only whoever gives the work can let it rest. Your own days off: /fivefold away. What waits for you: /fivefold next
   *[other] Only whoever gives the work can use { $word }. What waits for you: /fivefold next
}
only-professional = Only whoever does the work can use { $word }. What waits for you: /fivefold next
not-allowed = There is nothing here that I can show you. What waits for you: /fivefold next
parked-other = Something went wrong on my side while { $name } answered. The answer is kept; I go on as soon as it is mended. You need to do nothing.
parked-somewhere = Something went wrong on my side. Nothing is lost; I go on as soon as it is mended. You need to do nothing.
parked = Something went wrong on my side; your answer is kept and I will go on as soon as it is mended.

known-word = Did you mean { $guess }?
unknown-word = I don't know '{ $word }'. Did you mean { $guess }?

# In place of an entry that the catalogue does not have.
missing-words = I have no words for this yet. It is noted, and nothing is lost.

## Moving about in a talk

nothing-to-take-back = There is nothing to take back here.
edited = I saw that you changed your message. It has answered nothing, so nothing changes with it. Whatever waits for you: /fivefold next
edited-offer = You changed your message. Shall this become **{ $answer }**?
edited-take = Yes, take the new words
deleted-kept = You took your message away. The answer that it gave stands until you change it.
not-changeable = This one can no longer be changed here. What can be: /fivefold settings, or what waits for you: /fivefold next
answer-below = { $question } This was changed; it stands further down.
answer-gone = This was taken back.
answered-before = You have answered this already: { $question } **{ $answer }**
answered-before-all = You have answered this already.
done-before = { $answered ->
    [0] This is done. Nothing is asked of you here any more.
   *[other] You have answered this, and it is done.
}
skipped = All right, not this time. It is not counted, and the next one comes as usual.
later-waits = All right, later. It waits under /fivefold next; nothing is lost.
later-noted = All right, later. It waits under /fivefold next, and I ask once more tomorrow; nothing is lost.
question-left = All right, I leave it at that. Nothing was done.
cancelled = Stopped. Nothing was sent to anybody.
cancelled-own = Stopped. Nothing has changed.
cannot-cancel = { $other } waits for this, so I keep it open for you under /fivefold next. Write "later" and I leave you in peace for today.
which-one = Which of these do you mean?
which-account = You are here with more than one business, and each keeps its own. Which one is it about?
with-whom = With { $names }
meant-alone = Is "{ $word }" your answer here, or shall I do it?
meant-which = Is this your answer here, or do you mean "{ $word }"? You wrote: "{ $words }"
meant-answer = It is my answer
meant-do = Do it: { $word }
meant-own = You wrote: "{ $words }". Shall I take it as this?
meant-other = No, something else
# Where own words are asked for somebody asks for help, or how something is done.
meant-asks = You wrote: "{ $words }". Is that your answer here? Nobody has read it. If it is a question to me: { $skips ->
    [0] a line or two in your own words is enough here, and "later" leaves it for now.
   *[other] a line or two in your own words is enough here, and you may leave it out.
}
# The same behind a command, whose words somebody else would read.
meant-asks-command = You wrote: "{ $words }". Is that what you want to say with "{ $word }"? Nobody has read it.
# An answer that is held in doubt: "maybe Friday?".
meant-doubt = You wrote: "{ $words }". Is it **{ $answer }**? Until you say so, nothing is taken.
meant-again = No, ask me again
which-open = Several things are open. For which of them is "{ $word }"?
nothing-open = No question is open just now, so there is nothing to do for "{ $word }".
kept-nothing-open = I have kept what you wrote: "{ $words }". Nothing is open that it could be for. It stays for two weeks and is in your copy of everything.
# A talk of this title is open already, and has a button of its own.
kept-anew = { $title }: a new one
kept-for = What is it for?
# In the place of a question about what somebody wrote that is over.
kept-left = You wrote: "{ $words }". It has answered nothing yet.
kept-for-nothing = You wrote: "{ $words }". What it could have been for is over.
kept-gone = This is taken care of already. What waits for you: /fivefold next
kept-below = This is asked anew further down.
page-below = All of it stands further down.
kept-over = This is not asked any more.
kept-which = I have kept what you wrote: "{ $words }". What is it for?
storage-trouble = I cannot write to my disk right now, so I have not kept this. Please try again in a few minutes; what you had answered before is safe.

monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
switched-off = I was switched off from { $since } to { $until }; sorry. Nothing is lost, and nothing counts as late.
switched-off-waits = Here now, whenever it suits you: { $what }.
show-me = Show me
nudge = Still waiting for you: { $titles } (about { $minutes } min). Whenever it suits you; { $count ->
    [one] I do not remind you of it again;
   *[other] I do not remind you of these again;
} only after three quiet working days I say once what waits.
nudge-away = I'm away
silence = { $count ->
    [one] One thing waits
    [2] Two things wait
    [3] Three things wait
   *[other] { $count } things wait
} for you{ $stops ->
    [0] .
    [one] ; one stops { $names }.
   *[other] ; { $stops } stop { $names }.
} { $minutes ->
    [one] One minute
   *[other] { $minutes } minutes
} now?
silence-away = I'm away until ...
