# Phase 4, the end of a round (O20 to O24, P20 to P23, X3, X7).

title-look-back-facts = What was counted
title-review = Look back
title-look-back-owner = The round in your eyes
title-look-back-professional = The round in your eyes
title-talk-sheet = The sheet for your talk
help-review = look back on the round together, now or at its end

title-differing = What you see differently

look-back-not = This work is not under way, so there is nothing to look back on now.
look-back-closed = Round { $round } is closed. What comes next: /fivefold next
look-back-done = You have looked back on this round already.

## What was counted (O20, P20)

look-back = Round { $round } with { $other }: what was counted.
look-back-result = **{ $what }**: { $value }, agreed { $agreed }: { $level }.
look-back-no-number = **{ $what }**: { $value }. No number was agreed for it yet.
look-back-uncounted = **{ $what }**: nobody counted. That is not zero; it is not known.
look-back-done-on = **{ $what }**: done on { $day }: { $level }.
look-back-done-told = **{ $what }**: told as done on { $day }: { $level }.
look-back-open = **{ $what }**: not done yet; agreed for { $due }.
look-back-handed-in = **{ $what }**: handed in on { $day }, not looked at yet; agreed for { $due }.
look-back-not-told = **{ $what }**: nobody told me about it; agreed for { $due }.
look-back-learned = **{ $skill }**: learned, closed { $day }.
look-back-still-learning = The plan for **{ $skill }** is not closed yet.
level-much-less = much less than agreed
level-less = less than agreed
level-agreed = as agreed
level-more = more than agreed
level-much-more = much more than agreed
level-far = far from what was agreed
level-not-quite = not quite as agreed
level-better = better than agreed
level-much-better = much better than agreed
level-uncounted = nobody counted
level-sooner = sooner than agreed
level-later = later than agreed
look-back-hours = { $hours ->
    [0] less than an hour
    [one] one hour
   *[other] { $hours } hours
}
look-back-days = { $days } days
look-back-questions = { $count ->
    [one] One question from { $name } to you, answered after { $hours }.
   *[other] { $name }'s questions to you: { $count }, answered after { $hours } on average, days off left out.
}
look-back-own-questions = { $count ->
    [one] Your one question was answered after { $hours }, days off left out.
   *[other] Your { $count } questions were answered after { $hours } on average, days off left out.
}
look-back-theirs-wait = { $count ->
    [one] One question from { $name } still waits for you.
   *[other] { $count } questions from { $name } still wait for you.
}
look-back-yours-wait = { $count ->
    [one] { $of ->
        [one] Your one question still waits.
       *[other] One question of yours still waits.
    }
   *[other] { $count } questions of yours still wait.
}
look-back-no-goals = Nothing was agreed to count in this round, so there is nothing to check here. Let's look at the work itself.
look-back-counted = Is that right?
look-back-behind = Behind each number: /fivefold why
look-back-right = That is right
look-back-off = Something is off
look-back-what = What is off, and what would be right?
look-back-what-hint = You both read it on the sheet for your talk.
look-back-would-be = { $none ->
    [1] { $what }, which nobody counted: what would be right?
   *[0] { $what }, counted { $value }: what would be right?
}
look-back-would-be-hint = Leave it empty where the number is right.
look-back-put-right = { $none ->
    [1] { $line } You both say so; nobody had counted it.
   *[0] { $line } You both put it right; counted was { $counted }.
}
look-back-says = { $line } { $name } says { $value }.
look-back-noted = Noted. It comes first when you and { $other } talk.

## Sooner than planned

review-early = Round { $round } runs until { $ends }. Look back now instead? { $other } is asked the same today, and the round ends with it.
review-first-week = Round { $round } is { $days ->
    [0] new today
    [one] one day old
   *[other] { $days } days old
}, and was to run until { $ends }. There is little to look back on; what was counted stays. Look back now all the same? { $other } is asked the same today.
review-now = Look back now
review-wait = Leave it
review-later = Good. I come back to it on { $ends }.
review-told-first = { $by ->
    [owner] Good. { $name } tells about the last days first; then I ask you both, tomorrow at the latest.
   *[other] Good. The last days first, two minutes; then I ask you both.
}
review-waits = You have said everything. Now it waits for { $other }; after five working days I go on with what is there.

## Each on their own (O21 to O23, P21, P22)

look-back-moments = From all parts of the round: { $moments }
look-back-skill-moments = { $moments }
moment-counted = week of { $week }: { $part } of { $whole }
moment-learned = { $day }: learned, "{ $words }"
moment-more = { $count } more
moment-wish = { $day }: to be changed, "{ $words }"
moment-said = { $day }: "{ $words }"
look-back-skills = Now the skills, each over all of round { $round }, not only its last days.
look-back-others = Did any other skill change?
look-back-any = Did any skill change?
look-back-none = None
look-back-which = Which?
look-back-nothing-seen = You have not seen this work of { $name }'s yet, so no level changes. That is an honest answer.
look-back-all-equal = These are all the same, which can well be so. If you would like to look again: Back.
look-back-same-change = These have all moved by the same step. That can be true; press Back to look again.
look-back-met = Are your expectations met? On { $since } you wrote: "{ $words }"
look-back-met-plain = Are your expectations of the work with { $name } met?
met-exceeded = Exceeded
met-met = Met
met-partly = Partly
met-not = Not yet
look-back-expected = Now about working with { $owner }, who reads this with your name when you read { $owner }'s. Was it as you expected?
expected-better = Better
expected-as = As expected
expected-partly = Partly
expected-no = No
look-back-keep = One thing that { $name } should keep doing, with an example.
look-back-change = One thing that { $name } should change. What happened, when, what it led to, what you want. If all is well: what would make it better still? Nothing is an answer too; then skip it.
look-back-own-keep = One thing that { $owner } should keep doing, with an example. You may skip it.
look-back-own-change = One thing that { $owner } could change, with an example. You may skip it.
look-back-words-hint = "On these days: ..., this happened: ..., so ...; from now on, please ..."
look-back-again = Write again
look-back-as-it-is = Send as it is
look-back-write-again = You wrote: "{ $words }". How shall it read?
look-back-thanks = Thank you. As soon as both views are in, { $other } and you get one sheet for a talk of ten minutes.
look-back-alone = Thank you. That is kept on your side only.

## Not yet (X3)

nearest = Say it to { $name } by voice before it is read. Which of these is nearest?
nearest-unclear = I never made it clear
nearest-unable = Not able yet
nearest-able = Able, but it does not happen
nearest-unfit = The work does not fit
nearest-clear = Then it begins with you. What will you make clear, by { $due }? It goes on your list.
nearest-step = One step for { $name }: what, exactly? It stands on the sheet that you both read.
nearest-day = By which day?
nearest-learn = Then it is something to learn. When the next round is agreed, I help you plan it; "not able yet" is no fault of { $name }'s.
nearest-end = Then a fair end is an answer too. Talk first; when this round closes, you can finish or go on. I send nothing by myself.

## Together (O24, P23)

talk-sheet = Talk sheet; { $other } has the same. Ten minutes by voice is best.
talk-at = Both free: { $at }. For your calendar: { $file }
talk-never = Your hours and { $other }'s do not meet, so agree on a time yourselves.
talk-silent = { $other } has given no answer yet. The sheet holds what is there.
talk-own-silent = Your own view is not here: you had other things to do. You can still say it in the talk.
talk-off-yours = **Counted**, you say it is off: "{ $words }"
talk-off-theirs = **Counted**, { $other } says it is off: "{ $words }"
talk-number-yours = { $none ->
    [1] **{ $what }**: nobody counted it, you say { $right }.
   *[0] **{ $what }**: counted { $counted }, you say { $right }.
}
talk-number = { $none ->
    [1] **{ $what }**: nobody counted it, { $name } says { $right }. Is that right?
   *[0] **{ $what }**: counted { $counted }, { $name } says { $right }. Which is right?
}
talk-number-take = { $value } is right
talk-number-leave = { $none ->
    [1] It stays uncounted
   *[0] { $value } stays
}
talk-number-taken = **{ $what }**: { $value }. You both say so, and the round closes with it.
talk-number-stays = { $none ->
    [1] **{ $what }**: nobody counted it; { $own ->
        [1] you say
       *[0] { $name } says
    } { $right }, and that stays beside it.
   *[0] **{ $what }**: both numbers stay, { $counted } as counted and { $right } as { $own ->
        [1] you say
       *[0] { $name } says
    }.
}
talk-apart = **{ $skill }**: { $other } { $theirs }, you { $mine }. What did each of you see?
talk-their-verdict = **As expected?** { $other }: { $verdict }.
talk-your-verdict = **As expected?** You: { $verdict }.
talk-keep-yours = **To keep**, you to { $other }: "{ $words }"
talk-keep-theirs = **To keep**, { $other } to you: "{ $words }"
talk-change-yours = **To change**, you to { $other }: "{ $words }"
talk-change-theirs = **To change**, { $other } to you: "{ $words }"
talk-no-change = **To change**, { $own ->
    [1] you
   *[0] { $owner }
}: nothing; that is fine.
talk-level = { $skill } { $level }
talk-levels = { $skill } (you { $mine }, { $other } { $theirs })
talk-near = **Same or one apart**: { $skills }.
talk-same = **Same view**: { $skills }.
talk-one-view = **Seen by one of you only**: { $skills }.
talk-by = { $what } (by { $day })
talk-step-yours = From now on, you: { $what }
talk-step-theirs = From now on, { $name }: { $what }
talk-take = { $asked ->
    [1] What is to change becomes a step. Do you both take it?
   *[0] Do you both take these steps?
}
talk-take-read = { $asked ->
    [1] What is to change becomes a step. Do you both take it?
   *[0] Do you both take these steps?
} Read is not agreed; you can reply.
talk-take-none = No step came out of this. Is it good as it stands?
talk-take-none-read = No step came out of this. Is it good as it stands? Read is not agreed; you can reply.
talk-yes = { $count ->
    [0] Good as it stands
    [one] Take it
   *[other] Take both
}
talk-differently = I see it differently
talk-still-differently = I still see it differently
talk-reply-button = Reply
talk-your-view = How do you see it? { $other } reads your words, and you are both asked once more.
talk-your-view-or-reply = What do you see, in your words? { $other } reads them, and they stay beside the sheet.
talk-your-side = How do you see it? Your words stand beside { $other }'s.
talk-differs = { $other } sees it differently: "{ $words }"
talk-replies = { $other } replies: "{ $words }"
talk-heard = { $other } has your words now. When you two have talked, once more:
talk-changed = { $other } has put the steps in other words.
talk-changed-own = The steps in your words.
talk-step-field = What { $own ->
    [1] you do
   *[0] { $name } does
} from now on
talk-change = The steps in your words.
talk-agreed = Taken by both. It stands in the record of this round.
talk-read = { $other } has read it and replied: "{ $words }". Read is not agreed; both stay as they are.
talk-read-kept = Your reply is kept beside the sheet. Read is not agreed.
talk-lasting = You see this differently. { $texts ->
    [one] What was written stays beside the sheet
   *[other] Both texts stay, side by side
}{ $apart ->
    [0] {""}
    [one] , and the level of { $skills } stays open for now
   *[other] , and the levels of { $skills } stay open for now
}. It comes up again on { $day }.

differing = At the end of round { $round } you saw something differently. { $texts ->
    [one] As it was written:
   *[other] Both texts, as you wrote them:
}
differing-side = { $name }: "{ $words }"
differing-now = How is it today?
differing-together = We see it the same now
differing-still = Still differently
differing-settled = Good. It is settled, and { $texts ->
    [one] what was written is kept
   *[other] both texts are kept
}.
differing-stays = Then { $texts ->
    [one] what was written stays beside the sheet
   *[other] both texts stay, side by side
}. It does not come up by itself again.
