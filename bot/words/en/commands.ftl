# Commands, their help and the cards they show.

help-intro = Write what you want in a few words, or pick. Whatever waits for you: /fivefold next. Stop any question with "later"; nothing is lost. There is more: /fivefold help all.
help-intro-all = Everything you can write after /fivefold. The rest comes as a button when there is use for it.
help-command = /fivefold { $name }
help-next = what waits for you, with minutes
help-add = add a person you work with
help-people = everybody at a glance, or one person
help-skills = skills now and what the work needs
help-rules = what good looks like, and what may be decided alone
help-ready = tick off your own part
help-away = tell when you are away
help-pause = let the work rest, or go on
help-finish = end working together, fairly
help-invitation = an invitation that waits for your yes, also after a no
help-roles = the work templates
help-settings = your hours, city and name
help-copy = a copy of everything that is kept about you
help-erase = erase what is kept about you
help-unerase = keep it after all
help-privacy = who reads what; see, export or delete yours
help-help = this list; "help all" shows the rest
option-person = whom it is about, with @
option-skill = one skill
option-goal = one goal, or "page" for the whole agreement
option-city = the city you are in, or near
option-first = the first day
option-last = the last day
option-last-day = the last day of the work
option-until = until which day it rests
option-amount = how many hours or pieces a week
option-from = from which day
option-way = what was in the way, if anything
option-work = their work, such as bookkeeper

one-at-a-time = One person at a time, so this is about { $first }. For { $others } after that: /fivefold { $word } @{ $next }
add-a-person = Add a person
try-it = Try it on myself
people-nobody = Nobody works with you through Fivefold at the moment.
people-title = Your people
people-more = { $count } more: /fivefold people
people-your-work = your work as { $role }
people-line = { $role }, { $state }.
people-line-round = { $role }, round { $round }, { $where }.{ $goals ->
    [0] {""}
    [one] {" "}One goal agreed.
   *[other] {" "}{ $goals } goals agreed.
}{ $late ->
    [none] {""}
   *[some] {" "}Past the day in the plan: { $parts }.
}{ $next ->
    [none] {""}
   *[some] {" "}Next: { $items }.
}
people-late = { $count ->
    [one] one part of { $whose }, { $since }
   *[other] { $count } parts of { $whose }, the first { $since }
}
people-late-own = yours
people-late-other = { $name }'s
people-parts = { $count ->
    [one] one part of the plan by { $day }
   *[other] { $count } parts of the plan, the first by { $day }
}
people-checkin = check-in { $at }
people-look-back = looking back on { $day }
where-alone = on your side only, { $where }
where-unreached = { $where }; my messages do not arrive there
where-start = getting started
where-skills = step 1 of 5: what is there, what is needed
where-learning = step 2 of 5: what to learn next
where-goals = step 3 of 5: agreeing goals
where-agreed = step 3 of 5: agreed, and begins on { $day }
where-work = step 4 of 5: at work, { $standing ->
    [on_course] on course
    [less] less than agreed
    [unsure] unsure
    [uncounted] nothing to tell from yet
   *[silent] the last check-in has no answer yet
}
where-begun = step 4 of 5: at work{ $before ->
    [0] {""}
   *[other] {" "}on what came over from round { $before }
}, before the first check-in
where-look-back = step 4 of 5: looking back
where-repeat = step 5 of 5: the next round
people-invited = would like to use me for your work as { $role }; nothing of it is yours here before your yes.
people-answering = your answer about your work as { $role } is begun; nothing of it is yours here before it is complete.
open-invitation = { $name }'s invitation
state-invited = invited, no answer yet
state-unreached = invited, but my messages do not arrive there
state-answering = invited; the answer is begun and not complete yet
state-declined = would rather not use me. Use it alone or remove it: /fivefold next
people-declined = you said no to my help with your work as { $role }. If you change your mind, it takes one tap.
state-paused = paused
state-draft = not sent yet
open-goals = Goals
open-plan = Plan
open-skills = Skills

skills-title = Skills now and what the work needs
skills-scale = 0 not done yet, 1 knows how, 2 with help, 3 alone, 4 hard cases too, 5 sets up how it is done.
skills-skill = Skill
skills-needed = Needed
skills-now = Now
level-unknown = not seen yet
level-settled = { $level }
level-provisional = { $level } for now
level-differs = you see it differently: { $own } and { $seen }

rules-title = { $own ->
    [0] How you work with { $name }
   *[other] How you work together
}
rules-named = as its name says
rules-alone = May be decided alone: { $items }.

roles-title = Work templates
roles-intro = Each has jobs, skills with six described levels, and a small sample task. Any other work can be added in your own words.
roles-skills = { $skills }


welcome = { $named ->
    [1] Hello { $name }, I'm Fivefold.
   *[0] Hello, I'm Fivefold.
} I help you and the people you hire do five things, again and again: see what each can do, learn what is missing, agree goals, look honestly at results, start again a bit better. Five minutes today, five more this week, then about five a week. I write to nobody until you press Send. If somebody would like to hire you, their invitation comes here by itself.
waiting-nothing = Nothing waits for you. I come by when something does.
waiting-nothing-now = Nothing else waits for you.
waiting-title = { $minutes ->
    [one] One thing needs you, about a minute.
   *[other] Needs you, about { $minutes } minutes.
}
waiting-line = about { $minutes } min, with { $other }
nothing-called = Nothing here is called "{ $words }". This is all of it.
nobody-to-ask = You work with nobody through Fivefold here yet.
not-understood = I did not understand that. Whatever waits for you: /fivefold next
waiting-line-alone = about { $minutes } min
waiting-line-named = about { $minutes } min, { $name }
waiting-line-begun = about { $minutes } min, begun { $at }
waiting-open = { $title }: { $name }
todo-line = Your part, { $over ->
    [0] by { $day }
   *[1] planned for { $day }
}
todo-line-for = Your part for { $name }, { $over ->
    [0] by { $day }
   *[1] planned for { $day }
}
todo-what = { $what }, { $minutes } min
tick-off = Tick off
tick-off-for = Tick off for { $name }
