"""The audit: labelled cases, judges, what came of each case, and figures that can be recomputed by hand."""
