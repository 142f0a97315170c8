"""Writes what the reviewer reads: weights as bytes, the vocabulary, and the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.classifier.network import Layer, Network, Norm
from reviewer.classifier.weights import quantised, save
from reviewer.classifier.windows import LONGEST_WINDOW
from training.bars import write_card
from training.examples import ACTS
from training.model import Encoder


def network(model: Encoder) -> Network:
    """Round a trained model to whole numbers."""
    embeddings = model.bert.embeddings
    words = _array(embeddings.word_embeddings.weight)
    scale = np.abs(words).max(axis=1) / 127 + 1e-12
    places = _array(embeddings.position_embeddings.weight)[:LONGEST_WINDOW] + _array(embeddings.token_type_embeddings.weight)[0]
    return Network(
        words=np.rint(words / scale[:, None]).astype(np.int8),
        words_scale=scale.astype(np.float32),
        places=places.astype(np.float16).astype(np.float32),
        norm=_norm(embeddings.LayerNorm),
        layers=tuple(_layer(layer) for layer in model.bert.encoder.layer),
        head=_linear(model.head),
    )


def write(folder: Path, model: Encoder, vocabulary: Sequence[str], about: Mapping[str, object]) -> None:
    """Write `weights.npz`, `vocabulary.txt` and `card.json`."""
    folder.mkdir(exist_ok=True)
    save(folder / "weights.npz", network(model))
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    write_card(folder, {**about, "acts": list(ACTS)})


def _layer(layer: Any) -> Layer:
    own, after = layer.attention.self, layer.attention.output
    parts = [own.query, own.key, own.value]
    attention = quantised(np.concatenate([_array(p.weight).T for p in parts], axis=1), np.concatenate([_array(p.bias) for p in parts]))
    up, down = layer.intermediate.dense, layer.output.dense
    return Layer(attention, _linear(after.dense), _norm(after.LayerNorm), _linear(up), _linear(down), _norm(layer.output.LayerNorm))


def _linear(part: Any) -> Any:
    return quantised(_array(part.weight).T, _array(part.bias))


def _norm(part: Any) -> Norm:
    return Norm(_array(part.weight), _array(part.bias))


def _array(tensor: Any) -> Any:
    return tensor.detach().float().numpy()
