"""OFD files that nobody has seen: random figures in random dress, written in random manners.

``python -m tests.bench.ofd make --half tune --out DIR`` writes OFD files with their truth beside
them, ``score DIR`` reads them and says how many cells are right and how long a file takes. Figures,
dress and layout are those of ``producers``; what is drawn of them goes into OFD here, by code that
the samples do not share: fonts cut down to what is used (with or without a table of characters),
units, name spaces, objects and distances as one program or another writes them.

Needs fontTools (the extra "bench") and Debian's Chinese fonts.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from tests.bench.producers import dress, figures, printed, story
from tests.bench.producers.dress import Abilities, Ink, Rules
from tests.bench.producers.fonts import TRUETYPE, locate
from tests.bench.producers.layout import Word, lay_out
from tests.bench.producers.metrics import Metrics
from tests.bench.producers.rules import Drafting, Fill
from tests.bench.producers.score import DOUBTFUL, MISSING, RIGHT, WRONG, score
from tests.bench.producers.seeds import generator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from tests.bench.producers.layout import Page
    from tests.bench.producers.rules import Path as Stroke

MM = 25.4 / 72
CAN = Abilities(tuple(Rules), TRUETYPE)
SPACES = (
    ("ofd:", "http://www.ofdspec.org/2016"),
    ("", "http://www.ofdspec.org/2016"),
    ("ofd:", "http://www.ofdspec.org"),
    ("", ""),
)
OUTLINE, SHADOW, BOLD = 0.35, 0.7, 0.02  # points, points, of the em: as the PDF producers have them


@dataclass(frozen=True, slots=True)
class Manner:
    """How a program writes: drawn at random for each file."""

    prefix: str
    space: str
    unit: float  # millimetres of one unit of an object's own space
    fonts: str  # "glyphs": by number, without characters; "characters": by the font's own table
    single: bool  # a character an object
    spelt: bool  # distances one by one, not as runs
    template: bool  # lines and shades on a template
    blocks: bool
    clipped: bool  # each text with a clip of its own around it
    drafting: Drafting

    @classmethod
    def draw(cls, rng: Random) -> Manner:
        """A manner."""
        prefix, space = rng.choice(SPACES)
        return cls(
            prefix,
            space,
            rng.choice((1.0, 1.0, MM, 0.01)),
            rng.choice(("glyphs", "characters", "characters")),
            rng.random() < 0.3,
            rng.random() < 0.4,
            rng.random() < 0.3,
            rng.random() < 0.3,
            rng.random() < 0.2,
            rng.choice(tuple(Drafting)),
        )


class Fonts:
    """The fonts of one file, cut down to the characters that it uses."""

    def __init__(self, pages: Sequence[Page], *, with_characters: bool) -> None:
        words = [item for page in pages for item in page.items if isinstance(item, Word)]
        self.names = sorted({word.font for word in words})
        self.files: list[bytes] = []
        self._glyphs: dict[str, dict[str, int]] = {}
        self._widths: dict[str, dict[str, float]] = {}
        for name in self.names:
            used = {char for word in words if word.font == name for char in word.text}
            self._cut(name, used, with_characters=with_characters)

    def _cut(self, name: str, used: set[str], *, with_characters: bool) -> None:
        from fontTools import subset, ttLib

        file = locate(name)
        font = ttLib.TTFont(file.path, fontNumber=file.index, lazy=True)
        options = subset.Options(
            notdef_outline=True,
            layout_features=[],
            hinting=False,
            drop_tables=["BDF ", "FFTM", "GSUB", "GPOS", "GDEF"],
        )
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes={ord(char) for char in used})
        cutter.subset(font)
        table, units = font.getBestCmap(), font["head"].unitsPerEm
        self._glyphs[name] = {chr(code): font.getGlyphID(one) for code, one in table.items()}
        self._widths[name] = {
            chr(code): font["hmtx"][one][0] / units for code, one in table.items()
        }
        if not with_characters:
            del font["cmap"]
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        self.files.append(out.getvalue())

    def number(self, name: str) -> int:
        """The font's number in the file."""
        return 3 + self.names.index(name)

    def glyph(self, name: str, char: str) -> int:
        """The number of a character's glyph; 0 where the font has none."""
        return self._glyphs[name].get(char, 0)

    def width(self, name: str, char: str) -> float:
        """How far a character takes its line, of the size of type."""
        return self._widths[name].get(char, 1.0)


class Writer:
    """Writes the items of ``layout`` in a manner."""

    def __init__(self, manner: Manner, fonts: Fonts) -> None:
        self._manner, self._fonts = manner, fonts
        self._id = 100

    def package(self, pages: Sequence[Page]) -> bytes:
        """The file."""
        manner, parts = self._manner, {}
        body = "<DocBody><DocInfo/><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody>"
        parts["OFD.xml"] = self._xml("OFD", body)
        listed, templates = "", ""
        for number, page in enumerate(pages):
            items = list(page.items)
            if manner.template:
                below = [one for one in items if not isinstance(one, Word)]
                items = [one for one in items if isinstance(one, Word)]
                parts[f"Doc_0/T{number}.xml"] = self._xml("Page", self._content(below))
                templates += f'<TemplatePage ID="{50 + number}" BaseLoc="T{number}.xml"/>'
            used = f'<Template TemplateID="{50 + number}"/>' * manner.template
            box = f"0 0 {page.width * MM:.4f} {page.height * MM:.4f}"
            area = f"<Area><PhysicalBox>{box}</PhysicalBox></Area>"
            parts[f"Doc_0/P{number}.xml"] = self._xml("Page", area + used + self._content(items))
            listed += f'<Page ID="{10 + number}" BaseLoc="P{number}.xml"/>'
        fonts = ""
        for name, data in zip(self._fonts.names, self._fonts.files, strict=True):
            number = self._fonts.number(name)
            parts[f"Doc_0/Res/F{number}.ttf"] = data
            fonts += (
                f'<Font ID="{number}" FontName="{name}"><FontFile>F{number}.ttf</FontFile></Font>'
            )
        parts["Doc_0/Res.xml"] = self._xml("Res", f"<Fonts>{fonts}</Fonts>", ' BaseLoc="Res"')
        common = "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
        common += f"<DocumentRes>Res.xml</DocumentRes>{templates}"
        document = f"<CommonData>{common}</CommonData><Pages>{listed}</Pages>"
        parts["Doc_0/Document.xml"] = self._xml("Document", document)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _xml(self, root: str, inner: str, attributes: str = "") -> bytes:
        prefix, space = self._manner.prefix, self._manner.space
        declared = f' xmlns{":" * bool(prefix)}{prefix.rstrip(":")}="{space}"' if space else ""
        text = f"<{root}{declared}{attributes}>{inner}</{root}>"
        if prefix:
            text = text.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
        return ('<?xml version="1.0" encoding="utf-8"?>' + text).encode()

    def _content(self, items: Sequence[Any]) -> str:
        inner = "".join(part for item in items for part in self._item(item))
        if self._manner.blocks:
            inner = f'<PageBlock ID="1">{inner}</PageBlock>'
        return f'<Content><Layer ID="2">{inner}</Layer></Content>'

    def _item(self, item: Word | Fill | Stroke) -> Iterator[str]:
        if isinstance(item, Word):
            yield from self._word(item)
        elif isinstance(item, Fill):
            x0, y0, x1, y1 = (one * MM for one in (item.x0, item.y0, item.x1, item.y1))
            wide, high = (x1 - x0) / self._manner.unit, (y1 - y0) / self._manner.unit
            data = f"M 0 0 L {wide:.4f} 0 L {wide:.4f} {high:.4f} L 0 {high:.4f} C"
            ink = f'<FillColor Value="{_rgb(item.colour)}"/>'
            yield self._path((x0, y0, x1, y1), 'Fill="true" Stroke="false"', ink, data)
        else:
            xs, ys = zip(*item.points, strict=True)
            x0, y0, x1, y1 = (one * MM for one in (min(xs), min(ys), max(xs), max(ys)))
            unit = self._manner.unit
            steps = [
                f"{(x * MM - x0) / unit:.4f} {(y * MM - y0) / unit:.4f}" for x, y in item.points
            ]
            data = "M " + " L ".join(steps)
            ink = f'<StrokeColor Value="{_rgb(item.colour)}"/>'
            said = f'LineWidth="{item.width * MM / unit:.4f}"'
            if item.dash:
                said += f' DashPattern="{" ".join(f"{one * MM / unit:.4f}" for one in item.dash)}"'
            said += ' Cap="Round"' * item.round_caps
            yield self._path((x0, y0, x1, y1), said, ink, data)

    def _path(self, box: tuple[float, float, float, float], said: str, ink: str, data: str) -> str:
        self._id += 1
        x0, y0, x1, y1 = box
        return (
            f'<PathObject ID="{self._id}" Boundary="{x0:.4f} {y0:.4f} {x1 - x0:.4f} {y1 - y0:.4f}"'
            f"{self._ctm(0)} {said}>{ink}<AbbreviatedData>{data}</AbbreviatedData></PathObject>"
        )

    def _ctm(self, degrees: float) -> str:
        unit = self._manner.unit
        if unit == 1.0 and not degrees:
            return ""
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        numbers = (unit * cosine, -unit * sine, unit * sine, unit * cosine)
        return f' CTM="{" ".join(f"{one:.6f}" for one in numbers)} 0 0"'

    def _word(self, word: Word) -> Iterator[str]:
        shift = SHADOW if word.ink is Ink.SHADOW else 0.0
        if word.ink is Ink.SHADOW:
            yield from self._set(word, shift, shift, "#bbbbbb")
        yield from self._set(word, 0.0, 0.0, word.colour)
        if word.ink is Ink.BOLD:
            yield from self._set(word, BOLD * word.size, 0.0, word.colour)
        if word.ink is Ink.UNDERLINED:
            wide = sum(self._fonts.width(word.font, char) for char in word.text) * word.size
            y = word.y + 0.12 * word.size
            yield self._path(
                (word.x * MM, y * MM, (word.x + wide) * MM, y * MM),
                f'LineWidth="{0.5 * MM / self._manner.unit:.4f}"',
                f'<StrokeColor Value="{_rgb(word.colour)}"/>',
                f"M 0 0 L {wide * MM / self._manner.unit:.4f} 0",
            )

    def _set(self, word: Word, aside: float, down: float, colour: str) -> Iterator[str]:
        """The word's characters in one object, or each in its own."""
        x = word.x + aside
        pieces = list(word.text) if self._manner.single and not word.angle else [word.text]
        for piece in pieces:
            if piece.strip():
                yield self._object(word, piece, x, word.y + down, colour)
            x += sum(self._fonts.width(word.font, char) for char in piece) * word.size

    def _object(self, word: Word, text: str, x: float, y: float, colour: str) -> str:
        self._id += 1
        manner, fonts = self._manner, self._fonts
        unit, size = manner.unit, word.size * MM / manner.unit
        steps = [fonts.width(word.font, char) * size for char in text]
        wide, high = sum(steps) * unit, 1.3 * word.size * MM
        across = f' DeltaX="{_distances(steps[:-1], manner.spelt)}"' if len(text) > 1 else ""
        glyphs = ""
        if manner.fonts == "glyphs":
            listed = " ".join(str(fonts.glyph(word.font, char)) for char in text)
            counts = f'CodeCount="{len(text)}" GlyphCount="{len(text)}"'
            glyphs = (
                f'<CGTransform CodePosition="0" {counts}><Glyphs>{listed}</Glyphs></CGTransform>'
            )
        ink = f'<FillColor Value="{_rgb(colour)}"/>'
        said = ""
        if word.ink is Ink.HOLLOW:
            ink = f'<StrokeColor Value="{_rgb(colour)}"/>'
            said = f' Fill="false" Stroke="true" LineWidth="{OUTLINE * MM / unit:.4f}"'
        top = word.size * MM
        if word.angle:  # a watermark: bounds as large as the paper
            bounds, at = f"{x * MM:.4f} {y * MM:.4f} 400 400", 'X="0" Y="0"'
            bounds = f"{x * MM:.4f} {y * MM - 300:.4f} 400 400"
            ctm = self._ctm(word.angle).replace(' 0 0"', ' 0 300"')
            if not ctm.endswith('0 300"'):
                ctm = f' CTM="{unit} 0 0 {unit} 0 300"'
        else:
            bounds = f"{x * MM:.4f} {y * MM - top:.4f} {wide:.4f} {high:.4f}"
            at, ctm = f'X="0" Y="{size:.4f}"', self._ctm(0)
        clip = ""
        if manner.clipped and not word.angle:
            data = (
                f"M -1 -1 L {wide + 1:.4f} -1 L {wide + 1:.4f} {high + 1:.4f} L -1 {high + 1:.4f} C"
            )
            path = f"<Path><AbbreviatedData>{data}</AbbreviatedData></Path>"
            clip = f"<Clips><Clip><Area>{path}</Area></Clip></Clips>"
        return (
            f'<TextObject ID="{self._id}" Boundary="{bounds}"{ctm} Font="{fonts.number(word.font)}"'
            f' Size="{size:.4f}"{said}>{clip}{ink}{glyphs}<TextCode {at}{across}>{escape(text)}'
            "</TextCode></TextObject>"
        )


def _rgb(colour: str) -> str:
    return " ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _distances(steps: Sequence[float], spelt: bool) -> str:  # noqa: FBT001 - a manner's own
    said = [f"{step:.4f}" for step in steps]
    if spelt or len(set(said)) > 1:
        return " ".join(said)
    return f"g {len(said)} {said[0]}"


def made(half: str, number: int) -> tuple[bytes, dict[str, Any]]:
    """A file and its truth."""

    def rng(purpose: str) -> Any:
        return generator(half, "ofd", number, purpose)

    found = figures.draw(rng("figures"))
    look = dress.draw(rng("dress"), CAN)
    on_paper = printed.put_on_paper(found, look, rng("printed"))
    blocks = story.tell(found, on_paper.sheet, rng("story"))
    manner = Manner.draw(rng("manner"))
    pages = lay_out(blocks, look, Metrics(), manner.drafting)
    fonts = Fonts(pages, with_characters=manner.fonts == "characters")
    truth = {"what": f"{manner} {look.title()}", "cells": on_paper.cells}
    return Writer(manner, fonts).package(pages), truth


def _make(options: argparse.Namespace) -> int:
    options.out.mkdir(parents=True, exist_ok=True)
    for number in range(options.first, options.first + options.count):
        data, truth = made(options.half, number)
        target = options.out / f"ofd-{number:03d}.ofd"
        target.write_bytes(data)
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        target.with_suffix(".truth.json").write_text(text, "utf-8")
    return 0


def _score(options: argparse.Namespace) -> int:
    from checker.isolation.read import read_report
    from checker.rulebook.load import load_forms

    forms = load_forms()
    every: Counter[str] = Counter()
    seconds = []
    for path in sorted(options.folder.glob("*.ofd")):
        truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))
        started = time.process_time()
        report = read_report(path, forms)
        seconds.append(time.process_time() - started)
        one = score(path.stem, truth, report)
        every += one.counts
        if not one.is_whole:
            lines = "".join(f"\n  {words}" for words in one.bad)
            counted = dict(sorted(one.counts.items()))
            sys.stdout.write(f"{path.stem} {counted} {one.refusal}\n  {truth['what']}{lines}\n")
    total = every.total() or 1
    counts = ", ".join(f"{every[key]} {key}" for key in (RIGHT, WRONG, DOUBTFUL, MISSING))
    middle = sorted(seconds)[len(seconds) // 2] if seconds else 0.0
    share = 100 * every[RIGHT] / total
    sys.stdout.write(f"{len(seconds)} files: {counts}; {share:.2f} % right, {middle:.2f} s CPU\n")
    return 1 if every[WRONG] or not seconds else 0


def main() -> int:
    """Make or score, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ofd")
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make")
    make.add_argument("--half", choices=("quick", "tune", "accept"), default="quick")
    make.add_argument("--out", type=Path, required=True)
    make.add_argument("--first", type=int, default=0)
    make.add_argument("--count", type=int, default=20)
    make.set_defaults(run=_make)
    count = commands.add_parser("score")
    count.add_argument("folder", type=Path)
    count.set_defaults(run=_score)
    options = parser.parse_args()
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    sys.exit(main())
