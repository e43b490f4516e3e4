# Phase 2, gap training (O10, O11, P9, O18), and the handbook.

title-gap-causes = What to learn next
title-plan-answer = { $kind ->
    [employee] The training plan
   *[other] The plan, offered to you
}
title-plan-counter = The plan comes back

## What is mostly missing (O10)

plan-not-now = This work is not under way, so there is nothing to plan.
plan-not-needed = Nothing is next to learn: { $name } is where the work needs it. That is worth a word to { $name }. We go on to goals.
plan-apart = Nothing is next to learn so far. What comes of { $skills }, which you see differently, is open until your second look. We go on to goals.
plan-no-more = Nothing new is next to learn for { $name }; what you agreed goes on as planned. We go on to goals.
gap-causes = { $count ->
    [one] One thing is next to learn. What is mostly missing?
   *[other] { $count } things are next to learn. What is mostly missing?
}
gap-later = These come after what is next: { $skills }.
gap-seen = **{ $skill }** (needs { $needed }, now { $level })
gap-said = **{ $skill }** (needs { $needed }, { $name } says { $level })
cause-explain = I never explained it
cause-access = Access, tools or time
cause-new = It is new to { $name }
cause-unsure = Not sure

## The plan (O11)

plan-proposed = A plan for { $name }: { $minutes } { $pay ->
    [hours] in paid hours
   *[other] { $kind ->
        [employee] of paid time
       *[other] paid on top of the work
    }
}, until { $last }.
plan-change = Change a step
plan-which-part = Which one would you change?
plan-pick = { $at } { $skill }, by { $day }
plan-pick-yours = { $at } { $skill }, you, by { $day }
plan-paid-now = now { $minutes }
plan-row-you = **{ $skill }**, your part.
plan-row-name = **{ $skill }**, { $name }, { $minutes }.
plan-row-what = What it is
plan-row-what-hint = Leave it empty to leave this step out.
plan-row-day = By
plan-row-closed = Closed when
plan-row-paid = Paid in all
plan-order-yours = **{ $skill }**: your part is due on { $day }, and { $name }'s step on { $step } waits for it.
plan-order-theirs = **{ $skill }**: { $owner }'s part is due on { $day }, and your step on { $step } waits for it.
plan-order-steps = **{ $skill }**: "{ $what }" on { $step } would come before "{ $before }" on { $day }.
plan-order-again = Change the days
plan-order-keep = It is meant so
plan-offer-to = Offer to { $name }
plan-offered = { $name } has it now. Nothing counts before { $name }'s yes.
plan-left-out = All right, then nothing is offered. We go on to goals.
plan-left-out-told = { $owner } has taken the plan back; nothing is asked of you.

## The plan as it is read (P9)

plan-yours = You first: { $what }, { $minutes }, by { $day }.
plan-theirs = { $owner } goes first: { $what }, by { $day }.
plan-step = **{ $skill }**: { $what }, { $minutes }, by { $day }.
plan-then = Then { $what }, { $minutes }, by { $day }.
plan-closed-when = { $line } Closed when: { $proof }.
plan-offer = { $kind ->
    [employee] { $owner } proposes this training: { $minutes } of your paid time.
   *[other] { $owner } offers this plan: { $minutes }, { $pay ->
        [hours] in paid hours.
       *[other] paid on top of the work.
    }
}
plan-offer-ask = Does it suit you? Other days and other ways are normal.
plan-fine = Fine
plan-other-dates = Other dates
plan-other-way = I'd learn it another way
plan-reply = { $owner } writes: "{ $words }"
plan-taken = Good. { $owner } goes first, then it is your turn: /fivefold plan.
plan-taken-own = Good. The plan stands, day by day: /fivefold plan.
plan-which-days = Which days suit you? Leave the others as they are.
plan-which-day = { $skill }: { $what }, by
plan-which-skill = Which one would you learn another way?
plan-which-way = How would you learn { $skill } best? { $owner } reads it; what closes it stays.
plan-sent-back = Sent to { $owner }. I come back with the answer.
plan-settled = This plan is settled already. /fivefold plan shows it.

## The plan comes back

plan-counter-dates = { $name } would rather have these days:
plan-counter-date = **{ $skill }**: { $what }, by { $day }
plan-counter-same-dates = { $name } looked for other days and kept the same ones.
plan-counter-way = { $name } would learn **{ $skill }** another way: "{ $words }"
plan-counter-ask = Everything else stays as you offered it.
plan-counter-ask-way = What closes it stays as you offered it.
plan-counter-take = Take it
plan-counter-again = Propose again
plan-counter-taken = Agreed. { $name } hears it now.
plan-counter-taken-told = { $owner } takes what you proposed. The plan stands; /fivefold plan shows it.
plan-counter-proposed = What would you offer instead? { $name }'s wish stands in it; change what does not fit.
plan-counter-reply = A word to { $name } with it?

## Steps of the plan: handed in (P12, at any time)

title-item-done = A step of the plan
title-item-look = A step waits for your look
title-item-moved = Another day for a step

item-not-open = This step is not open any more. /fivefold plan shows where it stands.
item-row = **{ $skill }**: { $what }. Closed when: { $proof }. How many in a row is it now?
item-row-kept = Noted: { $row } of { $count }. When there are more, write it like this: "{ $count } in a row". A slip only starts the count anew.
item-row-sent = Well done. It goes to { $owner }, who looks at it; you hear from me. One of them to look at helps: /fivefold done with a link.
item-work = **{ $skill }**: { $what }. Paste your work or a link to it.
item-work-hint = Mark where you would ask. { $owner } reads it.
item-sent = Sent. { $owner } looks at it; you hear from me.

## Looked at (O18)

item-looked-at = You have looked at this already. /fivefold plan shows where it stands.
item-look-work = What { $name } handed in: { $words }
item-step = Show the step
item-look-step = The step was: { $what }
item-look-row = { $name } counts { $row } in a row.
item-look = **{ $skill }**: "{ $what }". Ready for the next step, { $next }?
item-look-last = **{ $skill }**: "{ $what }". { $proof } Ready settles level { $level }, which the work needs.
item-proof = Agreed was: { $proof }. Is it so?
item-no-proof = Is it as you need it?
look-ready = Ready
look-nearly = Nearly: one thing
look-not-yet = Not yet
item-thing = Which one thing? { $name } reads it.
item-missing = What would make it right? The most useful thing first; { $name } reads it.
item-looked = Thank you. { $name } hears it now.
item-ready-told = { $owner } looked at "{ $what }": ready. Next: { $next }, by { $day }.
item-closed-told = { $owner } looked: **{ $skill }** is there, level { $level }, seen in real work. Well done.
item-nearly-told = { $owner } looked at "{ $what }": nearly. One thing is left: "{ $words }" Send it again by { $day }.
item-not-yet-told = { $owner } looked at "{ $what }": not yet. What helps most: "{ $words }" Try again by { $day }; that time is paid too.

## Another day

item-moved = **{ $skill }**: "{ $what }" was planned for { $day }. That happens. Which day is good now?
item-moved-waits = **{ $skill }**: "{ $what }" waits for { $owner } ("{ $words }"), so your day moves too. Which one is good now?
item-is-done = It is done
item-which-day = Which day is good?
item-moved-to = Good, { $day }. What comes after it moves along.
item-moved-told = { $name } has moved a step: "{ $what }", now by { $day }. Nothing to do for you.
item-moved-waits-told = { $name } has moved "{ $what }" to { $day }. It waits for your part: "{ $words }".

## The plan and the handbook as cards

help-plan = what is learned next, by when, and what closes it
plan-card-title = { $own ->
    [0] The plan with { $name }
   *[other] The plan
}
plan-card-none = There is no plan right now. It comes when both views of the skills are in and something is next to learn.
plan-card-who = { $skill }, { $name }
plan-card-by = { $what }, by { $day }.
plan-card-offered = { $what }, by { $day }: offered, not agreed yet.
plan-card-row = { $line } So far: { $row } in a row.
plan-card-done = { $what }: handed in, waits for { $owner }'s look.
plan-card-closed = { $what }: done.
plan-card-hand-in = Hand in a step
plan-card-rules = { $count ->
    [one] One kept answer helps with it: /fivefold rules.
   *[other] { $count } kept answers help with it: /fivefold rules.
}
rules-kept = { $count ->
    [one] Below stands one answer that was kept.
   *[other] Below stand { $count } answers that were kept.
}
rules-none = Nothing is written down yet. Answers that are kept come to stand here.
