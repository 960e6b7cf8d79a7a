"""The addresses of data sets, their files and descriptions, and of permalinks."""

from __future__ import annotations

from django.urls import path

from . import metadata_views, permalink_views, views

urlpatterns = [
    path("data/", views.data_catalog, name="data_catalog"),
    path("data/catalog.jsonld", metadata_views.dcat, name="data_catalog_jsonld"),
    path("data/<slug:dataset>/", views.data_set, name="data_set"),
    path("data/<slug:dataset>/datapackage.json", metadata_views.frictionless, name="data_package"),
    path("data/<slug:dataset>/csv-metadata.json", metadata_views.csvw, name="csv_metadata"),
    path("data/<slug:dataset>.<slug:suffix>", views.data_file, name="data_file"),
    path("permalinks/new/<slug:kind>/", permalink_views.permalink_new, name="permalink_new"),
    path("permalinks/<slug:code>/", permalink_views.permalink, name="permalink"),
    path(
        "permalinks/<slug:code>.<slug:suffix>",
        permalink_views.permalink_file,
        name="permalink_file",
    ),
]
