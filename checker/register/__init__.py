"""A register of bodies and their reports: who owes what, what came, what was found, how it went on.

Needs the extra ``register`` (SQLAlchemy, Alembic); ``location``, ``states`` and ``due`` do not.
Nothing here reads a file of a report or judges it: that comes from ``pipeline``.
"""
