"""Connections that somebody opens and sends nothing over are let go: each is one of few.

uvicorn waits for the head of a request for ever; with as many such connections as it takes at all,
nobody else would come in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

HEAD_WITHIN = 20.0
"""Seconds from the beginning of a request to the end of its head."""


class Connection(H11Protocol):
    """A connection whose requests begin in good time."""

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as there
        """Somebody connected, and is to ask."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Something came: the head of a request, or a part of one, or of a body."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._expect_no_more()
        elif self._due is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._expect_no_more()
        super().connection_lost(exc)

    def _expect(self) -> None:
        # Not anew with every byte: slow is as good as silent.
        self._due = self.loop.call_later(HEAD_WITHIN, self.transport.close)

    def _expect_no_more(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
