"""Requests that nobody expects, sent to a portal of their own inside this process."""
