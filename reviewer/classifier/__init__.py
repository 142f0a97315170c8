"""A small sentence encoder: the second witness beside the rules."""

from reviewer.classifier.encoder import Encoder
from reviewer.classifier.levels import LEVELS, SILENT, Classifier, Heard, Level, Levels, at_least
from reviewer.classifier.whole import Weights

__all__ = ["LEVELS", "SILENT", "Classifier", "Encoder", "Heard", "Level", "Levels", "Weights", "at_least"]
