"""Who came in, who left, and who was turned away."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from .actions import note
from .models import Entry


@receiver(user_logged_in)
def note_sign_in(sender, request, user, **kwargs) -> None:
    note(Entry.Kind.SIGN_IN, who=user.get_username())


@receiver(user_logged_out)
def note_sign_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        note(Entry.Kind.SIGN_OUT, who=user.get_username())


@receiver(user_login_failed)
def note_failure(sender, credentials, **kwargs) -> None:
    """Only for a name that exists: people type passwords into the wrong field, machines try all."""
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD) or "")
    if users.objects.filter(**{users.USERNAME_FIELD: name}).exists():
        note(Entry.Kind.SIGN_IN_FAILED, who=name)
