# The start of work (O7, P7).

title-understanding = Do you both mean the same?
title-own-words = Once more in your words
title-sample = The paid sample task

understanding = { $name } said yes. In { $name }'s words: "{ $words }" Is that what you mean?

    Rating work you have not seen is guessing. So: { $sample }, { $minutes } minutes, paid as work.
understanding-known = { $name } said yes. In { $name }'s words: "{ $words }" Is that what you mean? You have seen { $name }'s work, so the first look rests on that.
understanding-unseen = { $name } said yes. In { $name }'s words: "{ $words }" Is that what you mean? There is no sample task for this work, so the first look rests on what you know of { $name }'s work; "Not seen yet" is an answer.
understanding-missing = { $name } can start, but something is missing: "{ $words }" What do you answer?
understanding-answered = You said that something is missing: "{ $missing }" { $owner } answers: "{ $words }"
send-sample = Yes, send the sample
not-quite = Not quite: tell { $name }
know-their-work = Yes, and I know { $name }'s work
understanding-correct = What matters most, in your words? { $name } reads it and says it again.
understanding-corrected = Sent. { $name } says it once more, then we go on.
sample-on-its-way = The sample is with { $name }, by { $day }. I show you the work when it is in.
rate-what-was-seen = Good. Rate only what you have seen yourself, in older work or a portfolio. The rest comes with real work.
rate-from-work = Good. Take the last two or three pieces of work, and rate only what you saw yourself.

own-words-again = { $owner } means it a little differently: "{ $words }" How would you put it now?
own-words-sent = Sent to { $owner }.

sample-offer = Paid sample task for { $owner }: { $title }, { $minutes } minutes, by { $due }.
sample-brief = { $words }
sample-hand-in = When you are done, hand it in here.
send-to = Send to { $name }
another-day = Another day
sample-rather-not = Rather not
sample-declined = That is fine, and counts for nothing. { $owner } says only what real work has shown so far; the rest comes with it.
sample-declined-told = { $name } would rather start with real work than with a sample. That says nothing about the work. Rate only what you have seen; "Not seen yet" is an answer.
sample-which-day = Which day suits you?
sample-moved = Moved to { $day }. { $owner } knows.
sample-moved-told = { $name } hands in the sample by { $day }.
sample-waits = The sample task waits: { $title }, { $minutes } minutes, by { $due }. When you are done, hand it in here.
sample-task = Show the task
sample-not-changeable = This stays as it is: { $owner } has rated from what you handed in, or it waits elsewhere by now. For other work: /fivefold done
sample-paste = Paste your work or a link to it.
sample-paste-hint = Mark where you would ask.
sample-sent = Thank you. { $owner } looks at it before rating anything. Until then you can change it.
sample-rating-open = Your own view of your skills is still open, about three minutes: /fivefold next
