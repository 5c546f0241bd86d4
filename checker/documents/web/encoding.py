"""Bytes of a web page → its text. What the bytes are decides; what they say of themselves can lie.

Pages that declare GB2312 and are UTF-8, the reverse, and pages that declare nothing were all seen;
detectors by statistics were of no use on them (confidence 0.07 to 0.23). GB18030 takes nearly any
bytes, so strict UTF-8 is asked first: Chinese text in GB18030 is hardly ever valid UTF-8.
"""

from __future__ import annotations

import codecs
from email import message_from_bytes, policy
from email.message import EmailMessage

from checker.documents.cell_text import REPLACEMENT
from checker.documents.unsupported import SAVED_PAGE
from checker.errors import DocumentError
from checker.model import RefusalReason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096  # bytes that hold the head of a saved page
_TAGS = 64  # bytes from the start: markup, so that UTF-16 without a mark shows by its zero bytes


def text_of(data: bytes) -> str:
    """The page's markup; ``DocumentError`` for a saved page that holds no page."""
    if SAVED_PAGE.search(data[:_HEAD]):
        data = _page_in(data)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    head = data[:_TAGS]
    if head[1::2].count(0) > len(head) // 4:
        return data.decode("utf-16-le", "replace")
    if head[::2].count(0) > len(head) // 4:
        return data.decode("utf-16-be", "replace")
    tried = []
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            tried.append(data.decode(name, "replace"))
    return min(tried, key=lambda text: text.count(REPLACEMENT))


def _page_in(data: bytes) -> bytes:
    """The first part of a saved page that is a page itself, its transfer encoding undone."""
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise DocumentError(RefusalReason.DAMAGED)
