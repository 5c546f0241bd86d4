"""A signature holds for one certificate and one key; everything else is a line."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checker.certificate.record import certificate_record, is_genuine
from checker.certificate.signature import PASSPHRASE, fault_of_signature, fingerprint, signed
from checker.certificate.verify import differences
from checker.cli.main import main
from checker.errors import CheckerError
from tests.reporters.printing import table_results
from tests.support.made_outcomes import sample

if TYPE_CHECKING:
    from pathlib import Path

PEM, SSH = serialization.Encoding.PEM, serialization.Encoding.OpenSSH
PLAIN = serialization.NoEncryption()


def _private(key: Any, path: Path, *, ssh: bool = False, passphrase: str = "") -> str:
    locked = serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else PLAIN
    form = serialization.PrivateFormat.OpenSSH if ssh else serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(PEM, form, locked))
    return str(path)


def _public(key: Any, path: Path, *, ssh: bool = False) -> str:
    form = serialization.PublicFormat
    encoding, kind = (SSH, form.OpenSSH) if ssh else (PEM, form.SubjectPublicKeyInfo)
    path.write_bytes(key.public_key().public_bytes(encoding, kind))
    return str(path)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return certificate_record(table_results(sample("hongze-2023")), date="2026-01-20")


@pytest.mark.parametrize("ssh", [False, True])
def test_a_signed_certificate_is_the_issuers(
    *, ssh: bool, record: dict[str, Any], tmp_path: Path
) -> None:
    key = Ed25519PrivateKey.generate()
    private = _private(key, tmp_path / "key", ssh=ssh)
    public = _public(key, tmp_path / "key.pub", ssh=ssh)
    found = json.loads(json.dumps(signed(record, private, "zh")))
    assert is_genuine(found)
    assert list(differences(found, record, "zh")) == []
    assert fault_of_signature(found, public, "zh") is None
    assert fault_of_signature(found, None, "zh") is None
    other = _public(Ed25519PrivateKey.generate(), tmp_path / "other.pub")
    assert fingerprint(found) in str(fault_of_signature(found, other, "zh"))
    assert "没有签名" in str(fault_of_signature(record, public, "zh"))
    assert fault_of_signature(record, None, "zh") is None


def _changes(found: dict[str, Any]) -> list[dict[str, Any]]:
    changed = []
    for path, value in (
        (["date"], "2020-01-01"),
        (["beside", "unread"], ["x.docx"]),
        (["signature", "value"], "AAAA"),
        (["signature", "value"], 5),
        (["signature", "value"], "数"),
        (["signature", "public_key"], "AAAA"),
        (["signature", "public_key"], None),
        (["signature", "algorithm"], "none"),
        (["signature"], "Ed25519"),
    ):
        one = copy.deepcopy(found)
        inner: Any = one
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        changed.append(one)
    return changed


def test_whatever_is_changed_the_signature_is_not_valid(
    record: dict[str, Any], tmp_path: Path
) -> None:
    key = Ed25519PrivateKey.generate()
    found = signed(record, _private(key, tmp_path / "key"), "zh")
    public = _public(key, tmp_path / "key.pub")
    for one in _changes(found):
        for with_key in (public, None):
            assert "签名无效" in str(fault_of_signature(one, with_key, "zh")), one["signature"]


def test_a_key_with_a_passphrase_takes_it_from_the_environment(
    record: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Ed25519PrivateKey.generate()
    locked = _private(key, tmp_path / "key", passphrase="open")  # noqa: S106 - a made-up one
    monkeypatch.delenv(PASSPHRASE, raising=False)
    with pytest.raises(CheckerError, match=PASSPHRASE):
        signed(record, locked, "zh")
    monkeypatch.setenv(PASSPHRASE, "open")
    assert "signature" in signed(record, locked, "zh")
    monkeypatch.setenv(PASSPHRASE, "shut")
    with pytest.raises(CheckerError, match="Ed25519"):
        signed(record, locked, "zh")


def test_what_is_no_key_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = _public(Ed25519PrivateKey.generate(), tmp_path / "key.pub")
    curve = _private(generate_private_key(SECP256R1()), tmp_path / "curve")
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    for file in (public, curve, str(empty), str(tmp_path / "gone")):
        assert main(["check", "nothing.pdf", "--sign-key", file, "--isolated"]) == 2
        error = capsys.readouterr().err
        assert file in error
        assert len(error.splitlines()) == 1
    assert main(["verify", "c.json", "nothing.pdf", "--key", curve]) == 2
    assert "curve" in capsys.readouterr().err
