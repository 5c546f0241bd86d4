"""Who sits at the desk: the name that stands on decisions, the language, whether keys work."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from checker.desk.credentials import cookie_of
from checker.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME, _LANG, _KEYS = "desk-name", "desk-lang", "desk-keys"
_MOST_NAME = 40


class Visitor(NamedTuple):
    """Kept in cookies of this browser; the name is at first that of the system's user.

    Where people log in (``by_log_in``) the name is theirs, empty before, and no cookie changes it.
    """

    name: str
    lang: str
    keys: bool
    by_log_in: bool = False

    @property
    def cookies(self) -> Iterator[tuple[str, str]]:
        """The cookies that keep this."""
        if not self.by_log_in:
            yield _NAME, quote(self.name, safe="")
        yield _LANG, self.lang
        yield _KEYS, "on" if self.keys else "off"

    def changed(self, form: Mapping[str, str]) -> Visitor:
        """With what a form says; what it does not say, or says wrongly, stays."""
        name = "" if self.by_log_in else _plain(form.get("name", ""))
        lang = form.get("lang", self.lang)
        keys = form.get("keys", "on" if self.keys else "off")
        return self._replace(
            name=name or self.name,
            lang=lang if lang in LANGUAGES else self.lang,
            keys=keys != "off",
        )

    def logged_in(self, name: str) -> Visitor:
        """The same browser where people log in; ``name`` is empty where nobody did."""
        return self._replace(name=name, by_log_in=True)


def visitor_of(cookies: str, lang: str) -> Visitor:
    """Who sends these cookies; ``lang`` is that of whoever has chosen none."""
    name = _plain(unquote(cookie_of(cookies, _NAME), errors="replace"))
    chosen = cookie_of(cookies, _LANG)
    return Visitor(
        name or _system_name(),
        chosen if chosen in LANGUAGES else lang,
        cookie_of(cookies, _KEYS) != "off",
    )


def _plain(name: str) -> str:
    return "".join(char for char in name if char.isprintable()).strip()[:_MOST_NAME]


def _system_name() -> str:
    try:
        return _plain(getpass.getuser())
    except (OSError, KeyError, ImportError):  # a container without users; Windows without pwd
        return ""
