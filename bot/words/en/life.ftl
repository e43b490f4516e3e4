# Life happens: settings, away, work that rests, the end, one's own part ticked off.

saturday = Saturday
sunday = Sunday

## Settings (P2 at any time)

title-settings = Your settings
settings = It is { $clock } for you ({ $city }), right? I write to you only at these times.
settings-days = On these days
settings-noted = Noted, { $name }. It is { $clock } for you ({ $city }).
settings-day = I write to you from { $first } to { $last }, on { $days }.
settings-next-checkin = Your next check-in for { $name }: { $day }, { $clock } your time.
settings-checkin-day = After the one that is planned, your check-ins come on { $day }s.
checkin-day-told = { $name } has moved the check-ins: after the one that is planned, they come on { $day }s.
settings-night = I write to you from { $first } until { $last } the next day. Your nights begin on { $days }.
settings-all-day = I write to you at any hour, on { $days }.

## Away (X8)

title-away = Away
away-noted = I have noted that you are away { $days }. What has changed?
away-other-days = Other days
away-more-days = More days as well
away-am-back = I am back
away-beside = You are away { $days } already. What holds now?
away-stays = Both: those days and these
away-instead = Only these days
away-welcome = Welcome back, { $name }.
away-first = Which is your first day away?
away-last = From { $first }. And which is your last day away?
away-one-day = Only { $day }
away-last-field = Your last day away
away-who-hears = I tell { $names } the days, and nothing else.
away-day = on { $first }
away-days = from { $first } to { $last }
away-done = Noted: you are away { $days }, and back on { $back }. I stay quiet, and nothing counts as late.
away-told-them = I tell { $names } now.

away-told = { $name } is away { $days }, and back on { $back }. Nothing of yours counts as late because of it.
away-alone = You may decide alone: { $items }. What needs more can wait.
away-waits = What needs { $name } can wait until then.
away-back-told = { $name } is back, sooner than planned.

## Work that rests

title-pause = Let the work rest
title-resume = Go on?
pause-not = Only work that is under way can rest.
# "resume" leads here as well: somebody who wrote it hears that nothing rests.
pause-from-now = The work with { $name } is under way. Until which day shall it rest?
pause-until = Until which day shall the work with { $name } rest?
pause-hint = All dates move by that time, and nothing counts as late. I tell { $name } now, and ask you on that day whether it goes on.
pause-done = The work with { $name } rests. On { $day } I ask you whether it goes on; sooner with /fivefold pause.
pause-told = { $owner } lets your work together rest until { $day }. All dates move by that time, and nothing counts as late. Until then I ask you nothing about it.
resume-ask = The work with { $name } has rested since { $since }. Shall it go on today?
resume-now = Go on today
resume-later = Rest longer
resume-done = The work with { $name } goes on today. I tell { $name } now.
resume-told = Your work with { $owner } goes on today. Good to have you back.
resume-moved = The round now ends on { $ends } instead of { $before }.{ $count ->
    [0] {""}
    [one] {" "}One more date moved by the same time.
   *[other] {" "}{ $count } more dates moved by the same time.
}
resume-next = The last round is closed and counted; what comes now is round { $round }.
resume-nothing-moved = No date had to move; the round ends on { $ends } as before.

## Other hours, pieces or pay

title-changing = Other hours, pay or work
title-changing-answer = Other hours, pay or work?
title-changing-begins = From this week on
changing-gone = This job has left the work already. Nothing changes.
changing-not = Hours, pay and jobs can be changed while the work is under way.
changing-reply = { $other } would rather have it otherwise: "{ $words }" Nothing has changed so far.
changing-what = { $name }'s work today: { $now }. What shall be different?
changing-what-own = Your work today: { $now }. What shall be different?
changing-hours = Hours a week
changing-pieces = Pieces a week
changing-how-paid = How it is paid
changing-stay = Leave it as it is
changing-stays = Everything stays as it was agreed.
changing-work = A job comes or leaves
changing-which-job = Which job?
changing-new-job = A new job
changing-without = Without { $job }
changing-job-name = What is the new job, in two or three words?
changing-job-good = What does good look like for { $job }?
changing-leaves = From { $day }: without **{ $job }**.
changing-comes = From { $day }, new: **{ $job }**. Good looks like this: { $good }
changing-set-aside = Set aside, and nothing counts against anybody: { $goals }.
changing-rated-first = Both of you rate the new skill first. A goal comes later, with a yes from both.
changing-has-left = From this week on { $name }'s work is without { $job }.{ $goals ->
    [0] {""}
   *[other] {" "}Its goals are set aside, and nothing counts against anybody.
}
changing-has-come = From this week on { $job } is part of { $name }'s work. The new skill is rated first.
changing-pay = How shall it be paid?
changing-many-hours = How many hours a week?
changing-many-pieces = About how many pieces a week?
changing-when = It begins on { $day }, with a whole week. Good?
changing-then = From { $day }
changing-from = From which day? Weeks are counted whole, so it begins on a Monday.
changing-same = That is how it is from { $day } on already: { $now }. Nothing changes.
changing-why = A word on why, for { $other }?
changing-line = From { $day }: **{ $after }**. Until then: { $before }.
changing-goals-live-on = Skills, levels and these goals live on: { $goals }.
changing-skills-live-on = Skills and levels live on.
changing-anew = The number of these came from the old amount: { $goals }. Ask it anew with /fivefold goals.
changing-later = From { $day }, as agreed before: { $then }.
changing-sent = Sent. Nothing changes before { $other } says yes.
changing-noted = Noted.
changing-proposed = { $name } would like to change your work together.
changing-moved = { $wanted } has passed, so it would begin on { $day }.
changing-because = { $name }: "{ $words }"
changing-agree = Do you agree? Nothing changes without your yes.
changing-not-so = Not like this
changing-no = No
changing-rather = How would you rather have it? { $name } reads this.
changing-no-words = A word for { $name }?
changing-agreed = Agreed. It begins on { $day }. You each get a copy.
changing-told-no = { $name } would rather not change it. Everything stays as it was agreed.
changing-copy-title = { $owner } and { $name }: a change of the work
changing-copy-agreed = Both of you agreed on { $day }.
changing-copy-version = Both of you agreed on { $day }, version { $number }.
changing-copy-before = Until then
changing-copy-after = From then on
changing-copy-from = Begins on
changing-copy-why = Why
changing-weeks = Weeks before that day stay as they were counted.
changing-begins = From this week on { $name }'s work is { $after }, as you both agreed. Before: { $before }.
changing-begins-alone = From this week on { $name }'s work is { $after }. Before: { $before }.
help-hours = change hours, pay or jobs, agreed by both

## The end (X4)

title-leaving = End the work together
title-closing = Access to close
leaving-over = This work has ended already.
leaving-last = Which is the last day of your work with { $other }?
leaving-access = What does { $name } still have from you, such as logins? I put each on your list to close.
leaving-access-lines = What does { $name } still have from you, such as logins? One on each line; I put each on your list to close.
leaving-access-hint = Never write passwords here.
leaving-close = Close for { $name }: { $what }
leaving-word = A closing word for { $other }, with one real example?
leaving-word-hint = It stays in the copy that you both keep.
leaving-open = Still open, to hand over or to settle: { $items }.
leaving-sure = The last day of your work with { $other } is { $last }. I stop asking both of you today. You each get a copy. What is unpaid you settle with each other. I keep all this for 12 months, or less if one of you asks. End it?
leaving-item = "{ $what }"
leaving-yes = Yes, end it
leaving-no = Not now
leaving-not-now = Nothing has changed, and { $other } has heard nothing.
leaving-done = Done. { $other } and you each get a copy. Thank you for ending it properly.
leaving-alone = { $name } is not part of this here, and hears nothing from me. Shall I end it?
leaving-alone-done = Ended. { $name } hears nothing more from me about it.
leaving-told = { $name } has ended your work together here. Thank you for all you put into it. I ask you nothing more about it.
leaving-you = You have ended your work with { $other } here. I ask neither of you anything more about it.
leaving-kept = This copy is yours to keep. What I hold is deleted after 12 months, or sooner if either of you asks. What is unpaid you settle with each other.
leaving-counted = Round { $round }, as far as it went:
leaving-copy-title = { $owner } and { $name }: a fair end
leaving-copy-work = Work
leaving-copy-role = { $role }, round { $round }
leaving-copy-days = Time
leaving-copy-from = { $first } to { $last }
leaving-copy-jobs = Jobs
leaving-copy-open = Still open
leaving-copy-access = Access to close
leaving-copy-word = A word from { $name }
closing-listed = { $count ->
    [one] One thing is on your list, by { $day }. Tick it off when it is closed.
   *[other] { $count } things are on your list, by { $day }. Tick each off when it is closed.
}
closing-nothing = Good, then nothing is left to close.

## One's own part

title-todo = Your part
todo-none = Nothing of your part for { $name } is open. Well done.
todo-ask = What have you done of your part for { $name }?
todo-by = { $over ->
    [0] by { $day }
   *[1] planned for { $day }
}
todo-all-done = Thank you. Nothing of your part is open now.
todo-left = { $count ->
    [one] One thing is left, { $over ->
        [0] by { $day }
       *[1] planned for { $day }
    }: { $what }
   *[other] { $count } things are left. The { $over ->
        [0] next one, by { $day }
       *[1] first one, planned for { $day }
    }: { $what }
}

## Try it on oneself

help-practise = try it on yourself first

zone-differs = It seems to be { $clock } where you are now ({ $city }). I go on by the clock of { $noted }, and move nothing until you say so.
zone-look = Change my hours

## What may be decided alone

title-discretion = What may be decided alone
help-alone = change what may be decided alone
decides-change = Change what may be decided alone
decides-now = This is what { $name } may decide alone. Change the sums, add lines, or take some out.
decides-changed = Changed. { $name } hears of it, and finds it under /fivefold rules.
decides-told = { $owner } has changed what you may decide alone. From now on: { $items }.
decides-told-none = { $owner } has changed what you may decide alone. From now on you ask first.
decides-not-now = This work is not under way, so nothing is decided in it.
