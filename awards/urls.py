"""The addresses of rolls, objections and the check, and of the nominations at the desk."""

from __future__ import annotations

from django.urls import include, path

from . import objection_views, verification_views, views
from .feeds import AwardFeed

ROLL = "awards/<int:year>/<slug:kind>/"

urlpatterns = [
    path("awards/", views.award_years, name="award_years"),
    path("awards/feed.atom", AwardFeed(), name="award_feed"),
    path("awards/verify/", verification_views.verify, name="verify"),
    path("awards/verify/many/", verification_views.verify_many, name="verify_many"),
    path("awards/verify/key.pem", verification_views.certificate_key, name="certificate_key"),
    path("awards/objections/<secret:receipt>/", objection_views.objection, name="objection"),
    path("awards/colleges/<name:code>/", views.college_honors, name="college_honors"),
    path("awards/<int:year>/", views.award_year, name="award_year"),
    path(ROLL, views.award_roll, name="award_roll"),
    path(f"{ROLL}print/", views.award_roll_print, name="award_roll_print"),
    path(f"{ROLL}object/", objection_views.object_to_round, name="object_to_round"),
    path("admin/nominations/", include("awards.nominating.urls")),
]
