"""The inbox: one event is loaded, replayed, read, saved and answered in one transaction.

Start with `inbox.py` and `turn.py`; the rest in the order in which a turn meets it.

Who acts: `selves.py`, `actor.py`, `opening.py`, `flood.py`.
What came: `controls.py` is the wire format of buttons, `pressed.py` what they give, `pressing.py` what they
do; `typing.py` finds the talk of a typed line, `answering.py` which of several it answers and `meaning.py`
what it means there; `commanding.py`, `whose.py`, `going_on.py` and `suggesting.py` are commands; `moving.py`
is what is the same in every talk, `editing.py` messages that were changed.
The talk: `live.py` is one in motion, `view.py` what a seat of it sees, `kept_facts.py` how facts are kept;
`sitting.py` loads it, `looking.py` reads it without a lock; `acting.py` is what one person answers in it, and
`seated.py` what they are shown; `stage.py` writes what moves, `seeding.py` takes what came with a command,
`effects.py` is the only caller of outcomes, `planning.py` keeps what is due.
What came too late or twice, so that nothing is lost: `late.py`, `twice.py`, `over.py`, `hidden.py`,
`keeping.py`, `put_off.py` for what was left for later, and `carrying.py` for answers that are done;
`unclear.py` with `beside.py` asks what is meant, and `spent.py` ends that.
What is shown: `pages.py`, `brief.py`, `answered.py`, `behind.py`, `who_reads.py`; `waiting.py` with
`naming.py` and `left.py` is the list of what waits; `arrived.py` asks about a message in doubt.
"""
