"""``python -m tests.bench.digits fetch|train|letters|measure|reports``: see ``--help``."""

from __future__ import annotations

import argparse
import json
import random
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy

from checker.documents.pdf.rendering import RENDER_DPI
from checker.documents.second_reading.digit_shapes import DIGIT, Shapes, digit_shapes
from checker.documents.second_reading.shape_check import CLOSE_DPI
from tests.bench.digits import families, fonts, letters, network
from tests.bench.digits.measure import figures
from tests.bench.digits.reports import count
from tests.bench.digits.specimen import Looks, looks, plain_looks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    from tests.bench.digits.face import Face
    from tests.bench.digits.families import Design

SEED = 20240115
EPOCHS = 24
PAGES = 1  # of each face, each resolution
_FOLDER = Path("build/digits")
_SHIPPED = files("checker.documents.second_reading")
_WEIGHTS, _LETTER_WEIGHTS = _SHIPPED / "digit_shapes.npy", _SHIPPED / "letter_shapes.npy"
_SIZES = (RENDER_DPI, CLOSE_DPI)  # the two resolutions that the program looks at


def main(arguments: list[str] | None = None) -> int:
    """0 when all was done."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.digits", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    helps = {
        "fetch": "unpack the fonts (Debian packages, nothing is installed)",
        "train": "learn from half of the families and write the weights into the package",
        "letters": "learn letters from digits in the same way",
        "measure": "measure the weights in the package on the other half",
        "reports": "count false alarms and unseen lies over the digits of a folder's PDFs",
    }
    for name, told in helps.items():
        task = tasks.add_parser(name, help=told)
        task.add_argument("--folder", type=Path, default=_FOLDER, metavar="DIR", help="to work in")
    options = parser.parse_args(arguments)
    if options.task == "fetch":
        fonts.fetch(options.folder)
    elif options.task == "train":
        _train(options.folder)
    elif options.task == "letters":
        _train_letters(options.folder)
    elif options.task == "reports":
        _say(count(sorted(options.folder.glob("*.pdf"))).words())
    else:
        unseen = [design for design in _designs(options.folder) if not design.is_seen]
        measured = figures(digit_shapes(), {dpi: _looks(unseen, dpi) for dpi in _SIZES})
        _say(json.dumps(measured, indent=1))
    return 0


def _train(folder: Path) -> None:
    designs = _designs(folder)
    seen = [design for design in designs if design.is_seen]
    unseen = [design for design in designs if not design.is_seen]
    shown = {dpi: _looks(seen, dpi) for dpi in _SIZES}
    hidden = {dpi: _looks(unseen, dpi) for dpi in _SIZES}
    pixels = numpy.concatenate([shown[dpi].pixels for dpi in _SIZES])
    digits = numpy.concatenate([shown[dpi].digits for dpi in _SIZES])
    _say(f"{len(pixels)} looks of {len(seen)} designs; {len(unseen)} designs unseen")
    learnt = network.learn(pixels, digits, SEED, EPOCHS)
    about: dict[str, object] = {
        "seed": SEED,
        "seen": [" = ".join(design.names) for design in seen],
        "unseen": [" = ".join(design.names) for design in unseen],
    }
    shapes = Shapes(network.quantised(learnt, pixels, about))
    about["on unseen designs"] = figures(shapes, hidden)
    _say(json.dumps(about["on unseen designs"], indent=1))
    _save(_WEIGHTS, network.quantised(learnt, pixels, about))


def _train_letters(folder: Path) -> None:
    """The second network; which designs are seen is settled by the digits, as for the first."""
    is_seen = {face.key: design.is_seen for design in _designs(folder) for face in design.faces}
    by_kind = {
        kind: {
            seen: [face for face in faces if is_seen.get(face.key) is seen]
            for seen in (True, False)
        }
        for kind, faces in (
            ("digits", list(fonts.faces(folder))),
            ("letters", list(fonts.faces(folder, letters.letters_of))),
        )
    }
    shown, hidden = (
        {
            dpi: (
                _looks_of(by_kind["digits"][seen], dpi),
                _looks_of(by_kind["letters"][seen], dpi),
            )
            for dpi in _SIZES
        }
        for seen in (True, False)
    )
    pairs = [letters.parted(*shown[dpi]) for dpi in _SIZES]
    pixels = numpy.concatenate([looks for looks, _ in pairs])
    classes = numpy.concatenate([told for _, told in pairs])
    _say(f"{len(pixels)} looks, {int((classes == DIGIT).sum())} of them digits")
    learnt = network.learn(pixels, classes, SEED, EPOCHS, network.LETTERS)
    about: dict[str, object] = {"seed": SEED, "looks": len(pixels)}
    shapes = Shapes(network.quantised(learnt, pixels, about))
    about["on unseen designs"] = letters.figures(shapes, hidden)
    _say(json.dumps(about["on unseen designs"], indent=1))
    _save(_LETTER_WEIGHTS, network.quantised(learnt, pixels, about))


def _save(target: Traversable, weights: NDArray[numpy.void]) -> None:
    with Path(str(target)).open("wb") as stream:
        numpy.save(stream, weights)


def _designs(folder: Path) -> list[Design]:
    found = [(face, plain_looks(face)) for face in fonts.faces(folder)]
    drawn = [(face, plain) for face, plain in found if plain is not None]
    return families.designs([face for face, _ in drawn], [plain for _, plain in drawn])


def _looks(designs: Sequence[Design], dpi: int) -> Looks:
    """The looks of all faces of these designs; the same for the same fonts."""
    return _looks_of([face for design in designs for face in design.faces], dpi)


def _looks_of(faces: Sequence[Face], dpi: int) -> Looks:
    pages = [looks(face, _chance(face, page), dpi) for face in faces for page in range(PAGES)]
    return Looks(
        numpy.concatenate([page.pixels for page in pages]),
        numpy.concatenate([page.digits for page in pages]),
        numpy.concatenate([page.heights for page in pages]),
        numpy.concatenate([page.widths for page in pages]),
    )


def _chance(face: Face, page: int) -> random.Random:
    """Each page's own dresses, whatever other fonts there are."""
    name = f"{SEED} {face.family} {face.style} {face.package} {page}"
    return random.Random(name)  # noqa: S311


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
