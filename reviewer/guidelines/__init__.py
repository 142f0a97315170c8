"""The nine guidelines in the project's own words, and the paragraphs of the two documents that they stand on."""

from reviewer.guidelines.citations import CitationCheck, CitationStatus, verify
from reviewer.guidelines.guideline import Citation, Guideline, load_guidelines

__all__ = ["Citation", "CitationCheck", "CitationStatus", "Guideline", "load_guidelines", "verify"]
