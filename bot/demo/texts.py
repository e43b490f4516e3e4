"""What the people of the example answer, in the order in which it is looked through.

A question that begins differently for each person comes before one that is the same for all.
"""

from __future__ import annotations

from bot.demo.player import Rule

ADDING = (
    Rule("rita", "What is their work?", ("virtual assistant", "content writer", "bookkeeper")),
    Rule("rita", "What should Joy take off", (("Customer inbox", "Order questions", "Calendar"),)),
    Rule("rita", "What should Brian take off", (("Articles", "Newsletter"),)),
    Rule("rita", "What should Nadia take off", (("Bank entries", "Month close"),)),
    Rule("rita", "asking Joy was right", ("No customer waits and I have my evenings back.",)),
    Rule("rita", "asking Brian was right", ("One article a week that I read only once before it goes out.",)),
    Rule("rita", "asking Nadia was right", ("The month is closed by the fifth, and I understand the page.",)),
    Rule(
        "rita",
        "tick what is ready",
        (("Own login to the inbox", "Access", "Two texts", "Read-only", "One place"),),
    ),
    Rule("rita", "This is exactly what", ("Send",)),
    Rule(
        "joy",
        "In your own words: which result",
        (
            "Customers need a right answer the next day, and Rita must know about money. "
            "If unsure I ask, with my proposed answer.",
        ),
    ),
    Rule(
        "brian",
        "In your own words: which result",
        ("An article that a potter nods at and a beginner can follow. If unsure I send two lines first.",),
    ),
    Rule(
        "nadia",
        "In your own words: which result",
        ("Every line of the bank is explained by the fifth. What I cannot place I ask, in one list a week.",),
    ),
    Rule("", "Is that what you mean?", ("Yes, send the sample",)),
)

LEARNING = (
    Rule("joy", "One example or link for", ("Sixty orders a day for a shoe seller, two years.",)),
    Rule(
        "brian", "One example or link for", ("https://example.com/portfolio, above all the piece on kilns.",)
    ),
    Rule("nadia", "One example or link for", ("Four small shops, closed each month since 2023.",)),
    Rule(
        "rita",
        "what did you see that was not there yet?",
        (
            "Draft 2 promised money back after 14 days.",
            "Two replies on 3 Dec did not say when the parcel leaves.",
            "The second half had no example in it.",
        ),
    ),
    Rule("rita", "Two or more apart", ("2 for now", "3 for now")),
    Rule("", "Two or more apart", ("2 for now", "3 for now")),
    Rule("rita", "What is mostly missing?", ("I never explained it",)),
    Rule("rita", "(needs", ("It is new to",)),
    Rule(
        "joy",
        "Paste your work or a link to it.",
        (
            "Marta first: a new bowl today and an apology, I would ask you first. Hanna: the tracking "
            "number and Thursday. Daniel: a kind no for now, I would ask you about money back.",
            "The five bookings are in the calendar, each with place, link and both times.",
            "https://example.com/guide with my own checklist on the second page.",
            "https://example.com/guide with the day of dispatch added, as you said.",
            "https://example.com/ten-replies, all went out as they were.",
        ),
    ),
    Rule(
        "brian",
        "Paste your work or a link to it.",
        (
            "https://example.com/opening with three questions in the margin where I would ask you.",
            "https://example.com/sources, two for each claim.",
            "https://example.com/article-with-sources, the claims are marked.",
        ),
    ),
    Rule(
        "nadia",
        "Paste your work or a link to it.",
        ("All ten lines are placed; 5 is marked to ask: I take it for your own money. Line 2 is split.",),
    ),
    Rule("", "Paste your work", ("https://example.com/again, with your change in it.",)),
    Rule("", "add one of them, or a link", ("https://example.com/five-replies",)),
)

WEEKS = (
    Rule("", "How sure are you that this will work out?", ("Sure",)),
    Rule("", "How sure are you", ("Likely", "Sure", "Sure")),
    Rule("joy", "offers these goals", ("Yes to",)),
    Rule("", "Rita's part:", ("Yes",)),
    Rule("", "If you like: what would make it surer?", ("An answer on the same day when I am stuck.",)),
    Rule("", "waits for Rita (", ("Another day",)),
    Rule("joy", "Was anything in the way?", ("Power or internet",), 56, 60),
    Rule("joy", "Was anything in the way?", ("Nothing", "Nothing", "Something", *("Nothing",) * 9)),
    Rule("brian", "Was anything in the way?", ("Nothing", "Something", *("Nothing",) * 9)),
    Rule(
        "joy",
        "What is in the way?",
        ("Three customers wait for the new price list. I would send last year's with a note.",),
    ),
    Rule(
        "brian",
        "What is in the way?",
        ("My interview partner is silent. I would write the part on kilns first.",),
    ),
    Rule("", "Three weeks on course", ("All as planned",)),
    Rule(
        "joy",
        "Good news for the channel?",
        (
            "No unread mail older than Friday.",
            "",
            "",
            "",
            "Eleven bookings without a slip.",
            "",
            "",
            "",
            "A customer wrote back only to say thank you.",
            "",
            "",
        ),
    ),
    Rule(
        "brian",
        "Good news for the channel?",
        (
            "",
            "",
            "Two readers asked for the next part.",
            "",
            "",
        ),
    ),
    Rule("joy", "ten in a row go out unchanged$", ("Not yet",), 0, 22),
    Rule("joy", "two-page guide, then a checklist of your own$", ("Not yet", "Done"), 0, 12),
    Rule("rita", "is stuck since|In the way: ", ("Answer",)),
    Rule(
        "rita",
        "What do you answer Joy",
        (
            "The code comes to my phone; I have added yours, so it reaches you from now on.",
            "14 days is right, and thank you for the proposal. Only shops we know get 30.",
            "Last year's list with a note is right. The new one is with you on Friday.",
            "Yes, with a note that the new one comes this month.",
        ),
    ),
    Rule(
        "rita", "What do you answer Brian", ("Good idea, kilns first. I ring my friend at the studio today.",)
    ),
    Rule("rita", "Will this come again?", ("Keep as a rule", "Keep as a rule", "No")),
    Rule("rita", "picked by chance", ("Yes", "No", "Yes", "Yes")),
    Rule(
        "rita", "What should be different?", ("The greeting: our customers are called by their first name.",)
    ),
    Rule("", "would like a change", ("Hand in again",)),
    Rule("rita", "Ready for", ("Ready", "Nearly", "Ready", "Ready")),
    Rule("rita", "Which one thing?", ("Say the day on which it leaves the house, not only that it does.",)),
    Rule("rita", "What would make it right?", ("Start with the customer's question, then the rule.",)),
    Rule("rita", "Shall I post it?", ("Post to",)),
    Rule(
        "rita",
        "What happened, when",
        (
            "On 14 and 15 Dec two replies went out without the day of delivery, so both wrote again; "
            "from now on please put the day into the first reply.",
        ),
    ),
    Rule("", "What would you like to tell", ("Please change this", "Keep doing this")),
    Rule("", "What is your reply?", ("Thank you, that helps. I will do it so.",)),
)

LOOKING_BACK = (
    Rule("", "Did any other skill change?", ("None",)),
    Rule("rita", "Are your expectations met?", ("Met",)),
    Rule("", "Was it as you expected?", ("As expected", "Better")),
    Rule(
        "rita",
        "One thing that Joy should keep",
        (
            "On 14 Dec you wrote to the angry customer at once, so she stayed; keep it.",
            "On 3 Feb your question came with a proposal, so I only said yes; keep that.",
        ),
    ),
    Rule(
        "rita",
        "One thing that Joy should change",
        (
            "On 14 and 16 Dec refunds of 12 EUR waited a day for me; please decide those yourself.",
            "On 10 Feb two bookings had no link, so I searched; please put it in at once.",
        ),
    ),
    Rule(
        "rita",
        "One thing that Brian should keep",
        ("On 1 Feb your questions came before the draft, so nothing was written twice; keep it.",),
    ),
    Rule(
        "rita",
        "One thing that Brian should change",
        ("On 11 Feb the article came at midnight, so it went out late; please send it by five.",),
    ),
    Rule(
        "joy",
        "One thing that Rita should keep",
        (
            "On 7 Dec you explained the rules with two real mails, so I stopped asking; keep it.",
            "On 9 Feb you read my list the same day, so nobody waited; please keep that.",
        ),
    ),
    Rule(
        "joy",
        "One thing that Rita could change",
        (
            "On 3 and 10 Dec my Thursday questions waited until Monday; please look on Thursday at five.",
            "On 11 Feb the price list came after the sale began; please send it a day before.",
        ),
    ),
    Rule(
        "brian",
        "One thing that Rita should keep",
        ("On 25 Jan you said in one line what the article is for, so the draft fitted; keep it.",),
    ),
    Rule(
        "brian",
        "One thing that Rita could change",
        ("On 4 Feb I waited 31 hours for a yes; please write two lines the same day.",),
    ),
    Rule(
        "",
        "How shall it read?",
        ("On 11 Feb it came a day late, so I waited; please send two lines on the same day.",),
    ),
    Rule("", "make it stronger", ("Send as it is",)),
    Rule("", "There is no example yet", ("Send as it is",)),
    Rule("", "Talk sheet", ("Take both",)),
    Rule("", "May Joy show this", ("Yes",)),
    Rule("", "Anything new?", ("Nothing new",)),
)

USUAL = (*ADDING, *LEARNING, *LOOKING_BACK, *WEEKS)

BAD_WEEKS = (
    Rule("joy", "Was anything in the way?", ("No work came",), 63, 67),
    Rule("joy", "How many of the 20 hours", ("4",)),
    Rule("joy", "Will the goals work out?", ("Likely",), 70, 110),
    Rule("rita", "The goals stand still", ("Send work",)),
    Rule(
        "rita", "What is next for", ("The spring fair: thirty shops to write to, the list is in the folder.",)
    ),
    Rule("rita", "picked by chance", ("No", "No", "Yes")),
    Rule("rita", "Are your expectations met?", ("Met", "Partly")),
    Rule("rita", "May Joy show this", ("Yes", "No")),
    Rule("", "Was it as you expected?", ("Partly",)),
)
"""Looked through first when the weeks shall be bad."""
