"""Who issued a certificate: an Ed25519 signature (RFC 8032) over its data.

What no file can bear out, the date above all, is worth what its signature is worth. The only door
to ``cryptography`` (extra ``sign``). Keys are files as ``openssl genpkey -algorithm ed25519`` and
``ssh-keygen -t ed25519`` write them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.certificate.record import canonical
from checker.errors import CheckerError
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from checker.certificate.record import Record

SIGNATURE = "signature"
PASSPHRASE = "CHECKER_SIGN_PASSPHRASE"  # noqa: S105 - its name
"""The variable with the passphrase of a private key: an argument would be seen by everybody."""
_ALGORITHM = "Ed25519"
_MOST_BYTES = 100_000  # of a file of keys; an RSA key of 16,384 bits has 13,000


def signed(record: Record, key_file: str, lang: str) -> Record:
    """The same certificate with its signature; ``CheckerError`` for what is no private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = _key(key_file, lang, private=True)
    assert isinstance(key, Ed25519PrivateKey)
    value = key.sign(_signed_part(record))
    entry = {
        "algorithm": _ALGORITHM,
        "public_key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "value": base64.b64encode(value).decode(),
    }
    return {**record, SIGNATURE: entry}


def require_key(key_file: str, lang: str, *, private: bool) -> None:
    """``CheckerError`` unless the file holds such a key: asked before a run, not after it."""
    _key(key_file, lang, private=private)


def fault_of_signature(record: Record, key_file: str | None, lang: str) -> str | None:
    """What is wrong with a certificate's signature, in a line; ``None`` for nothing.

    ``key_file`` is the issuer's public key. Without it a signature shows that nothing was changed
    since, and not by whom: see ``fingerprint``.
    """
    entry = record.get(SIGNATURE)
    if entry is None:
        return translate("verify.unsigned", lang) if key_file else None
    public = _public_of(entry)
    if public is None or not _holds(public, entry, record):
        return translate("verify.bad-signature", lang)
    if key_file is not None:
        wanted = _key(key_file, lang, private=False)
        if wanted.public_bytes_raw() != public.public_bytes_raw():
            return translate("verify.other-key", lang, fingerprint=fingerprint(record))
    return None


def fingerprint(record: Record) -> str:
    """SHA-256 of the public key beside the signature, as its issuer can publish it."""
    return hashlib.sha256(_decoded(record[SIGNATURE].get("public_key"))).hexdigest()


def require_library(lang: str) -> None:
    """``CheckerError`` where the extra is not installed."""
    try:
        import cryptography  # noqa: F401 - whether it is there
    except ImportError as error:
        raise CheckerError(translate("verify.no-library", lang)) from error


def _signed_part(record: Record) -> bytes:
    return canonical({key: value for key, value in record.items() if key != SIGNATURE})


def _holds(public: Ed25519PublicKey, entry: Record, record: Record) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        public.verify(_decoded(entry.get("value")), _signed_part(record))
    except InvalidSignature:
        return False
    return True


def _public_of(entry: object) -> Ed25519PublicKey | None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not isinstance(entry, dict) or entry.get("algorithm") != _ALGORITHM:
        return None
    try:
        return Ed25519PublicKey.from_public_bytes(_decoded(entry.get("public_key")))
    except ValueError:  # not 32 bytes
        return None


def _decoded(text: object) -> bytes:
    """What Base64 says; nothing for anything else."""
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        return b""


def _key(path: str, lang: str, *, private: bool) -> Any:
    """The Ed25519 key in a file, of either notation."""
    require_library(lang)
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519

    try:
        with Path(path).open("rb") as stream:
            data = stream.read(_MOST_BYTES)
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-read", lang, path=path, reason=reason)
        ) from error
    passphrase = os.environ.get(PASSPHRASE, "").encode() or None
    key: object
    try:
        if not private:
            is_pem = data.lstrip().startswith(b"-----BEGIN")
            load = (
                serialization.load_pem_public_key if is_pem else serialization.load_ssh_public_key
            )
            key = load(data)
        elif b"OPENSSH PRIVATE KEY" in data:
            key = serialization.load_ssh_private_key(data, passphrase)
        else:
            key = serialization.load_pem_private_key(data, passphrase)
    except TypeError as error:  # a passphrase is wanted, or none is
        text = translate("verify.passphrase", lang, path=path, variable=PASSPHRASE)
        raise CheckerError(text) from error
    except Exception as error:  # whatever the library makes of what is no key
        raise CheckerError(translate("verify.no-key", lang, path=path)) from error
    wanted = ed25519.Ed25519PrivateKey if private else ed25519.Ed25519PublicKey
    if not isinstance(key, wanted):
        raise CheckerError(translate("verify.no-key", lang, path=path))
    return key
