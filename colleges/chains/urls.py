"""The addresses of the industrial chains."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("chains/", views.chain_schemes, name="chain_schemes"),
    path("chains/<name:scheme>/", views.chain_scheme, name="chain_scheme"),
    path("chains/<name:scheme>/<slug:slug>/", views.chain_detail, name="chain_detail"),
]
