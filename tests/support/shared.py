"""What may lie beside the repository, in ``../shared``, and the tests that wait for it.

The project's own files prove every behaviour; these tests add texts and files that are not the
project's to publish. They are the only ones that may be skipped everywhere (``skips.py``).
"""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
WAITS = "waits for ../shared"


def waits_for(*names: str) -> pytest.MarkDecorator:
    """The test runs where these files stand in ``../shared``."""
    missing = [name for name in names if not (SHARED / name).exists()]
    return pytest.mark.skipif(bool(missing), reason=f"{WAITS}: {', '.join(missing)}")
