"""Rewrite: the smallest honest mend of a draft, verified, or the honest alternative in one sentence."""

from reviewer.rewrite.rewrites import rewrite, rewrite_async

__all__ = ["rewrite", "rewrite_async"]
