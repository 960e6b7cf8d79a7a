"""The addresses of the nominations at the desk."""

from __future__ import annotations

from django.urls import path

from . import bureau_views, college_views, file_views, nomination_views

OF_COLLEGE = "<int:number>/colleges/<slug:code>/"

urlpatterns = [
    path("", bureau_views.nomination_list, name="nomination_list"),
    path("of/<int:number>/", nomination_views.nomination, name="nomination"),
    path("of/<int:number>/do/<slug:code>/", nomination_views.nomination_act, name="nomination_act"),
    path("<int:number>/", bureau_views.round_nominations, name="round_nominations"),
    path("<int:number>/file/", file_views.round_file, name="round_nominations_file"),
    path(
        "<int:number>/template.xlsx", file_views.round_template, name="round_nominations_template"
    ),
    path(OF_COLLEGE, college_views.college_nominations, name="college_nominations"),
    path(f"{OF_COLLEGE}new/", college_views.nomination_new, name="nomination_new"),
    path(f"{OF_COLLEGE}file/", file_views.college_file, name="college_nominations_file"),
    path(
        f"{OF_COLLEGE}template.xlsx",
        file_views.college_template,
        name="college_nominations_template",
    ),
]
