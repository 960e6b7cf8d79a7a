"""Qingdao Technical Education Portal."""
