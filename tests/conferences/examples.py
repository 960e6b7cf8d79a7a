"""What every walk of tests over the portal should see of the conferences."""

PAGES = [
    "/conferences/",
    "/conferences/2024-technical-education-work-conference/",
    "/programmes/137/",
]
MISSING = ["/conferences/none/", "/programmes/none/"]
LOOKED_AT = PAGES
