"""Makers of damaged, hostile and odd PDFs, each from a good report.

``make(target, source)`` writes ``target`` from the report ``source`` and returns it. Every
maker takes well under a second and, encryption apart, writes the same bytes at every run.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.support.odd_pages import (
    a0_big_box,
    a0_user_unit,
    crop_box,
    form_xobject,
    hidden_ocr_layer,
    other_origin,
    poster,
    rotate_90,
    rotate_180,
    rotate_270,
    scan,
    turned_back,
    turned_content,
)
from tests.support.paper import Pen, add_page, font, lines, save
from tests.support.strangers import blank_form, budget, old_report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Maker: TypeAlias = Callable[[Path, Path], Path]

PASSWORD = "opensesame"  # noqa: S105  (a test document's, to be opened by tests)
_BOMB_MEGABYTES = 300


# --- not a PDF, or not all of one --------------------------------------------------------


def not_a_pdf(target: Path, source: Path) -> Path:
    """A text file with the name of a PDF."""
    target.write_text("某市2023年政府信息公开工作年度报告\n", "utf-8")
    return target


def docx_renamed(target: Path, source: Path) -> Path:
    """A Word document with the name of a PDF."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "<x/>")
    return target


def empty_file(target: Path, source: Path) -> Path:
    """No byte at all."""
    target.write_bytes(b"")
    return target


def truncated_60(target: Path, source: Path) -> Path:
    """The first 60 % of the file."""
    return _truncated(target, source, 60)


def truncated_95(target: Path, source: Path) -> Path:
    """The first 95 % of the file: all pages are there, the cross-reference table is not."""
    return _truncated(target, source, 95)


def _truncated(target: Path, source: Path, percent: int) -> Path:
    whole = source.read_bytes()
    target.write_bytes(whole[: len(whole) * percent // 100])
    return target


def no_xref(target: Path, source: Path) -> Path:
    """All objects, but neither cross-reference table nor trailer."""
    buffer = io.BytesIO()
    with pikepdf.open(source) as pdf:
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    whole = buffer.getvalue()
    target.write_bytes(whole[: whole.rindex(b"\nxref")])
    return target


def junk_before_header(target: Path, source: Path) -> Path:
    """A kilobyte of mail headers before ``%PDF``."""
    target.write_bytes(b"Content-Type: application/pdf\r\n\r\n" * 30 + source.read_bytes())
    return target


def corrupt_stream(target: Path, source: Path) -> Path:
    """Noise in the middle of the compressed content of each page."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            stream = page.obj.Contents
            packed = bytearray(zlib.compress(stream.read_bytes()))
            middle = len(packed) // 2
            packed[middle : middle + 64] = bytes(range(64))
            stream.write(bytes(packed), filter=Name.FlateDecode)
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
        )
    target.write_bytes(buffer.getvalue())
    return target


# --- locked ------------------------------------------------------------------------------


def user_password(target: Path, source: Path) -> Path:
    """Opens with ``PASSWORD`` only."""
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=PASSWORD, R=6))
    return target


def owner_password(target: Path, source: Path) -> Path:
    """Opens for everyone; its author does not allow text to be taken out."""
    allow = pikepdf.Permissions(extract=False, modify_other=False)
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user="", R=6, allow=allow))
    return target


# --- pages -------------------------------------------------------------------------------


def zero_pages(target: Path, source: Path) -> Path:
    """A document without a page."""
    with Pdf.new() as pdf:
        return save(pdf, target)


def looped_page_tree(target: Path, source: Path) -> Path:
    """The page tree is one of its own children, behind the last page."""
    with pikepdf.open(source) as pdf:
        tree = pdf.Root.Pages
        tree.Kids.append(tree)
        return save(pdf, target)


def two_hundred_pages(target: Path, source: Path) -> Path:
    """The report in front of an annex of prose: 200 pages, tables on three of them."""
    with pikepdf.open(source) as pdf:
        pen = Pen()
        lines(pen, 790, 12, ["附件：依法行政情况说明，予以公开、不予公开的决定均已登记。"] * 30)
        add_page(pdf, pen, font(pdf))
        annex = pdf.pages[-1]
        while len(pdf.pages) < 200:
            pdf.pages.append(annex)
        return save(pdf, target)


# --- content -----------------------------------------------------------------------------


def no_to_unicode(target: Path, source: Path) -> Path:
    """Prose in glyphs without a Unicode map: what is seen cannot be read from the file.

    Its tables would tell what the glyphs are: they are left out (see ``documents/pdf/decipher``).
    """
    with pikepdf.open(source) as pdf:
        del pdf.pages[1:]
        for each in pdf.objects:
            if isinstance(each, Dictionary) and "/ToUnicode" in each:
                del each["/ToUnicode"]
        return save(pdf, target)


def many_paths(target: Path, source: Path) -> Path:
    """100,000 tiny lines on each page that holds 表三."""
    strokes = "\n".join(
        f"{x} {y} m {x + 1} {y} l S" for x in range(40, 540) for y in range(30, 830, 4)
    )
    with pikepdf.open(source) as pdf:
        hatching = Stream(pdf, f"q 0.1 w 0.9 G\n{strokes}\nQ\n".encode())
        for page in pdf.pages[2:4]:
            page.contents_add(hatching, prepend=True)
        return save(pdf, target)


def deflate_bomb(target: Path, source: Path) -> Path:
    """A page whose 300 kB of compressed content unfold to 300 MB of spaces."""
    megabyte = b" " * 1_000_000
    packer = zlib.compressobj(9)
    header = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    for _ in range(_BOMB_MEGABYTES):
        checksum = zlib.adler32(megabyte, checksum)
    ending = b"\x03\x00" + checksum.to_bytes(4, "big")  # an empty last block
    with pikepdf.open(source) as pdf:
        page = pdf.pages[2]
        bomb = Stream(pdf, b"")
        bomb.write(header + block * _BOMB_MEGABYTES + ending, filter=Name.FlateDecode)
        page.obj.Contents = Array([pdf.make_indirect(bomb), page.obj.Contents])
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            deterministic_id=True,
        )
    target.write_bytes(buffer.getvalue())
    return target


def javascript(target: Path, source: Path) -> Path:
    """A script that wants to run when the file is opened."""
    with pikepdf.open(source) as pdf:
        script = pikepdf.String("app.alert('opened');")
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=script)
        return save(pdf, target)


MAKERS: Mapping[str, Maker] = {
    maker.__name__: maker
    for maker in (
        not_a_pdf,
        docx_renamed,
        empty_file,
        truncated_60,
        truncated_95,
        no_xref,
        junk_before_header,
        corrupt_stream,
        user_password,
        owner_password,
        zero_pages,
        looped_page_tree,
        two_hundred_pages,
        a0_user_unit,
        a0_big_box,
        poster,
        rotate_90,
        rotate_180,
        rotate_270,
        turned_content,
        turned_back,
        crop_box,
        other_origin,
        form_xobject,
        no_to_unicode,
        many_paths,
        deflate_bomb,
        javascript,
        scan,
        hidden_ocr_layer,
        budget,
        old_report,
        blank_form,
    )
}
