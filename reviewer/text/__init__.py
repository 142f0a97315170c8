"""Text: what the writer wrote, normalised, cut into blocks, sentences and tokens, each with a way back to the original."""

from reviewer.text.sentences import Part, Sentence, Text, Zone, read
from reviewer.text.tokens import Spelling, Token, Tokenizer, fold

__all__ = ["Part", "Sentence", "Spelling", "Text", "Token", "Tokenizer", "Zone", "fold", "read"]
