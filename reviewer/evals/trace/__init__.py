"""From every paragraph of the two documents to what stands on it: guidelines, rules, acts, detectors, cases."""

from reviewer.evals.trace.drift import Drift, drift_of
from reviewer.evals.trace.matrix import Matrix, TracedParagraph, TracedRule, trace

__all__ = ["Drift", "Matrix", "TracedParagraph", "TracedRule", "drift_of", "trace"]
