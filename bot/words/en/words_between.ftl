# Phase 4, words from one to the other: thanks, feedback, notes.

title-thanks = A thank you
title-feedback = Feedback
title-note = A note for later
title-reply = Your reply

thanks-ask = What do you thank { $other } for? One real example says most. { $other } reads it.
words-sent = Kept. { $other } reads it on { $at } your time.
words-sent-soon = Kept. { $other } reads it in { $minutes } minutes.
take-back-until = Until { $at } you can take back what you wrote to { $other }.
take-back = Take it back
taken-back = Taken back. { $other } never sees it.
take-back-late = There is nothing to take back any more. What you wrote is read by now: feedback once more corrects it. Work that nobody has rated has a Change under it.

feedback-kind = What would you like to tell { $other }?
feedback-keep = Keep doing this
feedback-change = Please change this
feedback-ask-keep = What happened, when, and what was good about it? Say what { $other } can keep doing.
feedback-ask-change = What happened, when, and what did it lead to? Then say what you want { $other } to do from now on.
feedback-findings = { $count ->
    [one] One thing would make it stronger. It is your text: you decide.
   *[other] { $count } things would make it stronger. It is your text: you decide.
}
write-again = Write again
send-as-it-is = Send as it is

finding-trait = "{ $words }" is about the person. What happened says more.
finding-absolute = "{ $words }" is easy to deny. Name the times.
finding-mind = "{ $words }" guesses at a reason. What did you see?
finding-comparison = "{ $words }" compares with other people. Stay with this work.
finding-sandwich = Praise before and after it hides the point. Send each on its own.
finding-example = There is no example yet. What happened, and on which day?
finding-date = On which day was it?
finding-next = What do you want from now on?

thanks-told = { $name } thanks you: "{ $words }"
feedback-told-keep = { $name } would like you to keep this
feedback-told-change = { $name } would like a change
feedback-words = "{ $words }"
feedback-read = Read is not agreed; you can reply.
reply = Reply
reply-nothing = There is nothing to reply to now.
reply-ask = { $name } wrote: "{ $words }" What is your reply?
reply-sent = Sent to { $name }, and kept beside it.
reply-told = You wrote: "{ $words }" { $name } replies: "{ $reply }"

note-ask = What happened with { $name }, and when? Write what you saw.
note-hint = Only you read it now. It stands in { $name }'s copy of everything, when { $name } asks for that.
note-kept = Noted with its day. You find it again when you look back with { $name }, and it stands in { $name }'s copy of everything.

title-correction = A correction
correct-about = { $title }: { $what }
correct-answer = This is answered and done, and { $other } reads it: "{ $asked }", answered "{ $before }". What is different now? { $other } reads it beside that.
correct-ask = What would you put right? Say which answer it is about. { $other } reads it.
correct-number = Does this change a number? { $other } can then take the right one with one press.
correct-number-of = { $what }, week from { $week }: { $value }
correct-number-none = No number
correct-amount = { $paid ->
    [hours] Hours of work
   *[pieces] Pieces of work
}
correct-hours = { $value ->
    [one] { $value } hour
   *[other] { $value } hours
}
correct-right = { $what }, week from { $week }: what is right?
correct-sent = Sent to { $other } as a correction. { $number ->
    [0] What was agreed or counted stays as it is until you both change it.
   *[1] The number that was counted stays until { $other } takes yours.
}
corrected = { $own ->
    [1] You put
   *[0] { $name } puts
} an answer right. Asked: "{ $asked }" Answered: "{ $before }" Now: "{ $words }"
corrected-plain = { $own ->
    [1] You put
   *[0] { $name } puts
} something right: "{ $words }"
corrected-number = { $line } Counted for { $what }, week from { $week }: { $counted }. Which is right?
corrected-taken = { $what }, week from { $week }: { $value } counts from now on.
corrected-left = What was counted stays. When you look back on the round, { $name } can say it once more.
corrected-answer = { $name } { $taken ->
    [1] takes your number
   *[0] leaves the number that was counted
}. { $what }, week from { $week }: { $value }.
corrected-read = I have read it
corrected-reply = What would you like to say to { $name }?
corrected-replied = Sent to { $name }.
help-correction = put right what you answered before
help-thanks = thank somebody, with one example
help-feedback = tell what to keep or what to change
help-note = note something for later, with its day
help-takeback = take back what nobody has read yet
help-reply = reply to feedback
