"""Rebuilds the PDFs that the tests of reading read: ``python -m samples.make_corpus [NAME ...]``.

Needs Chromium and a font; the PDFs are committed (``make corpus``).
"""

from __future__ import annotations

import sys

from samples.dresses import CORPUS, DRESSINGS, html
from samples.printers import print_html, require_browser, settle


def main(names: list[str]) -> None:
    """Makes the named dresses, or all of them."""
    unknown = set(names) - {one.name for one in DRESSINGS}
    if unknown:
        sys.exit(f"no such dress: {', '.join(sorted(unknown))}")
    browser = require_browser()
    CORPUS.mkdir(parents=True, exist_ok=True)
    for one in DRESSINGS:
        if names and one.name not in names:
            continue
        target = CORPUS / f"{one.name}.pdf"
        target.write_bytes(settle(print_html(browser, html(one))))
        print(f"{target.name}  {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
