# Phase 4, stuck (O15, O16).

title-stuck = Stuck
title-answer = A question waits for you
title-keep = Keep your answer as a rule

stuck-ask = What stops you? Say what you would do, if you have an idea. { $owner } reads it.
stuck-sent = { $owner } reads it now. You hear from me when there is an answer.
stuck-sent-later = { $owner } reads it on { $at } your time. You hear from me when there is an answer.
stuck-alone = Meanwhile you may decide alone: { $items }.

answer-ask = { $name } is stuck since { $since }: "{ $words }"
answer-ask-weekly = { $name }'s check-in, { $at }. In the way: "{ $words }"
answer-done-already = Done already
answer-later = Later today
answer-later-noted = All right, I come back to it today. { $name } waits meanwhile.
answer-done = Good. I tell { $name } that it is done.
answer-words = What do you answer { $name }?
answer-sent = Sent; { $name } reads it now.
answer-sent-later = Sent; { $name } reads it on { $at } your time.
answer-keep = { $sent } Will this come again?
answer-keep-it = Keep as a rule
answer-keep-change = Keep in other words
answer-keep-now = This is how the rule will read. Change what holds only for today.
answer-keep-words = The rule
answer-kept = Kept as a rule. { $name } finds it under /fivefold rules.
title-rule = Change a rule
help-rule = change or delete a rule
rule-change = Change a rule
rule-which = Which rule?
rule-now = You were asked: "{ $question }" The rule: "{ $answer }"
rule-reword = Put it in other words
rule-delete = Delete it
rule-reads = This is how the rule reads. Write how it is to read from now on.
rule-changed = Changed. { $name } hears of it, and finds it under /fivefold rules.
rule-deleted = Deleted. I tell { $name } that it holds no more.
rule-told = { $owner } has changed a rule. You asked: "{ $question }" From now on: "{ $answer }"
rule-told-deleted = { $owner } has deleted a rule, so it holds no more. You asked: "{ $question }"
answer-thanks = Thank you.
answer-over = This question of { $name } has been answered already.
answer-told = You wrote: "{ $question }" { $owner } answers: "{ $words }"
answer-told-done = You wrote: "{ $question }" { $owner } says that it is done. If it is not, write "stuck" once more.
