"""Trains the classifier anew from the marked drafts in `training/data`: `make train`."""
