"""The public addresses, one of each kind: those of the whole portal, and those of each room."""

from tests.rooms import examples

PAGES = [
    "/",
    "/about/",
    "/accessibility/",
    "/sitemap/",
    "/figures/",
    "/figures/qingdao-2024-enrolled/",
    "/corrections/",
    "/data/",
    "/data/figures/",
    "/api/v1/docs",
    *examples("PAGES"),
]

MISSING = [
    "/nowhere/",
    "/figures/none/",
    "/permalinks/none/",
    "/permalinks/new/none/",
    "/data/none/",
    "/data/none.csv",
    "/data/none/datapackage.json",
    "/data/none/csv-metadata.json",
    *examples("MISSING"),
]
