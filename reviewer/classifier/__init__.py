"""A small sentence encoder: the second witness beside the rules."""

from reviewer.classifier.encoder import Encoder
from reviewer.classifier.levels import LEVELS, Classifier, Level, Levels, at_least

__all__ = ["LEVELS", "Classifier", "Encoder", "Level", "Levels", "at_least"]
