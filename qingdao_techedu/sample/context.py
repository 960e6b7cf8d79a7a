"""What every page knows of the sample."""

from __future__ import annotations

from .loading import is_loaded


def sample(request):
    """Whether sample data is loaded: one query, made when a page asks."""
    return {"sample_is_loaded": is_loaded}
