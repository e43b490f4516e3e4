# The invitation (P1 to P3, X1).

title-invitation = Your invitation
title-question = A question before the start
title-declined = What now?

invitation = Hello { $name }, I'm Fivefold, a helper in this chat. { $owner } would like to use me for your work together ({ $role }, { $terms }).

    You get: what "good" means, in writing, before you start; a nudge to { $called }, not to you, when your question waits; no goal without your yes; your own copy of everything, and a record of results you can show { $kind ->
        [employee] others
       *[other] other clients
    }.

    It takes five minutes now, three more this week, then two on Fridays. No screenshots, no tracking, no ranking. { $owner } is responsible for this data; see, export or delete yours with /fivefold privacy. Every question says who reads the answer.
invitation-over = This invitation is no longer open. If that surprises you, ask the person who sent it.
invitation-reply = { $owner } answers: "{ $words }"
lets-start = Let's start
ask-first = Ask { $owner } something first
not-for-me = Not for me
invitation-declined = That is fine. { $owner } hears only that you would rather not use me; it says nothing about the work. I will not write to you about it again. If you change your mind: /fivefold next
invitation-question = What would you like to ask { $owner }?
invitation-asked = Sent. I come back with { $owner }'s answer.

invitation-hours = When I may write to you, and what I call you. Is this right?
invitation-hours-holiday = When I may write to you, and what I call you. I stay quiet on public holidays (next: { $holiday }, { $day }). Is this right?
your-zone = Your city
which-city = Which city are you in, or near?
which-city-hint = So I know your time of day, and write to nobody at night.
city-noted = It is { $clock } for you ({ $city }).
write-from = I may write from
write-to = until
hours-night = From { $first } until { $last } goes past midnight, into the next day. May I write at night?
hours-all-day = From { $first } until { $last } is day and night. May I write at any hour?
hours-again = When may I write to you, then?
hours-night-yes = Yes, I work then
hours-night-no = No, other hours
checkin-day = Check-in on
your-name = I call you
all-right = All right

invitation-words = In your own words: which result matters most to { $owner }, and what will you do when you are not sure?
invitation-good = What good looks like:
invitation-job = { $words }
invitation-alone = You may decide alone: { $items }.
invitation-clear = Is anything missing before you can start?
all-clear = All clear
something-missing = Something is missing
invitation-missing = What is missing? { $owner } gets it at once.

question-asked = { $name } asks before starting: "{ $words }" What do you answer?
question-answered = Sent to { $name }, with the invitation once more.

declined = { $name } would rather not use me. That says nothing about the work. You can keep goals and notes on your side only; { $name } gets nothing from me.
use-alone = Use it alone
remove = Remove
declined-alone = All right. { $name } sees nothing of it here. One thing stays { $name }'s: to ask for a copy of what you keep about { $name }, or to have it erased.
declined-removed = Removed. Nothing about { $name } goes on.
