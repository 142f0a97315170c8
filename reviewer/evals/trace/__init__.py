"""From every paragraph of the two documents to what stands on it: guidelines, rules, acts, detectors, cases."""

from reviewer.evals.trace.matrix import Matrix, TracedParagraph, TracedRule, trace

__all__ = ["Matrix", "TracedParagraph", "TracedRule", "trace"]
