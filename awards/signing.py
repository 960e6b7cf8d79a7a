"""The signature in the code on a certificate: that the bureau issued its number, without asking.

Ed25519 over the number alone. Whether the certificate still holds only the portal knows.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def code_of(number: str) -> str:
    """The signature of a number, in 86 characters; blank where the portal has no key."""
    key = _key()
    return _spelled(key.sign(_message(number))) if key else ""


def is_ours(number: str, code: str) -> bool:
    """Whether a code is the signature of a number."""
    key = _key()
    try:
        signature = base64.urlsafe_b64decode(f"{code}==")
    except (ValueError, binascii.Error):
        return False
    try:
        if key:
            key.public_key().verify(signature, _message(number))
    except InvalidSignature:
        return False
    return key is not None


def public_key() -> bytes:
    """The key with which anybody checks a code, in PEM; empty where the portal has none."""
    key = _key()
    if key is None:
        return b""
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _message(number: str) -> bytes:
    return f"qingdao-techedu certificate {number}".encode()


def _key() -> Ed25519PrivateKey | None:
    if not settings.CERTIFICATE_KEY:
        return None
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.CERTIFICATE_KEY))
    except ValueError as error:
        raise ImproperlyConfigured(
            "CERTIFICATE_KEY is not 32 bytes in base64; `openssl rand -base64 32` makes one."
        ) from error


def _spelled(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")
