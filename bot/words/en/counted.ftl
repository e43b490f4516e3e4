# Words by which a result says how it is counted: "no double booking", "by the 10th", "two articles a month".
# They are read in what people wrote, and shown to nobody. Lists, with | between the words.

# What must not happen begins so, unless one of the words after it follows: "no later than" is a day.
counted-none = no|never|zero|0|without
counted-none-but = more|later|less|fewer

# A day of a month: one of the words before it, and what is written after its number.
counted-until = by the|on the|before the|until the
counted-nth = st|nd|rd|th

# A pace: a number, what is counted, one of these, and the span. Numbers said in words that are no plain number.
counted-per = a|an|per|each|every
counted-once = once
# Before the number of a pace: so many are the most that there may be, or one fewer than that.
counted-most = at most|no more than|not more than|up to|a maximum of|maximum|max
counted-below = fewer than|less than|below|under
counted-twice = twice
counted-week = week
counted-month = month
