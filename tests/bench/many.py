"""Files for runs that are large in one way: many files, many reports, many pages, many paths.

All are made from the project's own reports, so that nothing needs to lie beside it.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pikepdf

ROOT = Path(__file__).parent.parent.parent
OFFICE = ROOT / "samples" / "bad" / "hongze-2023.pdf"
BROWSER = ROOT / "samples" / "ok" / "suqian-2023.pdf"
_REPORTS = (
    *sorted((ROOT / "samples").glob("*/*.pdf")),
    *sorted((ROOT / "tests" / "corpus" / "dresses").glob("*.pdf")),
)


def files(folder: Path, count: int) -> list[Path]:
    """So many files no two of which are the same, of 35 reports in turn.

    What tells copies of one report apart stands behind its end, where no reader looks: each is
    read from the beginning all the same, since the program knows files by their bytes.
    """
    made = []
    for number, report in enumerate(itertools.islice(itertools.cycle(_REPORTS), count)):
        path = folder / f"{number:05}-{report.name}"
        path.write_bytes(report.read_bytes() + f"% {number}\n".encode())
        made.append(path)
    return made


def compendium(path: Path, count: int) -> Path:
    """One PDF of so many reports: those of a word processor and of a browser in turn."""
    with pikepdf.Pdf.new() as bound:
        for report in itertools.islice(itertools.cycle((OFFICE, BROWSER)), count):
            with pikepdf.open(report) as pdf:
                bound.pages.extend(pdf.pages)
        bound.save(path)
    return path


def long(path: Path, pages: int) -> Path:
    """A report and, behind it, pages of prose up to so many: its own first one again and again."""
    with pikepdf.open(BROWSER) as pdf:
        while len(pdf.pages) < pages:
            pdf.pages.append(pdf.pages[0])
        pdf.save(path)
    return path


def crowded(path: Path, count: int) -> Path:
    """A report with so many dots on a page that has a table, below all that is printed there."""
    dots = "\n".join(f"{30 + at % 500} {5 + at // 500 % 20} 0.4 0.4 re f" for at in range(count))
    with pikepdf.open(BROWSER) as pdf:
        page = pdf.pages[2]
        page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        page.contents_add(pikepdf.Stream(pdf, f"Q q\n{dots}\nQ".encode()))
        pdf.save(path)
    return path
