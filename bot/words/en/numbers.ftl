# The report (`numbers`), how it is counted (`why`), and the charts' words.

help-numbers = how the round stands, in numbers
help-why = how the numbers are counted

numbers-title = Round { $round } in numbers{ $own ->
    [0] , with { $name }
   *[other] {""}
}
numbers-earlier = Round { $round }
numbers-no-goals = No goals are agreed in this round, so there is nothing to count.
numbers-why = How this is counted
numbers-skills = Skills
numbers-unknown = not counted
numbers-of = { $part } of { $whole }
numbers-effectiveness = Goals as agreed or better
numbers-efficiency = Hours agreed and taken
numbers-hours = { $agreed } agreed, { $taken } taken{ $told ->
    [0] {""}
   *[other] {" "}in whole weeks; { $told } in all
}
numbers-taken = { $taken } taken; no whole week to compare
numbers-productivity = Looked at and accepted
numbers-each-hour = { $count } in { $hours } hours
numbers-pace = Pieces a week
numbers-each-week = { $count }
numbers-rework = Pieces done again
numbers-week-head = Week of
numbers-share-head = As agreed
numbers-hours-head = Hours
numbers-pieces-head = Pieces
numbers-none = –
numbers-chart = Chart: { $what }, { $value } of 100 so far, { $agreed } agreed. The weeks stand in the table.
numbers-chart-sum = Chart: { $what }, { $value } so far, { $agreed } agreed by the end. The weeks stand in the table.

why-title = How this is counted
why-levels = Each goal has five levels: much less, less, as agreed, more, much more. What nobody counted has none, and counts for nothing.
why-score = All goals together: { $score } points over { $count ->
    [one] one goal
   *[other] { $count } goals
}. 50 is as agreed, ten more is one level more. The name of it is Goal Attainment Scaling, by Kiresuk and Sherman.
why-no-score = All goals together: no points, since nothing was counted.
why-too-easy = The last two rounds were far above 50: the goals may be too easy.
why-too-hard = The last two rounds were far below 50: the goals may be too hard.
why-trend = The weekly points lie around { $mean }. Between { $lower } and { $upper } they move by chance; outside of it something has changed.
why-no-trend = I say nothing about a trend before six weekly points: limits from fewer move with every new one.
why-measures = Hours or pieces come from the Friday check-ins. A week without an answer is left out on both sides.
why-pieces = Accepted and done again are told by pieces that were looked at. A piece that nobody looked at is neither.
why-return = Your time is what you said; else my estimate: the minutes in your list for each talk you answered and each part you did. It pays off in the first week in which all hours of work are more than all your hours.
why-count = week of { $week }: { $part }
why-ratio = week of { $week }: { $part } of { $whole }
why-step = week of { $week }: { $step ->
    [half] on its way
    [done] done
   *[open] not yet
}
why-done = done on { $day }
why-put-right = { $answers }; both put it right to { $value } at the round's end
why-hours = Hours of work
why-pieces-told = Pieces of work
why-looks = Pieces looked at
why-look = { $day }: { $look ->
    [liked] as wanted
    [again] as wanted, after a change
   *[changes] to be changed
}
why-questions = { $name }'s questions
why-question = { $day }: { $hours }
why-still-waits = still waits
why-your-time = Your time
why-time = week of { $week }: { $took }{ $said ->
    [all] {" "}(you said so)
    [share] {" "}(this person's share of what you said)
   *[no] {" "}(my estimate)
}
why-nobody = nobody counted

skills-chart = Chart: each skill as it is now, beside what the work needs. The same stands in the table.
chart-of-weeks = Chart: the weekly points of { $what }{ $limits ->
    [yes] {" "}with their limits
   *[no] {""}
}. The weeks stand below.
chart-forecast = by the end
chart-weeks = { $what }: as agreed, week by week, of 100
chart-upper = upper limit
chart-mean = mean
chart-lower = lower limit
