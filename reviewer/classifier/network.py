"""The encoder: a small transformer in integers, equal to the bit on every platform.

Matrix products run on whole numbers small enough that a float holds every partial sum exactly, so that neither the order
of summing nor fused instructions can change a result. What lies between them is additions, products, quotients and square
roots, which IEEE 754 rounds in one way, and tables of whole numbers for the exponential and the GELU.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

HEADS: Final = 12
_LEVELS: Final = 127
_EXACT: Final = 768
"""Products of two bytes that may be summed within the 24 bits of a float's mantissa: 127 * 127 * 768 is below 2**24."""
_EXP_STEP: Final = 64
_EXP: Final = np.array([round(math.exp(-t / _EXP_STEP) * 1023) for t in range(_EXP_STEP * 8)], dtype=np.float32)
_SUMMED: Final = 128
"""Keys whose weighted values may be summed exactly: 1023 * 127 * 128 is below 2**24."""
_GELU_STEP: Final = 256
_GELU_END: Final = 8 * _GELU_STEP
_GELU: Final = np.array(
    [round(x * 0.5 * (1 + math.erf(x / math.sqrt(2))) * 4096) / 4096 for x in (i / _GELU_STEP for i in range(-_GELU_END, _GELU_END + 1))],
    dtype=np.float32,
)
_FIXED: Final = 4096.0


class Linear(NamedTuple):
    """A layer of weights as whole numbers from -127 to 127, with a scale for each output."""

    weight: Array
    """Input by output."""
    scale: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        whole, step = _whole(x)
        total = whole[:, :_EXACT] @ self.weight[:_EXACT]
        for start in range(_EXACT, len(self.weight), _EXACT):
            total = total.astype(np.float64) + whole[:, start : start + _EXACT] @ self.weight[start : start + _EXACT]
        found: Array = (total.astype(np.float32) * step) * self.scale + self.bias
        return found


class Norm(NamedTuple):
    """Layer normalisation."""

    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        fixed = np.rint(x.astype(np.float64) * _FIXED)
        width = float(x.shape[-1])
        mean = fixed.sum(axis=-1, keepdims=True) / width
        spread = (fixed * fixed).sum(axis=-1, keepdims=True) / width - mean * mean
        normal = (fixed - mean) / np.sqrt(spread + 1e-12 * _FIXED * _FIXED)
        found: Array = normal.astype(np.float32) * self.weight + self.bias
        return found


class Layer(NamedTuple):
    """One layer of the transformer."""

    attention: Linear
    """Queries, keys and values side by side."""
    out: Linear
    out_norm: Norm
    up: Linear
    down: Linear
    down_norm: Norm

    def __call__(self, x: Array) -> Array:
        x = self.out_norm(x + self.out(_attend(self.attention(x))))
        return self.down_norm(x + self.down(_gelu(self.up(x))))


class Network(NamedTuple):
    """Embeddings, layers and the head that gives one logit for each act."""

    words: Array
    words_scale: Array
    places: Array
    norm: Norm
    layers: tuple[Layer, ...]
    head: Linear

    def logits(self, numbers: Sequence[int], spans: Sequence[tuple[int, int]]) -> Array:
        """Read one window of pieces and give, for each span of pieces, the logits of its acts."""
        picked = np.asarray(numbers)
        x = self.words[picked].astype(np.float32) * self.words_scale[picked][:, None] + self.places[: len(picked)]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        fixed = np.rint(x.astype(np.float64) * _FIXED)
        means = np.stack([fixed[a:b].sum(axis=0) / ((b - a) * _FIXED) for a, b in spans])
        return self.head(means.astype(np.float32))


def _whole(x: Array, over: int | tuple[int, ...] = -1) -> tuple[Array, Array]:
    """Round to whole numbers from -127 to 127, with one step for all that lies along the axes given."""
    step = np.abs(x).max(axis=over, keepdims=True) / np.float32(_LEVELS) + np.float32(1e-9)
    whole = x / step
    return np.rint(whole, out=whole), step


def _attend(mixed: Array) -> Array:
    """Let every piece look at every other; queries, keys and values lie side by side."""
    length, width = mixed.shape[0], mixed.shape[1] // 3
    query, key, value = mixed.reshape(length, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    (q, q_step), (k, k_step), (v, v_step) = _whole(query), _whole(key, (1, 2)), _whole(value, (1, 2))
    scores = q @ k.transpose(0, 2, 1)
    scores *= q_step * k_step * np.float32(_EXP_STEP / math.sqrt(width // HEADS))
    np.subtract(scores.max(axis=-1, keepdims=True), scores, out=scores)
    np.minimum(scores, np.float32(len(_EXP) - 1), out=scores)
    weights = _EXP.take(np.rint(scores, out=scores).astype(np.int16))
    seen = weights[:, :, :_SUMMED] @ v[:, :_SUMMED]
    if length > _SUMMED:
        seen = seen.astype(np.float64) + weights[:, :, _SUMMED:] @ v[:, _SUMMED:]
    joined: Array = (seen.astype(np.float32) / weights.sum(axis=-1, keepdims=True) * v_step).transpose(1, 0, 2).reshape(length, width)
    return joined


def _gelu(x: Array) -> Array:
    place = x * np.float32(_GELU_STEP)
    np.clip(np.rint(place, out=place), -_GELU_END, _GELU_END, out=place)
    place += _GELU_END
    found: Array = _GELU.take(place.astype(np.int16))
    return np.maximum(found, np.where(x > _GELU_END / _GELU_STEP, x, found), out=found)
