"""An example to look around in: three people's weeks, played through the inbox at a moved clock.

`player.py` reads pages and answers them as a person does, `script.py` says what each person thinks and
writes, `play.py` lets the weeks pass, `place.py` is the workspace they happen in. Nothing is put into
the database by hand: what stands there at the end is what the dialogs made of the answers.
"""
