"""The address of a scheduler. Whoever reaches one runs what they like on every machine of it."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from checker.errors import CheckerError
from checker.i18n import translate

FORM = "tls://host:8786"
LOCAL = "tcp://127.0.0.1:8786"


def require_private(url: str, lang: str) -> None:
    """``CheckerError`` unless it is ``tls://host:port``, or ``tcp://`` on this very machine.

    Dask has neither a password nor any other way to tell who speaks but the certificates of TLS.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port that is no number, brackets that do not match
        host, port = "", None
    is_bare = url.count("/") == len("//")
    if not (host and port and is_bare and parts.scheme in ("tcp", "tls")):
        raise CheckerError(translate("cluster.bad-url", lang, url=url, form=FORM, local=LOCAL))
    if parts.scheme == "tcp" and not _is_here(host):
        raise CheckerError(translate("cluster.open-net", lang, url=url, form=FORM))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
