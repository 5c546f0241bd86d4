"""Ways to damage a PDF: its bytes, its objects, what its fonts say, what its pages are told to do.

Each takes a file's bytes and random numbers and gives a damaged copy. What a file has no place for
(it has no font with a map, say) is ``UnfitError``.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from tests.documents.lies import character_map, mapped_fonts, pairs_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

MOST_LIES = 6  # entries of a font that are given to others
TEXT = frozenset({"Tj", "TJ", "'", '"'})
PLACING = frozenset({"Td", "TD", "Tm", "T*", "cm"})
MATRICES = frozenset({"cm", "Tm", "Td", "TD"})


class UnfitError(Exception):
    """The file has no place for this damage."""


def bits(pdf: bytes, rng: random.Random) -> bytes:
    """Some bits of the file are turned over."""
    damaged = bytearray(pdf)
    for _ in range(rng.randint(1, 40)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def truncated(pdf: bytes, rng: random.Random) -> bytes:
    """The file ends early."""
    return pdf[: rng.randrange(len(pdf) // 20, len(pdf))]


def hole(pdf: bytes, rng: random.Random) -> bytes:
    """A stretch of the file is missing, or nothing but zeros."""
    start = rng.randrange(len(pdf))
    end = min(len(pdf), start + rng.randint(1, 4096))
    return pdf[:start] + (b"" if rng.random() < 1 / 2 else bytes(end - start)) + pdf[end:]


def cross_references(pdf: bytes, rng: random.Random) -> bytes:
    """Digits of the cross-reference table or of where it starts are changed."""
    start = max(pdf.rfind(b"\nxref"), pdf.rfind(b"startxref"))
    if rng.random() < 1 / 2:
        start = max(0, pdf.rfind(b"\nxref"))
    damaged = bytearray(pdf)
    places = [at for at in range(start, len(pdf)) if chr(pdf[at]).isdigit()]
    for at in rng.sample(places, min(len(places), rng.randint(1, 30))):
        damaged[at] = ord(rng.choice("0123456789"))
    return bytes(damaged)


def streams(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Bytes of a page's content are changed beneath the compression."""
    page = rng.choice(list(opened.pages))
    page.contents_coalesce()
    data = bytearray(page.Contents.read_bytes())
    for _ in range(rng.randint(1, 20)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    page.Contents = opened.make_stream(bytes(data))


def compressed(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """A page's compressed content ends early or is changed as it is."""
    page = rng.choice(list(opened.pages))
    page.contents_coalesce()
    packed = bytearray(zlib.compress(page.Contents.read_bytes()))
    if rng.random() < 1 / 2:
        del packed[rng.randrange(len(packed)) :]
    else:
        packed[rng.randrange(len(packed))] ^= 0xFF
    page.Contents = pikepdf.Stream(opened, bytes(packed), Filter=Name.FlateDecode)


def swapped(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Two objects of one kind change places."""
    kind = rng.choice((pikepdf.Stream, Dictionary))
    first, second = _two([item for item in opened.objects if isinstance(item, kind)], rng)
    _exchange(first, second)


def font_programs(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Two fonts draw each other's glyphs."""
    held = {}
    for item in opened.objects:
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(item, Dictionary) and key in item:
                held[item[key].objgen] = item[key]
    _exchange(*_two(list(held.values()), rng))


def fonts_of_a_page(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Two fonts of a page go by each other's name."""
    fonts = rng.choice(list(opened.pages)).obj.get("/Resources", Dictionary()).get("/Font")
    if fonts is None:
        raise UnfitError
    one, two = _two(sorted(fonts.keys()), rng)
    fonts[one], fonts[two] = fonts[two], fonts[one]


def maps_of_fonts(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Two fonts give out their characters by each other's map."""
    one, two = _two(mapped_fonts(opened), rng)
    one.ToUnicode, two.ToUnicode = two.ToUnicode, one.ToUnicode


def entries_of_a_map(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """A font gives out some characters, digits before others, as some of its others."""
    fonts = mapped_fonts(opened)
    if not fonts:
        raise UnfitError
    font = rng.choice(fonts)
    told = dict(pairs_of(font.ToUnicode.read_bytes()))
    digits = sorted(code for code, text in told.items() if text.isdecimal())
    codes = digits if digits and rng.random() < 3 / 4 else sorted(told)
    if len(told) < 2:
        raise UnfitError
    lies = {code: told[rng.choice(sorted(told))] for code in rng.sample(
        codes, min(len(codes), rng.randint(1, MOST_LIES)))}  # fmt: skip
    wide = "/DescendantFonts" in font
    font.ToUnicode = opened.make_stream(character_map({**told, **lies}, 4 if wide else 2))


def encodings(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Names of a simple font's glyphs change places, or come into its encoding."""
    simple = [
        item
        for item in opened.objects
        if isinstance(item, Dictionary)
        and item.get("/Type") == Name.Font
        and item.get("/Subtype") in {Name.Type1, Name.TrueType, Name.Type3}
    ]
    if not simple:
        raise UnfitError
    font = rng.choice(simple)
    known = font.get("/Encoding")
    if isinstance(known, Dictionary) and "/Differences" in known:
        places = [at for at, one in enumerate(known.Differences) if isinstance(one, Name)]
        one, two = _two(places, rng)
        known.Differences[one], known.Differences[two] = (
            known.Differences[two],
            known.Differences[one],
        )
        return
    code = rng.randint(48, 56)
    names = [Name(f"/{name}") for name in ("zero", "one", "seven", "eight", "a", "comma")]
    encoding = Dictionary(Type=Name.Encoding, Differences=Array([code, *rng.sample(names, 2)]))
    if isinstance(known, Name):
        encoding.BaseEncoding = known
    font.Encoding = encoding


def type3_glyphs(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Two glyphs of a Type 3 font are drawn as each other."""
    drawn = [
        item for item in opened.objects if isinstance(item, Dictionary) and "/CharProcs" in item
    ]
    if not drawn:
        raise UnfitError
    glyphs = rng.choice(drawn).CharProcs
    for _ in range(rng.randint(1, MOST_LIES)):
        one, two = _two(sorted(glyphs.keys()), rng)
        glyphs[one], glyphs[two] = glyphs[two], glyphs[one]


def glyph_order(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """A composite font finds some of its glyphs, those of digits too, in each other's place."""
    composite = [
        item
        for item in opened.objects
        if isinstance(item, Dictionary)
        and item.get("/Subtype") == Name.Type0
        and item.DescendantFonts[0].get("/Subtype") == Name.CIDFontType2
        and "/ToUnicode" in item
    ]
    if not composite:
        raise UnfitError
    font = rng.choice(composite)
    codes = sorted(dict(pairs_of(font.ToUnicode.read_bytes())))
    inner = font.DescendantFonts[0]
    places = inner.get("/CIDToGIDMap")
    known = (
        bytearray(places.read_bytes())
        if isinstance(places, pikepdf.Stream)
        else bytearray(b"".join(gid.to_bytes(2) for gid in range(max(codes) + 1)))
    )
    for _ in range(rng.randint(1, MOST_LIES)):
        one, two = (2 * code for code in _two(codes, rng))
        known[one : one + 2], known[two : two + 2] = known[two : two + 2], known[one : one + 2]
    inner.CIDToGIDMap = opened.make_stream(bytes(known))


def operators(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Operators that show or place text are left out, doubled, or change places."""

    def harm(told: list[Any], chosen: Sequence[int]) -> None:
        for at in sorted(chosen, reverse=True):
            way = rng.randrange(3)
            if way == 0:
                del told[at]
            elif way == 1:
                told.insert(at, told[at])
            else:
                other = rng.choice(chosen)
                if other < len(told) and at < len(told):
                    told[at], told[other] = told[other], told[at]

    _content(opened, rng, TEXT | PLACING, harm)


def matrices(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Numbers of matrices and steps of a page are changed."""

    def harm(told: list[Any], chosen: Sequence[int]) -> None:
        for at in chosen:
            operands = list(told[at].operands)
            place = rng.randrange(len(operands))
            number = float(operands[place])
            operands[place] = round(number * rng.choice((-1, 0.5, 2, 1.1)) + rng.uniform(-9, 9), 3)
            told[at] = pikepdf.ContentStreamInstruction(operands, told[at].operator)

    _content(opened, rng, MATRICES, harm)


def clipping(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """From some text on, a page is cut to a box of chance, or cut no more where it was."""
    left, low = rng.uniform(0, 300), rng.uniform(0, 400)
    box = [left, low, rng.uniform(100, 400), rng.uniform(100, 600)]

    def harm(told: list[Any], chosen: Sequence[int]) -> None:
        cut = [at for at, one in enumerate(told) if str(one.operator) in {"W", "W*"}]
        if cut and rng.random() < 1 / 2:
            del told[rng.choice(cut)]
            return
        made = [([round(side, 2) for side in box], "re"), ([], "W"), ([], "n")]
        told[chosen[0] : chosen[0]] = [
            pikepdf.ContentStreamInstruction(operands, Operator(name)) for operands, name in made
        ]

    _content(opened, rng, frozenset({"BT", "cm", "q"}), harm)


def resources(opened: pikepdf.Pdf, rng: random.Random) -> None:
    """Two pages draw with each other's fonts and forms."""
    one, two = _two(list(opened.pages), rng)
    first, second = one.obj.get("/Resources"), two.obj.get("/Resources")
    if first is None or second is None or first.objgen == second.objgen != (0, 0):
        raise UnfitError
    one.obj.Resources, two.obj.Resources = second, first


def _content(
    opened: pikepdf.Pdf,
    rng: random.Random,
    wanted: frozenset[str],
    harm: Callable[[list[Any], Sequence[int]], None],
) -> None:
    """Have some operators of these names harmed in a page's content."""
    page = rng.choice(list(opened.pages))
    told: list[Any] = list(pikepdf.parse_content_stream(page))
    found = [at for at, one in enumerate(told) if str(one.operator) in wanted]
    if not found:
        raise UnfitError
    harm(told, rng.sample(found, min(len(found), rng.randint(1, 8))))
    page.Contents = opened.make_stream(pikepdf.unparse_content_stream(told))


def _two(some: Sequence[Any], rng: random.Random) -> tuple[Any, Any]:
    if len(some) < 2:
        raise UnfitError
    one, two = rng.sample(some, 2)
    return one, two


def _exchange(first: Any, second: Any) -> None:
    """Have two streams, or two dictionaries, hold each other's contents."""
    if isinstance(first, pikepdf.Stream) and isinstance(second, pikepdf.Stream):
        one, two = bytes(first.read_raw_bytes()), bytes(second.read_raw_bytes())
        filters: list[Any] = [item.get("/Filter") for item in (first, second)]
        first.write(two, filter=filters[1])
        second.write(one, filter=filters[0])
        return
    contents = [dict(item.items()) for item in (first, second)]
    for item, content in ((first, contents[1]), (second, contents[0])):
        for key in list(item.keys()):
            del item[key]
        for key, value in content.items():
            item[key] = value


def _within(
    harm: Callable[[pikepdf.Pdf, random.Random], None],
) -> Callable[[bytes, random.Random], bytes]:
    """Damage to an opened file as damage to its bytes."""

    def damage(pdf: bytes, rng: random.Random) -> bytes:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            harm(opened, rng)
            target = io.BytesIO()
            opened.save(target, deterministic_id=True)
            return target.getvalue()

    return damage


DAMAGES: Mapping[str, Callable[[bytes, random.Random], bytes]] = {
    "bits": bits,
    "truncated": truncated,
    "hole": hole,
    "xref": cross_references,
    "stream": _within(streams),
    "compressed": _within(compressed),
    "swapped": _within(swapped),
    "programs": _within(font_programs),
    "fonts": _within(fonts_of_a_page),
    "maps": _within(maps_of_fonts),
    "entries": _within(entries_of_a_map),
    "encoding": _within(encodings),
    "type3": _within(type3_glyphs),
    "order": _within(glyph_order),
    "operators": _within(operators),
    "matrices": _within(matrices),
    "clipping": _within(clipping),
    "resources": _within(resources),
}


def damaged(pdf: bytes, damage: str, rng: random.Random) -> bytes | None:
    """A damaged copy; ``None`` where the file has no place for the damage."""
    try:
        return DAMAGES[damage](pdf, rng)
    except (UnfitError, pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return None
