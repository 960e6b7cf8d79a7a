"""Reading what office programs write, whoever asks: bytes become sheets of text, or are refused."""
