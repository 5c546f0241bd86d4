"""The programs that print a sample: a browser and an office program, both without a screen.

Only ``make samples`` needs them. The PDFs they write are then made the same at every run
(no dates, a document id from the content) and small (object streams).
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_OFFICES = ("soffice", "libreoffice")
_FONTS = ("AR PL SungtiL GB", "WenQuanYi Zen Hei")  # TrueType: small when embedded
_HELP = (
    "on Debian/Ubuntu: apt-get install chromium libreoffice-writer-nogui"
    " fonts-arphic-gbsn00lp fonts-wqy-zenhei"
)


def require_programs() -> tuple[str, str]:
    """The browser and the office program; ends with one clear line when something is missing."""
    browser, office = _program(_BROWSERS), _program(_OFFICES)
    _require({"Chromium": browser, "LibreOffice": office}, _FONTS)
    return browser, office


def require_browser() -> str:
    """The browser, with the font of the corpus; ends with one clear line otherwise."""
    browser = _program(_BROWSERS)
    _require({"Chromium": browser}, _FONTS[1:])
    return browser


def _program(names: Sequence[str]) -> str:
    return next(filter(None, map(shutil.which, names)), "")


def _require(programs: Mapping[str, str], fonts: Sequence[str]) -> None:
    missing = [name for name, path in programs.items() if not path]
    missing += [f"the font {font}" for font in fonts if not _has_font(font)]
    if missing:
        sys.exit(f"this needs {', '.join(missing)} ({_HELP})")


def _has_font(font: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", font], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def print_html(browser: str, html: str) -> bytes:
    """The page as PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(html, "utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-pdf-tagging",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def print_docx(office: str, docx: bytes) -> bytes:
    """The Word document as PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(docx)
        command = [
            office,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()


def settle(pdf: bytes) -> bytes:
    """The same pages without dates and random ids, compressed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for key in ("/CreationDate", "/ModDate"):
            if key in opened.docinfo:
                del opened.docinfo[key]
        for key in ("/DocChecksum", "/ID"):  # made from the time of printing
            if key in opened.trailer:
                del opened.trailer[key]
        opened.remove_unreferenced_resources()
        target = io.BytesIO()
        opened.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return target.getvalue()
