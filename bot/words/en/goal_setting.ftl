# Phase 3, goal setting (O12 to O14, P10, P11, B1, X2).

title-goals-draft = A few goals
title-goals-answer = The goals for this round
title-goals-counter = What would do instead
title-goals-change = Change a goal
title-goal-number = A goal gets its number
title-baseline-settle = Settle the number

goals-nothing = {""}
goals-not-under-way = This work rests or has ended, so its goals wait too.
goals-usual-metric = right the first time
goals-usual-proof = ten in a row need no change

## A goal as people read it

goals-value = { $value } in all
goals-at-most = at most { $value }
goals-of-hundred = { $value } of 100
goals-pieces = { $value ->
    [one] { $value } piece
   *[other] { $value } pieces
}
goals-unit-hundred = of 100
goals-unit-pieces = pieces
goals-levels = as agreed { $expected }, { $way ->
    [fewer] not quite { $less }, better { $more }
   *[more] less { $less }, more { $more }
}
goals-levels-top = as agreed { $expected }, { $way ->
    [fewer] not quite
   *[more] less
} { $less }
goals-known = Today's value: { $value }. Proposed:
goals-unknown = Today's value: unknown. After two weeks of counting, on { $until }, you both settle the number. Until then:
goals-never-counted = Today's value: unknown. Proposed:
goals-settled-on = {" "}Settled by both after { $until }.
goals-line = **{ $what }**, by { $due }: { $metric }; { $levels }.{ $until }
goals-line-learned = **{ $what }**: done on { $day }. Agreed was: { $metric }.
goals-line-done = **{ $what }**, by { $due }: { $metric }. A number comes after that.
goals-line-once = **{ $what }**, by { $due }: { $metric }.
goals-promise = By { $due }: { $what }.
goals-promise-late = Still to come, planned for { $due }: { $what }.
goals-answers = { $days ->
    [one] Answers within one working day.
   *[other] Answers within { $days } working days.
}
goals-part = { $first } { $then }
goals-levels-all = { $levels }, { $way ->
    [fewer] much better
   *[more] much more
} { $much }

## In reach?

goals-in-reach = In reach: { $why }.
goals-stretch = A stretch: { $why }.
goals-not-yet = Not in reach yet: { $why }.
goals-check-skill = { $by ->
    [you] you are at { $level }, it needs { $required }
    [word] { $name } says { $level } (not seen yet), it needs { $required }
   *[seen] { $name } is at { $level }, it needs { $required }
}
goals-check-hours = about { $needed } of the { $bought } hours (an even share)
goals-check-pieces = about { $needed } of { $bought } a week{ $promised ->
    [0] {""}
   *[other] , beside { $promised } for other goals
}
goals-check-past = so far most often { $typical }, at best { $best }
goals-check-room = 100 of 100 leaves no room for a slip
goals-check-load = { $count } goals at once

## The proposal

goals-propose =
    Goal { $at } of { $of }, can start now: **{ $what }**
    { $today } { $levels }.
    { $name } counts on { $day }s. { $realism }
goals-propose-once =
    Goal { $at } of { $of }, done on one day: **{ $what }**
goals-propose-learning =
    Goal { $at } of { $of }, a learning goal, because it is new: **{ $what }**
    A number comes after that.
goals-good = Good
goals-field-metric = What is counted
goals-field-done = Done when
goals-field-what = The goal, in two or three words
goals-field-way = How it is counted
goals-field-agreed = As agreed
goals-agreed-hint = So many of 100, or the number itself, as it is counted.
goals-field-less = Less
goals-field-worse = Not quite
goals-field-better = Better
goals-field-more = More
goals-field-due = By
goals-field-weight = Weight
goals-weight-hint = 1 to 4; the same for all unless you say so.
goals-field-today = Today's value for **{ $what }**, if you know it
goals-about = Goal: { $what }
goals-value-of = **{ $what }**: how much is as agreed?
goals-value-of-sum = **{ $what }**: over the whole round, how much is as agreed?
goals-value-of-most = **{ $what }**: over the whole round, how much is as agreed at most?
goals-way-ratio = So many of 100
goals-way-number = A number over the whole round, more is better
goals-way-fewer = A number over the whole round, less is better
goals-way-done = Done by its day
goals-way-out = Leave this goal out
goals-levels-ask = **{ $what }**: { $expected }. The levels beside it are my proposal. { $realism }
goals-vague = "{ $words }" can be read in more than one way: { $found }.
goals-vague-words = "{ $words }" says no result
goals-vague-several = it holds several goals
goals-vague-number = it has no number
goals-vague-date = it has no day
goals-write-again = Write again
goals-keep-words = Keep it
goals-row = "{ $words }" is there or not yet: every slip starts the count anew, so no share of 100 tells it. How shall it count?
goals-row-keep = All the same as a number
goals-again-words = What would you both see when it is reached?
goals-own = A goal in your words.
goals-left-out = No goal so far for: { $jobs }. When these are agreed, /fivefold goals adds one.
goals-nothing-new = Every skill that can have a goal has one.
goals-none-proposed = There are no skills on the list yet, so I have no goal to propose.
goals-none-left = No goal is left.
goals-write-one = Write one
goals-without = Go on without goals
goals-none = All right, no goals for now. Check-ins go on, and /fivefold goals adds one any time, with a yes from { $name }.
goals-round-over = This round ends on { $day }, too soon for a goal to show anything. New goals come with the next round.
goals-your-part = Your part, which { $name } will see. { $part } How sure are you that you will keep it?
goals-offered = Sent to { $name }. Nothing counts before you both say yes.
goals-kept-alone = Kept, on your side only.
goals-part-answers = Good to know now. If a question has to wait longer, one line to { $name } on the same day is enough: when you will answer.
goals-part-days = Good to know now. Which days could you keep?
goals-part-days-stay = These days
goals-part-tight = "{ $step }" waits for "{ $what }" and is due by { $due }, so { $day } is too late for it.
goals-part-tight-told = { $words } { $name } reads that too, before saying yes.
goals-part-asked = Before the goals: { $owner } asks you for { $count ->
    [one] another day
   *[other] other days
}.
goals-part-both = "{ $what }": so far by { $was }, instead by { $day }.
goals-part-answer = What was said stands until your yes. { $count ->
    [one] Is the new day fine?
   *[other] Are the new days fine?
}
goals-part-fine = { $count ->
    [one] { $day } is fine
   *[other] The new days are fine
}
goals-part-stay = { $count ->
    [one] Stay with { $day }
   *[other] Stay with the old days
}
goals-part-fine-told = { $count ->
    [one] { $name } says yes to { $day } for "{ $what }".
   *[other] { $name } says yes to your other days.
}
goals-part-stay-told = { $count ->
    [one] { $name } would like "{ $what }" to stay on { $day }, so that day stands. If it cannot be kept, say so to { $name } soon.
   *[other] { $name } would like your part to stay on its days, so they stand. If one cannot be kept, say so to { $name } soon.
}

## How sure

goals-sure = Sure
goals-likely = Likely
goals-even = Fifty-fifty
goals-shaky = Shaky
goals-how-sure = How sure are you that this will work out? { $owner } sees it.
goals-how-sure-then = And how sure are you that this one would work out? { $owner } sees it.
goals-sure-is = How sure { $name } is: { $sure ->
    [sure] sure
    [likely] likely
    [even] fifty-fifty
   *[shaky] shaky
}.
goals-sure-why = { $how } "{ $words }"
goals-surer = If you like: what would make it surer?
goals-commitment = Four short ones about these goals, to see if they should be smaller. There is no wrong answer.
goals-committed = How committed are you to these goals?
goals-care = How much do you care about them?
goals-dedicated = How dedicated are you to them?
goals-chosen = How far did you choose them yourself?
goals-extent-1 = 1 Not at all
goals-extent-2 = 2 Slightly
goals-extent-3 = 3 Somewhat
goals-extent-4 = 4 Quite
goals-extent-5 = 5 Extremely

## The answer

goals-open = { $other } offers these goals for the round:
goals-open-again = { $other } proposes once more:
goals-open-number = { $other } proposes a number for what you have learned:
goals-open-settle = It has been counted for a while now. { $other } proposes this number:
goals-open-change = { $other } would like to change the goals:
goals-why = { $other }: "{ $words }"
goals-gone = No goal any more: { $goals }.
goals-day-passed = The day of { $goals } has passed meanwhile; "Change something" moves it.
goals-day-passed-here = The day of { $goals } has passed meanwhile; "Propose again" moves it.
goals-day-is-over = The day of { $what }, { $day }, is over. Give it another one, or leave it if it is meant so.
goals-answer = { $owner }'s part: { $part } Nothing counts without your yes; changing things is normal.
goals-yes = { $count ->
    [0] Yes
    [one] Yes
    [2] Yes to both
   *[other] Yes to all
}
goals-too-much = Too much
goals-change-something = Change something
goals-outside = Outside what we agreed
goals-overtaken = Meanwhile you agreed on something else (version { $number }), so this is closed. /fivefold goals shows it.
goals-which = Which one do you mean?
goals-all-together = All of it together
goals-what-instead = **{ $what }**: what would you have instead?
goals-leave-it = Leave it as it is
goals-what-fits = **{ $what }**: what would fit?
goals-what-fits-number = **{ $what }**, now { $levels }: what would fit?
goals-fits-value = This would fit
goals-fits-until = Until, if another day is better
goals-fits-hours = Hours a week it takes, if you know
goals-fits-pieces = Pieces a week you can do, if you know
goals-fits-why = What makes it too much? { $owner } reads it.
goals-why-change = Why? One line is enough; { $owner } reads it.
goals-why-outside = What is outside what you agreed? { $owner } reads it.
goals-why-all = What would have to be different? { $owner } reads it.
goals-fits-levels = Then: { $levels }.
goals-sent = Sent to { $owner }. Until you both say yes, nothing changes.
goals-not-meant = Then these goals are too big for now, and it is good that you say so. Tell { $owner } what would fit.

## On the other side

goals-wish-number = { $name } suggests **{ $what }** { $value } until { $due }: "{ $words }" Then: { $levels }. { $numbers }
goals-wish-goal = { $name } suggests: { $goal } "{ $words }"
goals-wish-same = { $name } has said no to **{ $what }** and named nothing else: "{ $words }"
goals-wish-without = { $name } would leave out **{ $what }**: "{ $words }"
goals-wish-all = { $wish ->
    [too-much] All of it together is too much, says { $name }: "{ $words }"
    [unsure] { $name } is not sure of all of it together: "{ $words }"
   *[change] { $name } would change something in all of it together: "{ $words }"
}
goals-outside-one = **{ $what }** is outside what you agreed, says { $name }: "{ $words }"
goals-outside-all = { $name } finds this outside what you agreed: "{ $words }"
goals-fits-in-hours = By the numbers it fits: { $needed } hours needed, { $planned } planned.
goals-needs-more-hours = By the numbers it is too much: { $needed } hours needed, { $planned } planned.
goals-fits-in-pieces = By the numbers it fits: { $needed } a week, { $planned } planned.
goals-needs-more-pieces = By the numbers it is too much: { $needed } a week needed, { $planned } planned.
goals-it-is = { $value } it is
goals-take = Take it
goals-take-out = Take it out
goals-propose-again = Propose again
goals-talk = Talk
goals-talk-at = You and { $name } are both free { $at }. I ask about it again after that.
goals-talk-soon = Your hours and { $name }'s do not meet, so agree on a time yourselves. I ask again tomorrow.
goals-talk-told = { $owner } would like to talk about your proposal first. { $when }
goals-instead = **{ $what }**: your next proposal.
goals-words-with-it = A word to { $name } with it?

## Agreed

day-in-city = { $day } in { $city }
goals-agreed = Agreed by both, { $day }, version { $number }; you each have a copy.
goals-first-checkin = First check-in: { $at }; { $theirs } for { $other }.
goals-changes = Changes any time with /fivefold goals, again with two yeses.

## Numbers that come later

goals-nothing-learned = No learning goal waits for its number.
goals-number = **{ $what }** is learned, so it can be counted now. { $today } { $levels }. { $name } counts it. { $realism }
goals-number-later = **{ $what }** is learned. This round is too short to count it; its number comes with round { $round }.
goals-settled-before = This number is settled already. /fivefold goals shows it.
goals-settle-over = Round { $round } is over, so its numbers stay as they were agreed.
goals-settle = **{ $what }**: { $part } of { $whole } in { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
}, so today's value is { $value }. My proposal: { $levels }.
goals-not-counted-yet = Nobody has counted **{ $what }** yet, so there is nothing to settle. I ask again on { $day }.
goals-not-counted = Nobody has counted **{ $what }**, so its number stays: { $levels }.

## Changes

goals-proposal-waits = A first proposal waits for its answer; change it there. What waits for you: /fivefold next
goals-change-which = What would you like to change?
goals-change-one = { $metric }, by { $due }
goals-add-one = Add a goal
goals-unchanged = Nothing changed.

## What the command shows

goals-card-title = { $own ->
    [0] Goals with { $name }
   *[other] Goals
}
goals-card-none = No goals are agreed yet.
goals-card-waits = Goals are on offer. They count when you have both said yes.
goals-card-agreed = Version { $number }, agreed by both on { $day }.
goals-card-part = { $owner }'s part: { $part }
goals-card-page = All of it on one page for your contract: /fivefold goals page
page-title = Agreement, version { $number }
page-file = Agreed by { $owner } and { $professional } on { $day }. All of it on one page for your contract: { $file }
page-heading = # Agreement, version { $number }
page-between = Between { $owner } and { $professional } ({ $role }).
page-round = Round { $round }, work together since { $starts }, this round until { $ends }.
page-work = Today: { $work }.
page-change = - { $what }
page-good = ## What good looks like
page-line = - { $what }: { $words }
page-goals = ## Goals
page-goal = { $at }. { $goal } Weight { $weight }.
page-levels = {"   "}Levels: { $levels }; { $way ->
    [fewer] above "not quite" is far from it.
   *[more] short of "less" is much less.
}
page-part = ## { $owner }'s part
page-plain = { $words }
page-alone = ## May be decided alone: { $items }
page-versions = ## Versions, each with a yes from both
page-version = - Version { $number }, { $day }, fingerprint { $digest }
page-changes = Changes need a yes from both again.
help-goals = the goals; "goals page" is one page for a contract
goals-change-work = Hours, pay or jobs
help-change = propose another goal or number, or other work
