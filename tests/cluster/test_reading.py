"""What a cluster reads is what this machine reads, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cluster import readers
from checker.cluster.readers import ClusterReaders
from checker.isolation.installation import LIBRARIES
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.cluster.conftest import read_here

if TYPE_CHECKING:
    from tests.cluster.machines import Machines

pytestmark = pytest.mark.cluster


def test_the_same_is_read_as_by_this_machine(
    machines: Machines, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read_here(files)
    with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
        assert list(cluster.read(files, load_forms())) == expected
        assert [name for name, _ in cluster.versions] == [one.distribution for one in LIBRARIES]

        # A file that is another one there is sent; one that is too large for that is read here.
        monkeypatch.setattr(readers, "digest_of", lambda _: "0" * 64)
        assert list(cluster.read(files, load_forms())) == expected
        assert cluster._here is None
        monkeypatch.setattr(readers, "_SENT", 20)
        assert list(cluster.read(files, load_forms())) == expected
        assert cluster._here is not None
