"""The public addresses that are looked at in the browser, with states that differ in looks."""

from __future__ import annotations

MISSING = "/nowhere/"  # of all of these, the only one that answers 404
ADDRESSES = [
    "/",
    "/colleges/",
    "/colleges/?q=none-such",
    "/colleges/?district=bogus",
    "/colleges/?district=370202&level=senior",
    "/colleges/qd-002/",
    "/colleges/sample-01/",
    "/specialties/",
    "/specialties/welding/",
    "/chains/",
    "/chains/24-chains-2022/",
    "/chains/10+1-2024/",
    "/chains/24-chains-2022/smart-home-appliances/",
    "/enrollment/",
    "/enrollment/?level=senior&measure=employed",
    "/enrollment/?measure=employment-rate&rows=college&columns=year&year=2022&year=2023&year=2024",
    "/enrollment/?rows=sex&columns=sex",
    "/enrollment/number/?measure=enrolled&year=2024",
    "/permalinks/new/enrollment/?rows=college&columns=level&year=2024",
    "/enrollment/releases/",
    "/enrollment/releases/2023/1/",
    "/enrollment/releases/2023/2/changes/",
    "/conferences/",
    "/conferences/2024-technical-education-work-conference/",
    "/programmes/137/",
    "/awards/",
    "/awards/2024/",
    "/awards/2024/outstanding-student/",
    "/awards/2023/outstanding-student/",
    "/awards/2022/outstanding-student/?college=sample-01",
    "/awards/2023/outstanding-class/print/",
    "/awards/2024/outstanding-student/object/",
    "/awards/colleges/sample-01/",
    "/awards/verify/",
    "/awards/verify/?n=7K3MV9TWXE4Q&s=forged",
    "/awards/verify/many/",
    "/figures/",
    "/figures/qingdao-2024-enrolled/",
    "/about/",
    "/corrections/",
    "/changes/college/qd-002/",
    "/corrections/?receipt=NONE",
    "/corrections/report/?page=/colleges/qd-002/&part=x",
    "/accessibility/",
    "/sitemap/",
    "/data/",
    "/data/enrollment/",
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
    "/styleguide/withdrawn/",
    "/styleguide/lockout/",
]

# The desk's own pages; lists and forms of records are Django's.
DESK_ADDRESSES = [
    "/admin/",
    "/admin/inspection/",
    "/admin/import/",
    "/admin/import/offerings/",
    "/admin/publishing/proposal/",
    "/accounts/",
]
