"""Networks of one hidden layer (280-64-10, 280-32-2), learnt in floats with Adam.

They are then cut to whole numbers of 8 bits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy

from checker.documents.second_reading.digit_shapes import ACTIVE, COLUMNS, LEVELS, ROWS, layer_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[numpy.float32]

DIGITS, LETTERS = (64, 10), (32, 2)  # hidden units and classes
_BATCH = 256
_RATE = 2e-3
_DECAY = 2e-5  # keeps weights small enough for 8 bits
_SMOOTH = 0.01  # of certainty given to other digits, so that sharp looks do not blow up weights
_INT8 = 127


@dataclass(slots=True)
class Network:
    """Weights in floats: hidden (280 × n), its bias, output (n × classes), its bias."""

    layers: list[Floats]

    def scores(self, looks: NDArray[numpy.uint8]) -> Floats:
        """Log-odds of each class."""
        hidden, hidden_bias, out, out_bias = self.layers
        active: Floats = numpy.maximum(_flat(looks) @ hidden + hidden_bias, 0)
        scores: Floats = (active @ out + out_bias).astype(numpy.float32)
        return scores


def _flat(looks: NDArray[numpy.uint8]) -> Floats:
    flat: Floats = looks.reshape(len(looks), ROWS * COLUMNS).astype(numpy.float32)
    return flat / numpy.float32(LEVELS)


def learn(
    looks: NDArray[numpy.uint8],
    classes: NDArray[numpy.int64],
    seed: int,
    epochs: int,
    units: tuple[int, int] = DIGITS,
) -> Network:
    """A network that tells these looks apart; the same one for the same seed and looks."""
    chance = numpy.random.default_rng(seed)
    sizes = (ROWS * COLUMNS, *units)
    layers: list[Floats] = []
    for fan_in, fan_out in ((sizes[0], sizes[1]), (sizes[1], sizes[2])):
        spread = (2 / fan_in) ** 0.5
        layers.append(chance.normal(0, spread, (fan_in, fan_out)).astype(numpy.float32))
        layers.append(numpy.zeros(fan_out, numpy.float32))
    network = Network(layers)
    first = [numpy.zeros_like(layer) for layer in layers]
    second = [numpy.zeros_like(layer) for layer in layers]
    step = 0
    for epoch in range(epochs):
        rate = _RATE * 0.5 * (1 + numpy.cos(numpy.pi * epoch / epochs))
        order = chance.permutation(len(looks))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            step += 1
            gradients = _gradients(network, _flat(looks[batch]), classes[batch])
            for layer, gradient, mean, square in zip(layers, gradients, first, second, strict=True):
                mean[:] += 0.1 * (gradient - mean)
                square[:] += 0.001 * (gradient * gradient - square)
                slope = mean / (1 - 0.9**step)
                size = numpy.sqrt(square / (1 - 0.999**step)) + 1e-8
                layer[:] -= numpy.float32(rate) * (slope / size + _DECAY * layer)
    return network


def _gradients(network: Network, flat: Floats, classes: NDArray[numpy.int64]) -> list[Floats]:
    hidden, hidden_bias, out, out_bias = network.layers
    before = flat @ hidden + hidden_bias
    active = numpy.maximum(before, 0)
    scores = active @ out + out_bias
    odds = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    wanted = numpy.full_like(odds, _SMOOTH / odds.shape[1])
    wanted[numpy.arange(len(classes)), classes] += 1 - _SMOOTH
    error = (odds - wanted) / len(flat)
    back = (error @ out.T) * (before > 0)
    return [flat.T @ back, back.sum(axis=0), active.T @ error, error.sum(axis=0)]


def quantised(
    network: Network, looks: NDArray[numpy.uint8], about: Mapping[str, Any]
) -> NDArray[numpy.void]:
    """The network in whole numbers as the data file holds it; ``looks`` show how far units go."""
    hidden, hidden_bias, out, out_bias = network.layers
    told = json.dumps(about, ensure_ascii=True, sort_keys=True).encode()
    weights = numpy.zeros((), layer_type(len(told), *out.shape))
    weights["about"] = told
    scale = _INT8 / float(abs(hidden).max())
    weights["hidden"] = numpy.rint(hidden * scale).T.astype(numpy.int8)
    weights["hidden_bias"] = numpy.rint(hidden_bias * scale * LEVELS)
    reach = float(numpy.maximum(_flat(looks) @ hidden + hidden_bias, 0).max()) * scale * LEVELS
    shift = max(0, int(numpy.ceil(numpy.log2(reach / ACTIVE))))
    weights["shift"] = shift
    unit = scale * LEVELS / 2**shift  # a hidden unit of 1 in the network's whole numbers
    out_scale = _INT8 / float(abs(out).max())
    weights["classes"] = numpy.rint(out * out_scale).T.astype(numpy.int8)
    # the cut rounds down: half a step is lost on each active unit, on average
    weights["classes_bias"] = numpy.rint(out_bias * out_scale * unit)
    weights["unit"] = round(out_scale * unit)
    return weights
