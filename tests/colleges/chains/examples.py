"""What every walk of tests over the portal should see of the chains."""

PAGES = [
    "/chains/",
    "/chains/24-chains-2022/",
    "/chains/10+1-2024/",
    "/chains/24-chains-2022/smart-home-appliances/",
    "/data/chains/",
]
MISSING = ["/chains/none/", "/chains/24-chains-2022/none/"]
LOOKED_AT = PAGES[:4]
