"""What every walk of tests over the portal should see of enrollment."""

PAGES = [
    "/enrollment/",
    "/enrollment/?measure=employment-rate&rows=college&columns=year",
    "/enrollment/number/?measure=enrolled&year=2024",
    "/enrollment/releases/",
    "/enrollment/releases/2023/2/",
    "/enrollment/releases/2023/2/changes/",
    "/enrollment/methodology/",
    "/data/enrollment/",
]
MISSING = [
    "/enrollment/releases/1999/1/",
    "/enrollment/releases/2024/1/changes/",
    "/enrollment/releases/1999/1.zip",
    "/enrollment/releases/2024/1.exe",
    "/enrollment/releases/2024/1.sha256",
]
LOOKED_AT = [
    "/enrollment/",
    "/enrollment/?level=senior&measure=employed",
    "/enrollment/?measure=employment-rate&rows=college&columns=year&year=2022&year=2023&year=2024",
    "/enrollment/?rows=sex&columns=sex",
    "/enrollment/number/?measure=enrolled&year=2024",
    "/permalinks/new/enrollment/?rows=college&columns=level&year=2024",
    "/enrollment/releases/",
    "/enrollment/releases/2023/1/",
    "/enrollment/releases/2023/2/changes/",
    "/enrollment/methodology/",
    "/data/enrollment/",
    "/data/enrollment/?year=2024&layout=wide",
]
