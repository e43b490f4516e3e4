# Phase 1, skill assessment (P4 to P6, O8, O9, P8).

title-own-rating = Your view of your skills
title-owner-rating = Your view, before you see theirs
title-reveal = Both views side by side

not-active = This work is not under way, so there is nothing to rate.
not-seen-yet = Not seen yet
both-views-in = Both views are in, so they stay as they were given. What changes is looked at together next time.

# The six levels as they stand on buttons. "Explain" shows what each looks like in this skill.
scale-own = { $level ->
    [0] 0 Not done yet
    [1] 1 Know how
    [2] 2 With help
    [3] 3 Alone
    [4] 4 Hard cases too
   *[5] 5 I set it up
}
scale-seen = { $level ->
    [0] 0 Not done yet
    [1] 1 Knows how
    [2] 2 With help
    [3] 3 Alone
    [4] 4 Hard cases too
   *[5] 5 Sets it up
}

rating-again = The second look that you two planned, at what was not seen yet or seen differently.
own-rating = { $count ->
    [one] One kind of work, one tap.
   *[other] { $count } kinds of work, one tap each.
} { $owner } sees yours only after rating too. A true answer brings the right help first; this is not about pay.
own-rating-example = You are strong in { $skills }. One example or link for each, in one message? Without one we count 3 until { $owner } has seen it; that is fine too.
own-rating-thanks = Thank you, { $name }. That was all about the skills. If anything stops you, write "stuck" and what it is.

owner-rating-task = The task was: { $words }
owner-rating-work = What { $name } handed in: { $words }
owner-rating-key = A good answer:
owner-rating-point = • { $words }
owner-rating = Your view, before you see { $name }'s. Only what you saw.
owner-rating-known = Your view of { $name }'s recent work, before you see { $name }'s. Only what you saw yourself.
owner-rating-reason = { $skills }: what did you see that was not there yet? One line; where you two differ, { $name } reads it.
owner-rating-thanks = Thank you. When both views are in, you see them first, and then { $name }.

reveal-both-in = Both views are in.
reveal-at = { $skill } { $level }
reveal-at-counted = { $skill } { $level } (said { $own }; it counts { $level } until there is an example)
reveal-at-both = { $skill } { $level } (you { $mine }, { $other } { $theirs })
reveal-settled = Same or one apart: { $skills }.
reveal-unseen-owner = Not seen yet: { $skills }; { $name }'s own view stands until { $day }.
reveal-unseen-professional = Not seen yet: { $skills }; your view stands until { $day }.
reveal-apart =
    Two or more apart: **{ $skill }**
    { $other } { $theirs }{ $their_reason }
    You { $mine }{ $my_reason }
reason-given = : "{ $words }"
reason-none = .
reveal-suggest =
    { $views }
    { $higher ->
        [own] Both can be true: good at it, new to your way.
       *[seen] Both can be true: better than they think, or the hard part has not come yet.
    } Suggested: { $level } for now, look again { $day }.
reveal-suggested =
    { $views }
    { $higher ->
        [own] Both can be true: you know it, this way is new.
       *[seen] Both can be true: you do better than you think, or the hard part has not come yet.
    } { $other } suggests { $level } for now; look again { $day }. It only decides what is explained first.
reveal-wants-talk =
    { $views }
    { $other } would like to talk about it. Which level for now, until { $day }? It only decides what is explained first.
level-for-now = { $level } for now
lets-talk = Let's talk
lets-talk-at = Let's talk: both free from { $at }
reveal-owner-done = Thank you. { $name } sees the same now.
reveal-agreed = { $skill }: { $level } for now, and a second look on { $day }.
reveal-talk = { $own ->
    [1] You would like
   *[0] { $name } would like
} to talk about { $skill }. Ten minutes by voice are best. Until then both views stay, side by side, without a number, and they come up again on { $day }.
reveal-talk-said = { $told } { $own ->
    [1] You say
   *[0] { $other } says
} { $level } for now.
reveal-talk-at = { $told } You are both free from { $at }.
reveal-differ = You see { $skill } differently. Both views stay, side by side, without a number, and come up again on { $day }.
