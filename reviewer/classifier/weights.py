"""Weights on disk: every matrix as bytes with a scale for each output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.classifier.network import Array, Layer, Linear, Network, Norm


def load(path: Path) -> Network:
    """Read a network; matrices become floats once, so that they multiply fast."""
    with np.load(path, allow_pickle=False) as arrays:
        return _network({name: arrays[name] for name in arrays.files})


def save(path: Path, network: Network) -> None:
    """Write a network, its matrices as bytes."""
    np.savez(path, allow_pickle=False, **dict(_arrays(network)))


def quantised(weight: Array, bias: Array) -> Linear:
    """Round a layer (input by output) to whole numbers, each output with its own scale."""
    scale = np.abs(weight).max(axis=0) / 127 + 1e-12
    return Linear(np.rint(weight / scale).astype(np.float32), scale.astype(np.float32), bias.astype(np.float32))


def _arrays(network: Network) -> Iterator[tuple[str, Array]]:
    yield from (("words", network.words), ("words_scale", network.words_scale), ("places", network.places.astype(np.float16)))
    yield from _named("norm", network.norm)
    yield from _named("head", network.head)
    for n, layer in enumerate(network.layers):
        for name, part in layer._asdict().items():
            yield from _named(f"{n}.{name}", part)


def _named(name: str, part: Linear | Norm) -> Iterator[tuple[str, Array]]:
    for key, value in part._asdict().items():
        yield f"{name}.{key}", value.astype(np.int8) if isinstance(part, Linear) and key == "weight" else value


def _network(arrays: Mapping[str, Any]) -> Network:
    def linear(name: str) -> Linear:
        return Linear(arrays[f"{name}.weight"].astype(np.float32), arrays[f"{name}.scale"], arrays[f"{name}.bias"])

    def norm(name: str) -> Norm:
        return Norm(arrays[f"{name}.weight"], arrays[f"{name}.bias"])

    depth = 1 + max(int(name.split(".")[0]) for name in arrays if name[0].isdigit())
    layers = tuple(
        Layer(
            attention=linear(f"{n}.attention"),
            out=linear(f"{n}.out"),
            out_norm=norm(f"{n}.out_norm"),
            up=linear(f"{n}.up"),
            down=linear(f"{n}.down"),
            down_norm=norm(f"{n}.down_norm"),
        )
        for n in range(depth)
    )
    return Network(arrays["words"], arrays["words_scale"], arrays["places"].astype(np.float32), norm("norm"), layers, linear("head"))
