"""The encoder in PyTorch, as it is trained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import BertModel

_KEPT = {6: range(6), 4: (0, 1, 3, 5), 3: (0, 2, 4), 2: (0, 3)}
"""Which layers of the base model a smaller one starts from: spread over its depth."""


class Encoder(torch.nn.Module):
    """A BERT whose mean over the pieces of a sentence gives one logit for each act."""

    def __init__(self, base: Path, kept: list[int], layers: int, acts: int) -> None:
        super().__init__()
        bert: Any = BertModel.from_pretrained(str(base), add_pooling_layer=False, attn_implementation="sdpa")
        bert.encoder.layer = torch.nn.ModuleList([bert.encoder.layer[n] for n in _KEPT[layers]])
        bert.config.num_hidden_layers = layers
        words = bert.embeddings.word_embeddings.weight.data[torch.tensor(kept)]
        bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(words, freeze=True)
        self.bert = bert
        self.drop = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(bert.config.hidden_size, acts)
        torch.nn.init.constant_(self.head.bias, -4.0)

    def forward(self, numbers: torch.Tensor, seen: torch.Tensor, means: torch.Tensor) -> torch.Tensor:
        hidden = self.bert(input_ids=numbers, attention_mask=seen).last_hidden_state
        logits: torch.Tensor = self.head(self.drop(torch.bmm(means.to(hidden.dtype), hidden)))
        return logits
