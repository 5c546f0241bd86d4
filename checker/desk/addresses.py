"""Addresses of our own pages, as somebody may lead back to by a form or a link."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_address(address: str) -> str:
    """An address of our own pages; the first page in place of any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    is_own = (
        address.isprintable()
        and address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not parts.netloc
        and not parts.scheme
    )
    return address if is_own else "/"
