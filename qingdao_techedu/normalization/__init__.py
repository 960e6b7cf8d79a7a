"""One normalizer of what people type, for every door that takes text."""
