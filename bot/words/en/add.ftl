# Adding a person (O1 to O6).

title-add = Add a person
something-else = Something else
not-now = Not now
unit-hours = hours a week

kind-contractor = Independent
kind-employee = Employed
kind-agency = Through an agency
pay-hours = By the hour
pay-pieces = By the piece
pay-project = By the project

amount-hours = { $amount ->
    [one] { $amount } hour a week
   *[other] { $amount } hours a week
}
amount-pieces = { $amount ->
    [one] paid by the piece, about { $amount } a week
   *[other] paid by the piece, about { $amount } a week
}
amount-project = paid by the project

add-who = Who works with you? Name them with @.
add-who-hint = They hear nothing before you press Send at the end.
add-here-already = { $state ->
    [invited] { $name } has your invitation and has not answered it yet.
    [declined] { $name } would rather not use me, and it waits for you what becomes of that: /fivefold next.
    [paused] { $name } works with you already; the work rests at the moment.
    [alone] { $name } is here already, on your side only.
   *[active] { $name } works with you already.
} Is it other work now?
add-other-work = Other work for { $name }
add-leave = No, leave it
add-left = All right, nothing is changed. How it stands with { $name }: /fivefold people
add-role = This is about { $name }. What is their work?
# The newest of the owner's people works so; the same may be settled for the next with one tap.
add-like = Like { $name }
add-like-work = How { $name } works: { $role }, { $kind ->
        [employee] employed
        [agency] through an agency
       *[contractor] independent
    }, { $terms }.
add-like-job = **{ $job }**: { $good }
add-like-decides = May decide alone: { $items }.
add-like-ready = What has to be ready before { $name } starts goes on your list; tick there what is.
add-myself = That is you, so this is a trial run: you play both sides, and nobody else reads any of it.
add-role-own = Which work do you try it with?
add-role-name = What do you call this work?
add-role-jobs = Which one to three jobs do you hand over? One on each line.
add-role-jobs-hint = For example: Answer customers by the next day.
add-kind = { $name } works as
add-pay = Paid
add-worked-before = Worked together before
add-starts = Starts
add-terms-about = How { $name } works for you
add-terms = How { $name } works for you. We look back together on { $back }.
add-hours = How much
add-by-piece = Pieces a week
add-hours-of = Hours a week from { $name }
add-pieces = Pieces a week from { $name }
add-amount = How much, in a usual week?
add-jobs = What should { $name } take off your hands first? One to three; fewer is better at first.
add-job-other = What is it, in a few words?
add-good-about = What good looks like
add-good = What good looks like. Change what is wrong.
add-good-own = What does good look like for { $jobs }? Leave a field empty where the name says it all.
add-expectation = Now in your words: on { $month }, what would make you say "asking { $name } was right"?
add-ready = Before { $name } starts: tick what is ready. The rest goes on your list and stops nobody.
add-ready-hint = Never write passwords here.
add-decides = { $name } may decide alone
add-decides-hint = One on each line. Change the sums, add your own.
add-decides-order = what to do first
add-decides-slips = mending small slips
add-alone = Small things should not wait for you. Change what is wrong, or add to it.
add-preview = This is exactly what { $name } will get:

    { $invitation }
add-sent = Sent to { $name }. I tell you the answer.
add-then = Next is { $name }: /fivefold add @{ $name }
add-not-sent = Not sent. { $name } has heard nothing; /fivefold add starts again.
