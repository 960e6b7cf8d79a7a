"""One file a format, registered in ``apps.py``: the rooms below know none of them by name."""
