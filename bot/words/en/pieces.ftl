# Phase 4, work handed in and looked at.

title-done = Hand in
title-look = One piece, picked by chance
title-again = One piece once more

done-ask = Paste your work, or a link to it. { $owner } may read it.
done-hint = A link is best for anything long. Never write passwords here.
done-for = What is it for?
done-sample = The sample task: { $title }
done-sample-instead = The sample task, in place of what is there
done-counted = Which of these is it?
done-step = Is it a step of the plan?
done-just-work = No, other work
done-thanks = Noted, thank you. { $owner } looks at one piece a week, picked by chance.

look = One of { $name }'s pieces, picked by chance: "{ $words }" As you like it?
look-again = { $name } has changed this one: "{ $words }" As you like it now?
look-nothing = There is no piece to look at now.
look-yes = Good to know. A thank you with this example takes one line: /fivefold thanks
look-wish = What should be different? Name the place, and how you would like it. { $name } reads it.
look-no = { $name } gets this, and you see the piece once more.

again-piece = { $owner } has looked at this: "{ $words }"
again-wish = { $owner } would like a change: "{ $wish }" That happens; most pieces are never looked at.
again-hand-in = Hand in again
again-ask = Ask { $owner }
again-question = What is not clear? { $owner } reads it.
again-asked = Asked. This piece waits until you know.
again-sent = Thank you. { $owner } looks at it again.

help-done = hand in work or a step of the plan
help-look = look at the piece of the week
