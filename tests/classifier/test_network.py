"""The encoder's arithmetic: whole numbers, the same to the bit whatever the order of summing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.classifier.network import HEADS, Layer, Linear, Network, Norm
from reviewer.classifier.weights import load, quantised, save


def _linear(rng: np.random.Generator, inputs: int, outputs: int) -> Linear:
    return quantised(rng.normal(0, 0.05, (inputs, outputs)), rng.normal(0, 0.1, outputs))


def _norm(rng: np.random.Generator, width: int) -> Norm:
    return Norm(rng.normal(1, 0.1, width).astype(np.float32), rng.normal(0, 0.1, width).astype(np.float32))


def _network(seed: int, width: int = 48, inner: int = 1536) -> Network:
    rng = np.random.default_rng(seed)
    layers = tuple(
        Layer(
            attention=_linear(rng, width, 3 * width),
            out=_linear(rng, width, width),
            out_norm=_norm(rng, width),
            up=_linear(rng, width, inner),
            down=_linear(rng, inner, width),
            down_norm=_norm(rng, width),
        )
        for _ in range(2)
    )
    words = rng.integers(-127, 128, (90, width)).astype(np.int8)
    places = rng.normal(0, 0.1, (256, width)).astype(np.float16).astype(np.float32)
    return Network(words, rng.uniform(0.001, 0.002, 90).astype(np.float32), places, _norm(rng, width), layers, _linear(rng, width, 5))


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_a_product_of_matrices_is_exact(seed: int, rows: int) -> None:
    """Floats give what whole numbers of 64 bits give, for the longest sums that the encoder takes."""
    rng = np.random.default_rng(seed)
    layer = Linear(
        rng.integers(-127, 128, (1536, 7)).astype(np.float32),
        rng.uniform(0.001, 0.1, 7).astype(np.float32),
        rng.normal(0, 1, 7).astype(np.float32),
    )
    x = rng.normal(0, 3, (rows, 1536)).astype(np.float32)
    step = np.abs(x).max(axis=-1, keepdims=True) / np.float32(127) + np.float32(1e-9)
    whole = np.rint(x / step).astype(np.int64) @ layer.weight.astype(np.int64)
    assert np.array_equal(layer(x), (whole.astype(np.float32) * step) * layer.scale + layer.bias)


@pytest.mark.parametrize("length", [3, 128, 129, 256])
def test_the_largest_weights_stay_within_exact_sums(length: int) -> None:
    """Every product at its bound, attention over the longest window included, changes nothing when the order of summing changes."""
    network = _network(1)
    loud = network._replace(words=np.full_like(network.words, 127), words_scale=np.full_like(network.words_scale, 0.5))
    numbers = [n % 90 for n in range(length)]
    first = loud.logits(numbers, [(0, length)])
    assert np.isfinite(first).all()
    turned = loud._replace(layers=tuple(_turned(layer) for layer in loud.layers))
    assert np.array_equal(first, turned.logits(numbers, [(0, length)]))


def _turned(layer: Layer) -> Layer:
    """The same layer with its inner units in another order, so that every sum over them runs otherwise."""
    order = np.random.default_rng(3).permutation(layer.up.weight.shape[1])
    up = Linear(layer.up.weight[:, order], layer.up.scale[order], layer.up.bias[order])
    return layer._replace(up=up, down=layer.down._replace(weight=layer.down.weight[order]))


def test_weights_survive_the_disk(tmp_path: Any) -> None:
    network = _network(2)
    save(tmp_path / "weights.npz", network)
    again = load(tmp_path / "weights.npz")
    spans = [(0, 4), (5, 9)]
    assert np.array_equal(network.logits(range(10), spans), again.logits(range(10), spans))


def test_a_network_has_as_many_heads_as_its_width_allows() -> None:
    assert 48 % HEADS == 0
