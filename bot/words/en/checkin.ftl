# Phase 4 between the ends of a round: the check-in (P12, P13, X5, X6).

title-checkin = Your check-in
title-no-work = Not enough work
title-amount = Less work a week?

checkin-not-begun = This work begins on { $day }; before that there is nothing to tell.
checkin-long-gone = The week from { $week } is too long ago to be told now; this week is not: /fivefold checkin
checkin-not = This work is not under way, so there is nothing to tell about it.
checkin-since-done = { $first ->
    [1] So far
   *[0] Since your last check-in
} { $owner } has done: { $what }
checkin-since-answered = { $owner } has answered your question: "{ $words }"
checkin-since-answer = Since you asked "{ $words }", { $owner } has answered: "{ $answer }"
checkin-which-week = Which week is it about?
checkin-last-week = Last week, from { $week }
checkin-this-week = This week, from { $week }

checkin-calm = Three weeks on course, so this is one tap. You and { $owner } read it.
checkin-as-planned = All as planned, and likely to stay so
checkin-not-quite = Not quite

checkin-way = Week from { $week }, two minutes; you and { $owner } read it. Was anything in the way?
way-nothing = Nothing
way-something = Something
way-no-work = No work came
way-outage = Power or internet
checkin-trouble = What is in the way? When you are through here, { $owner } reads it in the next working hour. Your own idea helps most.
checkin-outage = Noted, no reason needed. I tell { $owner }. { $late ->
    [1] The numbers can wait: /fivefold checkin.
   *[0] This week's numbers can wait until Monday: /fivefold checkin.
} It is never counted.
checkin-no-work = Noted. I ask { $owner } for work. Your goals stand still, and nothing is behind because of it.
checkin-came-hours = Did some of the { $amount } hours of work come after all? 0 if none did.
checkin-came-pieces = Did some of the { $amount } pieces come after all? 0 if none did.

checkin-item = **{ $what }**
checkin-goal = **{ $what }**: { $metric }
checkin-done = Done
checkin-half = Half
checkin-not-yet = Not yet

checkin-numbers = Your week in numbers.
checkin-ratio = { $what }: { $metric }. How many, of how many?
checkin-share = { $what }: how many, of how many?
checkin-share-goal = **{ $what }**: { $metric }.
checkin-share-hint = Such as 41 of 46. Leave it empty where nothing was counted.
checkin-shares = Your week in numbers. You can also write the counts in one line, such as: 41 of 46, 8 of 9
checkin-row = { $what }: { $metric }. How many in a row is it now?
checkin-row-hint = { $count } are as agreed; a slip only starts the count anew. Leave it empty where nobody counted.
checkin-number = { $what }: { $metric }. How many in this week?
checkin-empty = Leave it empty where nothing was counted.
checkin-hours = Hours
checkin-pieces = Pieces
checkin-news = Good news for the channel?
checkin-news-hint = Everybody in the channel may read it. Leave it empty if there is none.

checkin-sure = Will the goals work out? { $owner } reads it.
checkin-shaky = What makes it shaky, and what would help? { $owner } reads it. You can leave it.
week-sure = Sure
week-likely = Likely
week-even = Fifty-fifty
week-shaky = Shaky
checkin-sent = Sent. { $owner } reads it on Monday morning; if you are stuck, at once.
checkin-sent-holiday = Sent. { $owner } reads it on Monday morning; if you are stuck, at once. { $day } is { $holiday }: nothing from me.

outage-told = { $name } had no power or internet in the week from { $week }. No reason is needed, and it is never counted. The numbers may come a little later.

## No work came (X5)

no-work = { $name } had too little work { $when }. The goals stand still; nothing is behind. What would you like to do?
no-work-hours = { $name } had { $came } of { $amount } hours of work { $when }. The goals stand still; nothing is behind. What would you like to do?
no-work-pieces = { $name } had { $came } of { $amount } pieces { $when }. The goals stand still; nothing is behind. What would you like to do?
no-work-this-week = this week
no-work-week = in the week from { $week }
no-work-send = Send work
no-work-pause = Pause until ...
no-work-fewer-hours = Fewer hours
no-work-fewer-pieces = Fewer pieces
no-work-next = What is next for { $name }? One or two lines are enough.
no-work-sent = Sent to { $name }.
no-work-how-many-hours = How many hours a week from now on?
no-work-how-many-pieces = How many pieces a week from now on?
no-work-offered = I ask { $name }. Until there is a yes, everything stays as agreed.
no-work-told = { $owner } has work for you: "{ $words }"

amount-offer = There is less work than agreed. { $owner } offers { $amount } from now on, instead of { $before }. Nothing changes without your yes.
amount-no = No, not like this
amount-why = What would you say to { $owner }?
amount-agreed = Agreed: { $amount } from now on.
amount-kept = Noted. Everything stays as it was agreed.
amount-told-yes = { $name } says yes: { $amount } from now on.
amount-told-no = { $name } would rather not: "{ $words }" Everything stays as agreed until you have talked.

## Commands

help-checkin = tell about your week, early or late
help-stuck = ask what stops you, at once
option-words = what you want to say
