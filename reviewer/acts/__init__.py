"""Acts: what each sentence of a draft does, found by detectors that are data."""

from reviewer.acts.detectors import Act, Detector, Learned, Reading, Strength
from reviewer.acts.engine import Engine
from reviewer.acts.frozen import freeze, thaw
from reviewer.acts.loader import Example, Loaded, examples, load

__all__ = ["Act", "Detector", "Engine", "Example", "Learned", "Loaded", "Reading", "Strength", "examples", "freeze", "load", "thaw"]
