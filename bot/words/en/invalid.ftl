# What people read beside a field whose answer cannot be taken: what happened, and what to do next.

## Text

invalid-empty = Nothing arrived that I can read. Please write a few words.
invalid-missing = Nothing arrived for "{ $what }". Please fill it in.
invalid-too-long = That is { $length } characters, and { $most } fit here. Please shorten it, or share a link to the full text.
invalid-too-many-lines = I read { $count } lines, and { $most } is the most here. Please keep the ones that matter most.
invalid-secret = That looks like a password or key, so I have not kept it. Please share it outside the chat, for example with a password manager.
invalid-typed = Please write your answer here in words.
invalid-asks-us = That reads like a question to me, and nobody has read it. If it is your answer, send it once more. Help: /fivefold help

## Numbers

invalid-number = I could not read one number there. Please write just the number, such as 7.
invalid-number-meant = Do you mean { $value }? Then write only the number.
invalid-number-whole = Please write a whole number, such as 7.
invalid-number-range = Please write a number from { $least } to { $most }.
invalid-ratio = Please write how many of how many, such as 41 of 46.
invalid-ratio-meant = Do you mean { $part } of { $whole }? Then write only that.
invalid-ratios = I could not tell which count is which. Please write one line for each, such as 41 of 46, in this order: { $names }.
invalid-ratio-part = { $part } is more than { $whole }. Please write how many of how many, such as 41 of 46.

## Choices

invalid-yes-no = I could not tell if that is a yes or a no. Please write yes or no.
invalid-yes-no-turned = You wrote more than a yes or a no, so I took it as neither. Please press the answer you mean, or write only that.
invalid-choice = I could not find that among the answers. Please press one, or write its words.
invalid-choice-unclear = That fits more than one: { $options }. Please write a little more of the one you mean.
invalid-how-many = Please pick from { $least } to { $most } of these.
invalid-scale = Please write a number from 0 to { $most }, or the words beside it.
invalid-scale-meant = Do you mean **{ $value } { $name }**? Then press it, or write { $value }.
invalid-review-one = What is it to be instead? Write that, or press Change. To leave it for now, write "later".
invalid-review-unseen = Your change could not be read, so this is what stands. Is it right as it is? Then say yes once more.
invalid-review = Please press the button if this is right, or press Change.
invalid-channel = I could not read a channel there. Please write its name, such as #shop.
invalid-person = I could not find that person. Please write @ and their name, or pick them from the list.
invalid-person-unfit = { $why ->
    [closed] The account of { $name } is closed, so nothing I write arrives there. Please name the one that is used now.
   *[program] { $name } is a program, not a person. Who is it? Please write @ and their name, or pick them from the list.
}

## Dates and times

invalid-date = I could not read a date there. Please write one like 8 January, next Friday or in two weeks.
invalid-date-none = That day is not in the calendar. Please check the day and the month.
invalid-date-past = { $date } has passed. Please write a date from today on.
invalid-date-early = That is too early here. Please write a date from { $earliest } on.
invalid-date-late = That is too late here. Please write a date up to { $latest }.
invalid-date-weekday = The date and the day of the week do not match: I read { $date }. Please write only the date.
invalid-date-meant = Do you mean { $date }? Then write only the day.
invalid-duration = I could not read a length of time there. Please write one like 45 min, 1 h 30 or 2 hours.
invalid-time = I could not read a time of day there. Please write one like 9:30, 3 pm or noon.
invalid-time-meant = Do you mean { $time }? Then write only the time.

## Links and places

invalid-link = I could not read a web address there. Please paste one that starts with https://.
invalid-zone = I am not sure where that is. Did you mean { $guess }? Please write the city.
invalid-zone-unknown = I do not know that place. Please write a large city near you, such as Manila or Lisbon.
