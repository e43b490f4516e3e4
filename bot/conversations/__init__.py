"""The inbox: one event is loaded, replayed, read, saved and answered in one transaction.

Start with `inbox.py`; `live.py` is one conversation in motion, `effects.py` the only caller of
outcomes, `pages.py` draws what a seat sees, `controls.py` holds the wire format of its buttons.
"""
