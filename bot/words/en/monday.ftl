# Phase 4, the owner's Monday (O17), the channel (O19, C1), the week and the tip.

title-monday = Your Monday
title-time = Your own time
title-preview = A weekly post in a channel

monday-title = { $day }
monday-look = Look at one piece by { $name }
monday-thank = Thank { $name }
monday-more = It took me longer

week-title = Week from { $week }
week-nothing = There is no work under way that this could be about.
week-on-course = On course
week-less = Less than agreed
week-unsure = Unsure
week-uncounted = Nothing to tell from
week-silent = No word on the week yet
week-starting = Getting started
week-between = Between two rounds
week-rested-away = Away in that week, so not asked
week-rested-turn = The turn of the year is left out, so nobody was asked
week-rested = No work in that week, so nobody was asked
week-late = Also, of the week from { $week }
week-late-hours = { $line }, { $hours } h of work
week-late-pieces = { $line }, { $pieces ->
    [one] one piece
   *[other] { $pieces } pieces
}
week-off = Off
week-yours = Your time, week from { $week }
week-try = Try this
week-lines = { $items }
week-you = you
week-line = { $name }
week-line-silent = { $name } (last word on { $day })
week-line-sure = { $name }, { $sure ->
    [sure] sure
    [likely] likely
    [even] fifty-fifty
    [shaky] shaky
    [stopped-sure] sure, yet something is in the way
    [stopped-likely] likely, yet something is in the way
   *[none] not asked
}
week-line-uncounted = { $name }, nothing counted yet{ $sure ->
    [sure] ; says sure
    [likely] ; says likely
   *[none] {""}
}
week-share = { $part } of { $whole }
week-share-of = { $what } { $part } of { $whole }
week-line-counted = { $name }, { $shares }, { $sure ->
    [sure] sure
    [likely] likely
    [even] fifty-fifty
    [shaky] shaky
    [stopped-sure] sure, yet something is in the way
    [stopped-likely] likely, yet something is in the way
   *[none] not asked
}
week-line-behind = { $line }; { $behind }
week-behind-share = { $what } { $value } of 100 so far, { $agreed } agreed
week-behind-sum = { $what } { $value } so far, { $agreed } agreed by { $day }
week-behind-most = { $what } { $value } so far, at most { $agreed } agreed by { $day }
week-behind-day = { $what } was to be there by { $day }
week-line-trouble = { $line }: "{ $words }"
week-line-doubt = { $line }; what makes it shaky: "{ $words }"
week-line-starting = { $name }{ $offered ->
    [goals] , goals are offered; nothing counts before you both say yes
    [plan] , a plan is offered; nothing counts before you both say yes
    [agreed] , first check-in on { $next }
    [sample] , has the sample task, by { $next }
   *[none] {""}
}
week-line-outage = { $name }, power or internet was out
week-line-no-work = { $name }, too little work came, so nothing is behind
week-off-day = on { $day }
week-off-days = from { $first } to { $last }
week-off-lines = { $items }{ $quiet ->
    [0] {""}
   *[1] ; I stay quiet
}
week-off-you = you { $when }
week-off-both = { $names } and you { $when }
week-off-other = { $names } { $when }
week-took = About { $took } from you{ $said ->
    [1] {""}
   *[0] {" "}(my estimate)
}
week-took-nothing = Nothing of yours that I can reckon
week-yours-hours = { $yours }; { $hours } h of work{ $pieces ->
    [0] {""}
    [one] {" "}and one piece
   *[other] {" "}and { $pieces } pieces
} came back.
week-yours-pieces = { $yours }; { $pieces ->
    [0] no hours or pieces were told
    [one] one piece came back
   *[other] { $pieces } pieces came back
}.
week-own = With { $owner }
week-own-open = You have told nothing about this week yet.

tip-rules = Some of your own part was not there when the work began. Ten minutes of yours first save hours later.
tip-answers = A question of { $name } waited { $hours }. Two lines on the same day would have saved the wait.
tip-waiting = A question still waits for you. Even "I answer tomorrow" lets the other one plan.
tip-looks = Last week's piece was not looked at. Two minutes on one piece keep your rules alive.
tip-examples = Feedback without an example is hard to use. Name the day and what you saw.
tip-promises = Something you promised waits past its day. A new day is fine; say it first.

coach-title = One thing to try
coach-good = Nothing stands out from last week. Keep going as you are.
coach-nobody = Nobody works with you here at the moment.
coach-not-yours = The tips are for whoever gives the work. How your own stands: /fivefold numbers
coach-rests = It rests on { $count ->
    [one] one occasion
   *[other] { $count } occasions
} in the week from { $week }. Only you see it.

time-ask = My estimate for the week from { $week } is { $took }. How long was it really?
time-noted = Noted. It helps to show what comes back for your time.

## The channel

preview-intro = I can post this each Monday. It holds only finished things and good news that somebody shared:
preview-ask = Shall I post it?
preview-post = Post to { $name }
preview-post-somewhere = Post to a channel
preview-none = No channel
preview-none-noted = Good, then nothing goes to a channel.
preview-which = Which channel? Write its name, such as #shop.
preview-posted = It is on its way to { $name }, and comes each Monday.

channel-title = Week of { $week }
channel-count = { $count } { $unit }
channel-done = Done: { $items }.
channel-learned = Learned: { $items }.
channel-onward = Practised: { $items }.
channel-news = Good news from { $name }: "{ $words }"
channel-trend = Finished each week: { $unit }
channel-trend-steps = Steps of the plans finished each week
channel-trend-week = { $week }: { $count }
channel-trend-words = { $title }. { $items }.

help-week = the week so far
help-coach = one thing to try, and what it rests on
help-time = say how long your week really was
