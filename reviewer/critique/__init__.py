"""A review read once more by a language model: asked, checked word for word, and merged with what the rules found."""
