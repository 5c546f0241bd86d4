"""Between machines: certificates, or nothing."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import dask
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from checker.cluster.readers import ClusterReaders
from checker.errors import CheckerError
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.cluster.conftest import read_here
from tests.cluster.machines import Machines

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.cluster


def certificate(folder: Path) -> tuple[str, str]:
    """A key, and a certificate that it signed itself: the authority and all that it vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "checker")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(folder / "cert.pem"), str(folder / "key.pem")


def test_with_certificates(tmp_path: Path, files: list[str]) -> None:
    cert, key = certificate(tmp_path)
    secure = ("--tls-ca-file", cert, "--tls-cert", cert, "--tls-key", key)
    tls = "distributed.comm.tls"
    named = {f"{tls}.ca-file": cert, f"{tls}.client.cert": cert, f"{tls}.client.key": key}
    with closing(Machines(tmp_path, secure=secure)) as machines:
        machines.start_worker()
        with dask.config.set(named):
            machines.wait(1)
            with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
                assert list(cluster.read(files[:1], load_forms())) == read_here(files[:1])
        with pytest.raises(CheckerError, match="无法连接集群"):
            ClusterReaders(machines.url, reading=ReadOptions())
