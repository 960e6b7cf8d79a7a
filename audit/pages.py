"""Looks at the portal as others do. Parts: html, api, files, weight, lighthouse; all by default."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from audit.opening import objections
from audit.serving import ROOT, Portal, portal
from tests.browser.addresses import ADDRESSES, MISSING, STAFF_ADDRESSES
from tests.browser.launching import executable

TOOLS = ROOT / "var" / "audit" / "node_modules"
CHECKER = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
LOOKED_AT = [
    "/",
    "/colleges/qd-002/",
    "/enrollment/",
    "/conferences/2024-technical-education-work-conference/",
]
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
PATIENCE = 2
FIRST_VISIT, SCRIPT, NEXT_PAGE = 30_000, 2_000, 15_000  # bytes, compressed


def main() -> int:
    parts: dict[str, Callable[[Portal], list[str]]] = {
        "html": check_html,
        "api": check_api,
        "files": open_files,
        "weight": weigh,
        "lighthouse": look_with_lighthouse,
    }
    chosen = sys.argv[1:] or list(parts)
    if unknown := set(chosen) - set(parts):
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(parts)}.")
        return 2
    failures = []
    with portal() as running:
        for name in chosen:
            print(f"\n=== {name}", flush=True)
            found = parts[name](running)
            print("\n".join(found) if found else "nothing to object to")
            failures += found
    print(f"\n{len(failures)} objections" if failures else "\nThe audit is passed.")
    return 1 if failures else 0


def check_html(running: Portal) -> list[str]:
    """What the Nu HTML checker finds wrong on any page, in both languages."""
    addresses = [
        prefix + address for address in [*ADDRESSES, *STAFF_ADDRESSES] for prefix in ("", "/en")
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, address in enumerate(addresses):
            file = Path(folder) / f"{number}.html"
            staff = address.removeprefix("/en") in STAFF_ADDRESSES
            file.write_bytes(fetch(running, address, as_staff=staff))
            files[f"file:{file}"] = address
        said = subprocess.run(
            ["java", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
            + [name.removeprefix("file:") for name in files],
            check=True,
            stdout=subprocess.PIPE,
        )
    print(f"{len(addresses)} pages checked")
    found = []
    for message in json.loads(said.stdout)["messages"]:
        kind = message.get("subType", message["type"])
        place = files.get(message.get("url", ""), "?")
        line = f"{place}: {kind}: {message['message']} {message.get('extract', '')[:120]!r}"
        if message["type"] == "error":
            found.append(line)
        elif kind == "warning":
            print(f"(a warning) {line}")
    return found


def check_api(running: Portal) -> list[str]:
    """What Redocly and Spectral find wrong in the OpenAPI document, in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for lang in ("zh", "en"):
            file = Path(folder) / f"openapi-{lang}.json"
            file.write_bytes(fetch(running, f"/api/v1/openapi.json?lang={lang}"))
            files.append(str(file))
        rules = Path(folder) / "spectral.yaml"
        rules.write_text('extends: ["spectral:oas"]\n')
        found = []
        for command in (
            ["redocly", "lint", *files],
            ["spectral", "lint", "--ruleset", str(rules), "--fail-severity", "error", *files],
        ):
            quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
            said = subprocess.run(
                [str(TOOLS / ".bin" / command[0]), *command[1:]],
                env={**os.environ, **quiet},
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            if said.returncode:
                found.append(f"{command[0]}: {said.stdout}")
        return found


def open_files(running: Portal) -> list[str]:
    """What programs outside of Python read otherwise than the CSV, in workbooks and Parquet."""
    told = json.loads(fetch(running, "/data/catalog.jsonld"))
    codes = [one["dct:identifier"] for one in told["dcat:dataset"]]
    files = {}
    for prefix, code in ((prefix, code) for code in codes for prefix in ("", "/en")):
        address = f"{prefix}/data/{code}"
        query = "?year=2024" if code == "enrollment" else ""
        as_csv = fetch(running, f"{address}.csv{query}")
        for suffix in ("xlsx", "parquet"):
            name = f"{code}-{prefix.strip('/') or 'zh'}.{suffix}"
            files[name] = (fetch(running, f"{address}.{suffix}{query}"), as_csv)
    print(f"{len(files)} files opened")
    return list(objections(files))


def weigh(running: Portal) -> list[str]:
    """Whether the home page and the page after it are as light as promised."""
    page, home = fetch(running, "/", compressed=True), fetch(running, "/").decode()
    sent = {"/": len(page)}
    for part in home.split('"'):
        if part.startswith("/static/"):
            sent[part] = len(fetch(running, part, compressed=True))
    # The style sheet brings the picture of the shore.
    sheet = next(name for name in sent if "/portal." in name and name.endswith(".css"))
    for part in fetch(running, sheet).decode().split('"'):
        if part.endswith(".svg"):
            picture = f"{sheet.rpartition('/')[0]}/{part}"
            sent[picture] = len(fetch(running, picture, compressed=True))
    for name, size in sent.items():
        print(f"{size:>7,} bytes  {name}")
    scripts = sum(size for name, size in sent.items() if name.endswith(".js"))
    following = {
        address: len(fetch(running, address, compressed=True)) for address in LOOKED_AT[1:]
    }
    for name, size in following.items():
        print(f"{size:>7,} bytes  then {name}")
    print(f"{sum(sent.values()):>7,} bytes  the first visit")
    found = []
    if sum(sent.values()) > FIRST_VISIT:
        found.append(f"The first visit weighs more than {FIRST_VISIT:,} bytes.")
    if scripts > SCRIPT:
        found.append(f"Scripts weigh {scripts:,} bytes, more than {SCRIPT:,}.")
    found += [
        f"{name} weighs {size:,} bytes, more than {NEXT_PAGE:,}."
        for name, size in following.items()
        if size > NEXT_PAGE
    ]
    return found


def look_with_lighthouse(running: Portal) -> list[str]:
    """The scores of Lighthouse as on a phone; speed is the median of several runs."""
    found = []
    print("| page | " + " | ".join(LEAST) + " |\n|---|" + "---:|" * len(LEAST))
    for address in LOOKED_AT:
        reports = [patiently(running.address + address) for _run in range(RUNS)]
        scores = {
            name: round(
                statistics.median(report["categories"][name]["score"] or 0 for report in reports)
                * 100
            )
            for name in LEAST
        }
        print(f"| {address} | " + " | ".join(map(str, scores.values())) + " |", flush=True)
        for name, least in LEAST.items():
            if scores[name] < least:
                why = "; ".join(_shortcomings(reports[0], name))
                found.append(f"{address}: {name} {scores[name]}, not {least}: {why}")
    return found


def patiently(address: str) -> dict:
    """One report; on a busy machine Chromium at times loses the trace of a page."""
    for _attempt in range(PATIENCE):
        try:
            return lighthouse(address)
        except subprocess.CalledProcessError:
            print(f"{address}: once more", file=sys.stderr)
    return lighthouse(address)


def lighthouse(address: str) -> dict:
    """One report on a page."""
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking"
    ended = subprocess.run(
        [
            str(TOOLS / ".bin" / "lighthouse"),
            address,
            "--output=json",
            "--quiet",
            f"--chrome-flags={flags}",
            f"--only-categories={','.join(LEAST)}",
        ],
        env={**os.environ, "CHROME_PATH": executable()},
        check=True,
        stdout=subprocess.PIPE,
        timeout=180,
    )
    return json.loads(ended.stdout)


def _shortcomings(report: dict, category: str) -> list[str]:
    """The titles of what costs points in a category."""
    return [
        report["audits"][part["id"]]["title"]
        for part in report["categories"][category]["auditRefs"]
        if part["weight"] and (report["audits"][part["id"]]["score"] or 0) < 1
    ]


def fetch(
    running: Portal, address: str, *, compressed: bool = False, as_staff: bool = False
) -> bytes:
    """The body of an answer as it is sent. Only one page may be missing, and none may break."""
    headers = {"Accept-Encoding": "br, gzip"} if compressed else {}
    if as_staff:
        headers["Cookie"] = f"sessionid={running.staff_session}"
    try:
        with urlopen(Request(running.address + address, headers=headers), timeout=30) as answer:
            return answer.read()
    except HTTPError as error:
        if error.code != 404 or not address.endswith(MISSING):
            raise
        return error.read()


if __name__ == "__main__":
    sys.exit(main())
