"""What others may listen to."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction of each act on an account: ``user``, ``act`` (opened, invited,
# joined, role, closed, reopened, second-factor-reset), ``by`` and ``reason``.
account_changed = Signal()
