"""Records what a portal answers to every address, and compares two such recordings."""
