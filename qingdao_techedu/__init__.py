"""Qingdao Technical Education Portal: what is true of the whole portal."""
