"""The addresses of the returns at the desk."""

from __future__ import annotations

from django.urls import path

from . import bureau_views, file_views, part_views, views

urlpatterns = [
    path("", bureau_views.return_list, name="return_list"),
    path("release/<int:number>/", bureau_views.release_returns, name="release_returns"),
    path("<int:number>/", views.annual_return, name="annual_return"),
    path("<int:number>/do/<slug:code>/", views.return_act, name="return_act"),
    path("<int:number>/explain/", views.return_explain, name="return_explain"),
    path("<int:number>/page/", views.return_page, name="return_page"),
    path("<int:number>/part/", part_views.return_part_new, name="return_part_new"),
    path("<int:number>/part/<slug:slug>/", part_views.return_part, name="return_part"),
    path("<int:number>/template.xlsx", file_views.return_template, name="return_template"),
    path("<int:number>/file/", file_views.return_file, name="return_file"),
]
