"""The pages of signing in: allauth's, and ours. None of them lets anybody sign up."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from . import views


class Base36Converter(StringConverter):
    """The number of a user as allauth writes it."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36Converter, "base36")

urlpatterns = [
    path("", views.account, name="account"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", views.ask_administrator, name="account_set_password"),
    path("password/reset/", views.forgotten_password, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/<base36:uidb36>-<secret:key>/",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:number>/<secret:token>/", views.invitation, name="invitation"),
    path("second-factor/required/", views.second_factor, name="second_factor"),
    path("second-factor/", include("allauth.mfa.urls")),
]
