"""Counts how the house is built, so that two states of it can be laid side by side."""
