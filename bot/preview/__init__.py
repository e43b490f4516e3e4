"""Every card and question of every talk, from sample people, without a database or a network.

`world.py` keeps sample records in memory and does what outcomes say, `answering.py` gives sample
answers, `walk.py` goes through every branch of every talk, `show.py` writes what was met, `costs.py`
what it costs to answer.
A new dialog is covered without a line here.
"""
