"""Scans a sample: ``python -m samples.make_scan REPORT.pdf SCAN.pdf`` (needs the extra ``ocr``).

The pages are drawn in grey at 200 dpi, laid on the glass a little askew, and packed as JPEG: what
an office's scanner leaves of a signed report. Nothing of the text is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

DPI = 200
ASKEW = 0.8  # degrees
QUALITY = 75  # of JPEG


def scanned(report: Path, target: Path) -> None:
    """Writes the scan."""
    with pdfium.PdfDocument(report) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    askew = [page.rotate(ASKEW, Image.Resampling.BICUBIC, fillcolor=252) for page in pages]
    target.parent.mkdir(parents=True, exist_ok=True)
    askew[0].save(
        target,
        save_all=True,
        append_images=askew[1:],
        resolution=float(DPI),
        quality=QUALITY,
    )


if __name__ == "__main__":
    scanned(Path(sys.argv[1]), Path(sys.argv[2]))
