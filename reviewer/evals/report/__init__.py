"""A run as text: one module a form, each with `render(run) -> str`."""
