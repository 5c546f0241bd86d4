"""JSON indented by two spaces: the door to orjson, which writes it in a thirtieth of the time."""

from __future__ import annotations

import json
from typing import Any


def indented(record: Any) -> str:
    """A record as ``json.dumps(record, ensure_ascii=False, indent=2)`` writes it.

    A number between 0 and 0.0001 aside: it stands without an exponent. ``TypeError`` for what
    JSON cannot hold.
    """
    import orjson  # here: not every command writes JSON

    plain_only = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
    try:
        return orjson.dumps(record, option=orjson.OPT_INDENT_2 | plain_only).decode()
    except TypeError:  # half a character of UTF-16, an integer beyond 64 bits
        return json.dumps(record, ensure_ascii=False, indent=2)
