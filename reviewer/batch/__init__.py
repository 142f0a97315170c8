"""Many drafts: one line in, one line out, in order, on every core, and resumable after any end."""

from reviewer.batch.run import Asked, Tally, run

__all__ = ["Asked", "Tally", "run"]
