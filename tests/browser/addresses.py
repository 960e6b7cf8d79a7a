"""The addresses that are looked at in the browser, with states that differ in looks."""

from __future__ import annotations

from tests.rooms import examples

MISSING = "/nowhere/"  # of all of these, the only one that answers 404
ADDRESSES = [
    "/",
    "/figures/",
    "/figures/qingdao-2024-enrolled/",
    "/about/",
    "/corrections/",
    "/corrections/?receipt=NONE",
    "/corrections/report/?page=/colleges/qd-002/&part=x",
    "/accessibility/",
    "/sitemap/",
    "/data/",
    "/api/v1/docs",
    *examples("LOOKED_AT"),
    MISSING,
    "/accounts/login/",
    "/accounts/password/reset/",
]

# The style guide and the pages that are met only when something has gone wrong, for staff.
STAFF_ADDRESSES = [
    "/styleguide/",
    "/styleguide/bad-request/",
    "/styleguide/forbidden/",
    "/styleguide/expired/",
    "/styleguide/not-found/",
    "/styleguide/broken/",
    "/styleguide/unavailable/",
    "/styleguide/withdrawn/",
    "/styleguide/lockout/",
    "/styleguide/address-lockout/",
    "/styleguide/too-large/",
]

# The desk's own pages, and of the lists and forms of records one each.
DESK_ADDRESSES = [
    "/admin/",
    "/admin/colleges/college/",
    "/admin/colleges/college/add/",
    "/admin/conferences/conference/add/",
    "/admin/inspection/",
    "/admin/import/",
    "/admin/publishing/proposal/",
    "/accounts/",
    *examples("DESK"),
]
