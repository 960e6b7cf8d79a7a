"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("colleges/", views.college_list, name="college_list"),
    path("colleges/<name:code>/", views.college_detail, name="college_detail"),
    path("specialties/", views.specialty_list, name="specialty_list"),
    path("specialties/<slug:slug>/", views.specialty_detail, name="specialty_detail"),
]
