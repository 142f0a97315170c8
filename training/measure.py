"""`python -m training.measure FILE...`: precision and recall of each act by bar, on marked drafts, as the reviewer reads them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from reviewer import resources
from reviewer.classifier import Encoder
from reviewer.reviews import Reviewer
from training.examples import ACTS, Example, marked

_PRECISIONS = (0.95, 0.9, 0.8, 0.6)


def main() -> None:
    """Print, for each act, at which logit each precision is reached and what is recalled there."""
    parser = argparse.ArgumentParser(prog="python -m training.measure", description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--classifier", type=Path, default=resources.classifier_root())
    given = parser.parse_args()
    encoder, tokenizer = Encoder(given.classifier), Reviewer(classifier=False)._engine.tokenizer
    examples = [example for file in given.files for example in marked(file, tokenizer) if example.sentences]
    rows = [row for example in examples for row in rows_of(encoder, example)]
    for column, act in enumerate(ACTS):
        known = [(logits[column], acts[column]) for acts, logits in rows if acts[column] is not None]
        if sum(done or 0 for _, done in known) >= 3:
            print(line(act, known))


def rows_of(encoder: Encoder, example: Example) -> Iterator[tuple[tuple[int | None, ...], Sequence[float]]]:
    """Give what is known of each sentence, and the logits of it."""
    for acts, logits in zip(example.acts, encoder.logits(example.channel, example.sentences), strict=True):
        if logits is not None:
            yield acts, logits


def line(act: str, known: Sequence[tuple[float, int | None]]) -> str:
    """One row of the table."""
    order = sorted(known, key=lambda pair: -pair[0])
    done = np.array([pair[1] for pair in order])
    hits = done.cumsum()
    precision, recall = hits / np.arange(1, len(done) + 1), hits / done.sum()
    parts = []
    for wanted in _PRECISIONS:
        places = np.flatnonzero(precision >= wanted)
        at = f"{recall[places[-1]]:.2f} from {order[places[-1]][0]:+.1f}" if len(places) else "never"
        parts.append(f"P {wanted:.2f}: R {at:<15}")
    low = np.quantile([logit for logit, one in known if one], 0.03)
    return f"{act:9} n {int(done.sum()):4}  {'  '.join(parts)}  3 % of them lie below {low:+.1f}"


if __name__ == "__main__":
    main()
