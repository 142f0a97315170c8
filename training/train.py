"""The training loop."""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import torch

from reviewer.classifier.windows import Window, windows
from reviewer.classifier.wordpiece import WordPiece
from training.examples import ACTS, Example
from training.model import Encoder

_BODY, _HEAD = 1e-4, 1e-3
"""Highest learning rates."""
_PIECES = 2_048
"""Of one batch, padding included."""
_KNOWN_AGAIN = 0.3
"""From the second epoch on, the half of the windows with the lower loss counts as known: each comes again with this chance."""


class Item(NamedTuple):
    """One window with what is known of it."""

    window: Window
    acts: tuple[tuple[int | None, ...], ...]
    bags: tuple[int | None, ...]


def items(examples: Iterable[Example], pieces: WordPiece) -> Iterator[Item]:
    """Lay examples into windows; a bag is only used where the whole draft fits into one."""
    for example in examples:
        found = list(windows(pieces, example.channel, example.sentences))
        for window in found:
            bags = tuple(example.bags.get(act) if len(found) == 1 else None for act in ACTS)
            yield Item(window, tuple(example.acts[n] for n in window.sentences), bags)


def train(model: Encoder, given: Sequence[Item], epochs: int, seed: int, say: Callable[[str], None]) -> None:
    """Fit the model; equal seeds and versions give nearly equal weights (not equal to the bit: sums run in parallel)."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)  # vanishing second moments would make each step many times slower
    model.train()
    head = list(model.head.parameters())
    body = [p for name, p in model.named_parameters() if not name.startswith("head.") and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": _BODY}, {"params": head, "lr": _HEAD}], weight_decay=0.01, fused=True)
    whole = len(_batches(given, range(len(given)), random.Random(seed)))
    steps = math.ceil(whole * (1 + (epochs - 1) * (_KNOWN_AGAIN + 1) / 2)) + epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, n / (0.06 * steps)) * max(0.0, 1 - n / steps))
    began = time.monotonic()
    lost_on = dict.fromkeys(range(len(given)), math.inf)
    for epoch in range(epochs):
        lost = 0.0
        known = statistics.median(lost_on.values())
        chosen = [n for n, loss in lost_on.items() if loss >= known or chance.random() < _KNOWN_AGAIN]
        batches = _batches(given, chosen, chance)
        for n, batch in enumerate(batches):
            if n % 50 == 49:
                say(f"  batch {n + 1} of {len(batches)}, {time.monotonic() - began:.0f} s")
            losses = _losses(model, [given[one] for one in batch])
            lost_on.update(zip(batch, losses.tolist(), strict=True))
            loss = losses.mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost += loss.item()
        say(f"epoch {epoch + 1} of {epochs}: {len(chosen)} windows, loss {lost / len(batches):.4f}, {time.monotonic() - began:.0f} s")
    model.eval()


@torch.no_grad()
def logits(model: Encoder, given: Sequence[Window]) -> list[torch.Tensor]:
    """Give, for each window, the logits of its sentences."""
    model.eval()
    order = sorted(range(len(given)), key=lambda n: len(given[n].numbers))
    found: list[torch.Tensor] = [torch.empty(0)] * len(given)
    for start in range(0, len(order), 24):
        chosen = order[start : start + 24]
        with torch.autocast("cpu", torch.bfloat16):
            out = model(*_tensors([given[n] for n in chosen])).float()
        for row, n in enumerate(chosen):
            found[n] = out[row, : len(given[n].spans)]
    return found


def _batches(given: Sequence[Item], chosen: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Batches of like lengths, in chance order, as places in what is given."""

    def length(n: int) -> int:
        return len(given[n].window.numbers)

    mixed = chance.sample(chosen, len(chosen))
    batches: list[list[int]] = []
    for start in range(0, len(mixed), 400):
        batch: list[int] = []
        for n in sorted(mixed[start : start + 400], key=length):
            if batch and length(n) * (len(batch) + 1) > _PIECES:
                batches.append(batch)
                batch = []
            batch.append(n)
        batches.append(batch)
    chance.shuffle(batches)
    return batches


def _tensors(given: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Give the pieces, which of them are padding, and what to average for each sentence."""
    longest, most = max(len(w.numbers) for w in given), max(len(w.spans) for w in given)
    numbers = torch.zeros(len(given), longest, dtype=torch.long)
    seen = torch.zeros(len(given), longest, dtype=torch.long)
    means = torch.zeros(len(given), most, longest)
    for row, window in enumerate(given):
        numbers[row, : len(window.numbers)] = torch.tensor(window.numbers)
        seen[row, : len(window.numbers)] = 1
        for n, (start, end) in enumerate(window.spans):
            means[row, n, start:end] = 1 / (end - start)
    return numbers, seen, means


def _losses(model: Encoder, batch: Sequence[Item]) -> torch.Tensor:
    """Give the loss of each window."""
    numbers, seen, means = _tensors([item.window for item in batch])
    target = torch.zeros(len(batch), means.shape[1], len(ACTS))
    known = torch.zeros_like(target)
    bag = torch.zeros(len(batch), len(ACTS))
    bagged = torch.zeros_like(bag)
    inside = torch.full((len(batch), means.shape[1], 1), -math.inf)
    for row, item in enumerate(batch):
        inside[row, : len(item.acts)] = 0
        for n, acts in enumerate(item.acts):
            known[row, n] = _known(acts)
            target[row, n] = _done(acts)
        bagged[row], bag[row] = _known(item.bags), _done(item.bags)
    with torch.autocast("cpu", torch.bfloat16):
        out = model(numbers, seen, means)
    out = out.float()
    each = torch.nn.functional.binary_cross_entropy_with_logits(out, target, reduction="none", weight=known).sum(dim=(1, 2))
    highest = (out + inside).max(dim=1).values
    whole = torch.nn.functional.binary_cross_entropy_with_logits(highest, bag, reduction="none", weight=bagged).sum(dim=1)
    return each + whole


def _known(said: Sequence[int | None]) -> torch.Tensor:
    return torch.tensor([one is not None for one in said], dtype=torch.float)


def _done(said: Sequence[int | None]) -> torch.Tensor:
    return torch.tensor([one or 0 for one in said], dtype=torch.float)
