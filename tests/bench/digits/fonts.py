"""Fonts to learn from: Debian packages, the faces in them, and which faces are one design."""

from __future__ import annotations

import logging
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from tests.bench.digits.face import DIGITS, Face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

# Text faces of all kinds a report may be set in; no handwriting, no display faces. Each carries
# its own free licence; no font is shipped, only what a network of 19 kB learnt from their digits.
PACKAGES = [
    "fonts-3270",
    "fonts-adf-accanthis",
    "fonts-adf-baskervald",
    "fonts-adf-berenis",
    "fonts-adf-gillius",
    "fonts-adf-universalis",
    "fonts-adf-verana",
    "fonts-agave",
    "fonts-allerta",
    "fonts-anonymous-pro",
    "fonts-arapey",
    "fonts-arphic-bkai00mp",
    "fonts-arphic-bsmi00lp",
    "fonts-arphic-gbsn00lp",
    "fonts-arphic-gkai00mp",
    "fonts-arphic-ukai",
    "fonts-arphic-uming",
    "fonts-arundina",
    "fonts-averia-sans-gwf",
    "fonts-averia-serif-gwf",
    "fonts-b612",
    "fonts-babelstone-han",
    "fonts-baekmuk",
    "fonts-cabin",
    "fonts-campania",
    "fonts-cantarell",
    "fonts-cardo",
    "fonts-clear-sans",
    "fonts-cmu",
    "fonts-cns11643-kai",
    "fonts-cns11643-sung",
    "fonts-courier-prime",
    "fonts-croscore",
    "fonts-crosextra-caladea",
    "fonts-crosextra-carlito",
    "fonts-cwtex-fs",
    "fonts-cwtex-heib",
    "fonts-cwtex-kai",
    "fonts-cwtex-ming",
    "fonts-cwtex-yen",
    "fonts-dejavu-core",
    "fonts-dejavu-extra",
    "fonts-droid-fallback",
    "fonts-ebgaramond",
    "fonts-elstob",
    "fonts-evertype-conakry",
    "fonts-fantasque-sans",
    "fonts-fanwood",
    "fonts-firacode",
    "fonts-freefont-ttf",
    "fonts-georgewilliams",
    "fonts-gfs-didot",
    "fonts-gfs-neohellenic",
    "fonts-go",
    "fonts-hack",
    "fonts-hanazono",
    "fonts-hermit",
    "fonts-hosny-amiri",
    "fonts-inconsolata",
    "fonts-inter",
    "fonts-ipafont-gothic",
    "fonts-ipafont-mincho",
    "fonts-jetbrains-mono",
    "fonts-johnsmith-induni",
    "fonts-junicode",
    "fonts-karla",
    "fonts-khmeros",
    "fonts-lao",
    "fonts-lato",
    "fonts-league-mono",
    "fonts-league-spartan",
    "fonts-lg-aboriginal",
    "fonts-liberation",
    "fonts-lindenhill",
    "fonts-linuxlibertine",
    "fonts-lklug-sinhala",
    "fonts-lmodern",
    "fonts-lxgw-wenkai",
    "fonts-manrope",
    "fonts-migmix",
    "fonts-monoid",
    "fonts-mononoki",
    "fonts-morisawa-bizud-gothic",
    "fonts-morisawa-bizud-mincho",
    "fonts-motoya-l-cedar",
    "fonts-mplus",
    "fonts-nanum",
    "fonts-national-park",
    "fonts-naver-d2coding",
    "fonts-noto-cjk",
    "fonts-noto-core",
    "fonts-noto-mono",
    "fonts-ocr-b",
    "fonts-oldstandard",
    "fonts-open-sans",
    "fonts-opendin",
    "fonts-osifont",
    "fonts-oxygen",
    "fonts-paratype",
    "fonts-play",
    "fonts-prociono",
    "fonts-quattrocento",
    "fonts-ricty-diminished",
    "fonts-roboto-slab",
    "fonts-roboto-unhinted",
    "fonts-sawarabi-gothic",
    "fonts-sawarabi-mincho",
    "fonts-sil-andika",
    "fonts-sil-charis",
    "fonts-sil-doulos",
    "fonts-sil-gentium",
    "fonts-smiley-sans",
    "fonts-sora",
    "fonts-stix",
    "fonts-symbola",
    "fonts-takao-gothic",
    "fonts-takao-mincho",
    "fonts-texgyre",
    "fonts-tlwg-garuda-ttf",
    "fonts-tlwg-kinnari-ttf",
    "fonts-tlwg-loma-ttf",
    "fonts-tlwg-mono-ttf",
    "fonts-tlwg-norasi-ttf",
    "fonts-tlwg-typo-ttf",
    "fonts-tuffy",
    "fonts-unfonts-core",
    "fonts-uralic",
    "fonts-urw-base35",
    "fonts-vlgothic",
    "fonts-vollkorn",
    "fonts-wqy-microhei",
    "fonts-wqy-zenhei",
    "fonts-yrsa-rasa",
]
_FACES_A_PACKAGE = 24  # Noto has hundreds whose digits are those of a few
# Digits in white on black, in keys and boxes, or as ornaments: no table is set in them, and the
# program does not know them (their cells are doubtful).
_NO_TEXT = ("OCR B Inverted", "Linux Biolinum Keyboard", "Linux Biolinum Shadow", "Cupola")
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # says which tables it does not keep


def fetch(folder: Path) -> None:
    """Unpacks the packages under a folder, each in its own; root and installing are not needed."""
    debs = folder / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        target = folder / "fonts" / package
        if target.exists():
            continue
        target.parent.mkdir(exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", package], cwd=debs, check=True)
        (deb,) = debs.glob(f"{package}_*.deb")
        subprocess.run(["dpkg", "-x", str(deb), str(target)], check=True)


def digits_of(family: str, cmap: Mapping[int, str]) -> str:
    """The ten digits, where a face has them all."""
    del family
    return DIGITS if all(ord(digit) in cmap for digit in DIGITS) else ""


def faces(
    folder: Path, text_of: Callable[[str, Mapping[int, str]], str] = digits_of
) -> Iterator[Face]:
    """Every face in outlines under ``folder/fonts/PACKAGE``, in a fixed order.

    Each is cut down to what ``text_of`` wants of its family and characters; where that is nothing
    the face is left out.
    """
    for package in sorted(PACKAGES):
        held = folder / "fonts" / package
        if not held.exists():
            raise FileNotFoundError(f"{held}: run `python -m tests.bench.digits fetch` first")
        found = [path for path in sorted(held.rglob("*")) if path.suffix.lower() in _SUFFIXES]
        found = [path for path in found if path.is_file() and not path.is_symlink()]
        step = max(1, len(found) // _FACES_A_PACKAGE)
        for path in found[::step]:
            for number in range(_count(path)):
                face = _face(path, number, package, text_of)
                if face is not None:
                    yield face


def _count(path: Path) -> int:
    if path.suffix.lower() not in {".ttc", ".otc"}:
        return 1
    with TTCollection(str(path), lazy=True) as collection:
        return len(collection.fonts)


def _face(
    path: Path,
    number: int,
    package: str,
    text_of: Callable[[str, Mapping[int, str]], str],
) -> Face | None:
    try:
        font = TTFont(str(path), fontNumber=number, lazy=True)
        names = font["name"]
        family, style = (
            names.getDebugName(n) or names.getDebugName(m) for n, m in ((16, 1), (17, 2))
        )
        if str(family).startswith(_NO_TEXT):
            return None
        cmap: dict[int, str] = font.getBestCmap() or {}
        text = text_of(f"{family} {style}", cmap)
        if not text:
            return None
        if not {"glyf", "CFF "} & set(font.keys()):
            return None  # bitmaps, or outlines that vary
        options = subset.Options(notdef_outline=True, layout_features=[], hinting=True)
        options.drop_tables += ["fvar", "gvar", "avar", "HVAR", "MVAR", "STAT", "kern", "GPOS"]
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
    except (TTLibError, AssertionError, KeyError) as error:
        print(f"left out: {path.name} #{number}: {error}")  # noqa: T201
        return None
    return _cut(font, str(family), str(style), package, text)


def _cut(font: Any, family: str, style: str, package: str, text: str) -> Face:
    held = BytesIO()
    font.flavor = None
    font.save(held)
    em = font["head"].unitsPerEm
    cmap = font.getBestCmap()
    names = [cmap[ord(char)] for char in text]
    return Face(
        family,
        style,
        package,
        held.getvalue(),
        "glyf" in font,
        tuple(font.getGlyphID(name) for name in names),
        tuple(round(1000 * font["hmtx"][name][0] / em) for name in names),
        text,
    )
