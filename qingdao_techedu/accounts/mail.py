"""What the portal writes to its own people."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def mail(user, subject: str, text: str) -> bool:
    """Send somebody a mail, where mail is set up and they have an address. Tells if it went."""
    if not (settings.MAIL_IS_SENT and user.email):
        return False
    try:
        return bool(send_mail(subject, text, None, [user.email]))
    except (SMTPException, OSError):
        return False


def mail_invitation(user, link: str, by) -> bool:
    """Send somebody their link to choose a password. Tells if it went."""
    text = render_to_string("accounts/email/invitation.txt", {"user": user, "link": link, "by": by})
    return mail(user, _("Your account at the Qingdao Technical Education Portal"), text)
