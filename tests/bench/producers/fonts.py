"""Fonts of Debian in which Chinese reports can be set, and the files that hold them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Face:
    """A family, the Debian package it comes in, whether its outlines are TrueType."""

    family: str
    package: str
    truetype: bool = True


FACES = (
    Face("Noto Sans CJK SC", "fonts-noto-cjk", truetype=False),
    Face("Noto Serif CJK SC", "fonts-noto-cjk", truetype=False),
    Face("WenQuanYi Zen Hei", "fonts-wqy-zenhei"),
    Face("WenQuanYi Micro Hei", "fonts-wqy-microhei"),
    Face("AR PL SungtiL GB", "fonts-arphic-gbsn00lp"),
    Face("AR PL KaitiM GB", "fonts-arphic-gkai00mp"),
    Face("AR PL UMing CN", "fonts-arphic-uming"),
    Face("AR PL UKai CN", "fonts-arphic-ukai"),
    Face("LXGW WenKai", "fonts-lxgw-wenkai"),
)
TRUETYPE = tuple(face for face in FACES if face.truetype)
_LATIN = {
    "Liberation Serif": "fonts-liberation2",
    "Liberation Sans": "fonts-liberation2",
    "DejaVu Sans": "fonts-dejavu-core",
}
DIGIT_FAMILIES = tuple(_LATIN)


@dataclass(frozen=True, slots=True)
class File:
    """A font file and the number of the face in it (a collection holds several)."""

    path: str
    index: int


@lru_cache(maxsize=64)
def locate(family: str) -> File:
    """The regular face of an installed family; ``LookupError`` if fontconfig has none."""
    printed = subprocess.run(
        ["fc-match", "-f", "%{family}\n%{file}\n%{index}", f"{family}:style=Regular"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found, path, index = printed.split("\n")
    if family not in found.split(","):
        raise LookupError(family)
    return File(path, int(index) & 0xFFFF)  # the upper half numbers variations


def missing_packages() -> list[str]:
    """The Debian packages that hold the fonts which are not installed."""
    if not shutil.which("fc-match"):
        return ["fontconfig"]
    packages = {face.family: face.package for face in FACES} | _LATIN
    missing = set()
    for family, package in packages.items():
        try:
            locate(family)
        except LookupError:
            missing.add(package)
    return sorted(missing)
