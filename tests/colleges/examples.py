"""What every walk of tests over the portal should see of the register."""

PAGES = [
    "/colleges/",
    "/colleges/qd-002/",
    "/colleges/sample-01/",
    "/specialties/",
    "/specialties/welding/",
    "/changes/college/qd-002/",
    "/data/colleges/",
    "/data/specialties/",
]
MISSING = ["/colleges/none/", "/specialties/none/", "/changes/college/none/"]
LOOKED_AT = [
    "/colleges/",
    "/colleges/?q=none-such",
    "/colleges/?district=bogus",
    "/colleges/?district=370202&level=senior",
    "/colleges/qd-002/",
    "/colleges/sample-01/",
    "/specialties/",
    "/specialties/welding/",
    "/changes/college/qd-002/",
    "/data/colleges/",
]
DESK = ["/admin/import/offerings/"]
