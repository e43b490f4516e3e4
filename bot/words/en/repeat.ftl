# Phase 5, repeat (O25, P24): how the round closed, and what comes next.

title-round-close = How the round closed
title-next-round = The next round
title-round-counter = Another wish for the next round

## How it closed

round-closed = **Round { $round } closed.**
round-goals = { $met } of { $goals } { $goals ->
    [one] goal
   *[other] goals
} as agreed or better.{ $missing ->
    [0] {""}
    [one] {" "}One more was not counted by anybody; it is neither met nor not.
   *[other] {" "}{ $missing } more were not counted by anybody; they are neither met nor not.
}
round-uncounted = { $count ->
    [one] The one goal was not counted by anybody, so I say nothing about it.
   *[other] The { $count } goals were not counted by anybody, so I say nothing about them.
}
round-no-goals-counted = No goals were agreed in this round, so there is nothing to count.
round-learned = { $done } of { $all } plans closed.
round-own-step = Your one change: { $what }
round-step-of = { $name }'s one change: { $what }
round-gain-time = { $time } of your time{ $said ->
    [1] {""}
   *[0] {" "}(my estimate)
}
round-gain = { $hours } hours of work for { $time }{ $week ->
    [0] {""}
   *[other] ; paid off since week { $week }
}.
round-gain-told = { $hours } hours of work, as { $name } told them, for { $time }{ $week ->
    [0] {""}
   *[other] ; by these it has paid off since week { $week }
}. No work was looked at and accepted here.
round-gain-unseen = { $hours } hours of work{ $told ->
    [1] , as { $name } told them
   *[0] {""}
}; of your own time in those weeks I saw none.
round-gain-left = Not in this: { $time } of your time in weeks of which no hours were told{ $said ->
    [1] {""}
   *[0] {" "}(my estimate)
}.
round-pieces = { $pieces ->
    [one] One piece of work came back.
   *[other] { $pieces } pieces of work came back.
}
round-pieces-for = { $pieces ->
    [one] One piece of work came back for { $time }.
   *[other] { $pieces } pieces of work came back for { $time }.
}
trend-none = Trend: it needs shares counted week by week, and there are none.
trend-too-few = { $points ->
    [one] Trend: one weekly point; I say nothing before six.
   *[other] Trend: { $points } weekly points; I say nothing before six.
}
trend-rising = Trend over { $points } weeks: rising, by more than chance.
trend-falling = Trend over { $points } weeks: falling, by more than chance.
trend-steady = Trend over { $points } weeks: steady. What moves is chance.
trend-of = **{ $what }**. { $trend }
round-nobody-looked = Neither of you has looked back, so the round closes with what was counted.
round-other-silent = { $name } has not looked back. That is no answer, and I read nothing into it.
round-you-silent = You have not looked back on this round. It closes with what is there.

## What comes next

round-next = **Round { $round }**, { $first } to { $last }:
round-goal = **{ $what }**: { $metric }, { $value }.
round-goal-waits = **{ $what }**: { $metric }. { $value } for now; two weeks of counting, then you settle it.
round-goal-done = **{ $what }**: { $metric }, by { $due }.
round-no-goals = No goal carries over. You set new ones together at its start.
round-day-passed = The day of { $goals } has passed meanwhile; a change gives it another.
round-new-work = New: { $skills } (skill check first).
round-new-good = { $what }: { $good }
round-again = The break is over. This was planned with { $name }:
round-then = What comes next?
round-offer = Offer round { $round }
round-begin = Begin round { $round }
round-break = Take a break
round-finish = Finish
round-sure = How sure are you that round { $round } will work out?
round-until = Until which day?
round-until-hint = The work with { $name } rests until then, and nothing counts. I ask you on that day.
round-show = May { $name } show this to others? "{ $words }"
round-rests = Good. The work rests; I come back on { $day }.
round-break-told = { $owner } lets your work together rest until { $day }. This round is closed and counted; nothing is asked of you until then.
round-fair-end = Then let's end it fairly. { $name } hears nothing before your last yes.
round-offered = Sent. { $name } sees exactly this, and nothing counts without { $name }'s yes.
round-begun-alone = Good. It begins on your side.
round-goal-change = Goal { $at } of { $of }: **{ $what }**
round-goal-change-number =
    Goal { $at } of { $of }: **{ $what }**
    Proposed: { $levels }.
    { $realism }
round-new = Is there a new job for { $name } in it?
round-nothing-new = Nothing new
round-something-else = Something else
round-new-other = Which kind of work?
round-new-good-ask = What does good look like for { $what }? Leave it out where the name says it all.

## The other one's answer

next-reply = { $owner } would like to keep it as it was, and says: "{ $words }"
next-record = Your record to show others, confirmed by name: { $file }
next-ask = Is this good for you? Nothing counts without your yes; changing things is normal. { $owner } sees your answer.
next-sure = How sure are you that it will work out? { $owner } sees it.
next-begun = Agreed. { $owner } proposes goals when it begins.
next-until = Until which day would you like a break? { $owner } is asked.
next-which = Which of them?
next-instead = { $what }: what would fit?
next-why = Why? { $owner } reads it as you write it.
record-line = { $met } of { $goals } { $goals ->
    [one] goal
   *[other] goals
} met; confirmed by { $owner }
record-share = { $what }: { $whole } counted, { $share } % as agreed
record-pieces = { $what }: { $pieces ->
    [one] one piece
   *[other] { $pieces } pieces
}
record-line-counted = { $met } of { $goals } { $goals ->
    [one] goal
   *[other] goals
} met; { $shares }; confirmed by { $owner }
record-head = { $name }, { $role } for { $owner }
record-round = { $first } to { $last }: { $words }

counter-too-much = { $name } says it is too much: "{ $words }"
counter-change = { $name } would like something else: "{ $words }"
counter-would-fit = This would fit { $name }:
counter-reach = **{ $what }**. { $realism }
counter-ask = What do you say? { $name } has said yes to this one.
counter-nothing-else = { $name } has named nothing else, and has not said yes. What do you say?
counter-theirs = Take it
counter-mine = Offer mine again
counter-words = A word with it, so that { $name } sees why.
counter-agreed = Agreed by both. Round { $round } begins as you have just read it.
counter-talk = Good, talk first. The question comes back to you half an hour after it.
counter-wants-break = { $name } would like a break until { $day }.
counter-break = Rest until { $day }
counter-rather = I'd rather go on
