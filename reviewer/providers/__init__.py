"""Ways to reach a language model: LiteLLM for whatever it can reach, plain HTTP for a server of one's own."""
