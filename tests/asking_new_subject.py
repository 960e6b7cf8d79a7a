"""Run in a portal with a new subject by ``test_new_subject``: prints what it answers, as JSON."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402 (the apps are loaded now)
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from colleges.models import College  # noqa: E402
from qingdao_techedu.sample import registry as sample  # noqa: E402

SECRET = "秘藏"
FURTHER = [
    "/",
    "/sitemap/",
    "/sitemap.xml",
    "/colleges/sample-01/",
    "/data/workshops.csv",
    "/api/v1/datasets/workshops/rows",
    "/api/v1/datasets/workshops/records/sample-01-welding",
    "/api/v1/openapi.json",
]
DESK = ["/admin/workshops/workshop/", "/admin/workshops/workshop/add/"]


def examples():
    path = Path("tests/workshops/examples.py")
    spec = importlib.util.spec_from_file_location("examples", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, content.decode("utf-8-sig")


def main() -> None:
    call_command("migrate", verbosity=0)
    College.objects.create(
        code="sample-01", name_zh="示例技师学院", provenance="sample", publication="published"
    )
    sample_maker = next(name for name in sample.registered() if name.startswith("workshops"))
    assert import_string(sample_maker)(sample.Plan()) == 1
    told = examples()
    expected = dict.fromkeys(told.PAGES, 200) | dict.fromkeys(told.MISSING, 404)
    asked = [*FURTHER, *expected, *(f"/en{address}" for address in told.PAGES)]
    visitor, desk = Client(), Client()
    answers = {address: answer(visitor, address) for address in asked}
    desk.force_login(
        User.objects.create_superuser("boss"), "django.contrib.auth.backends.ModelBackend"
    )
    for make in [*told.ROWS, *(lambda hide=hide: hide(SECRET) for hide in told.HIDDEN)]:
        make()
    json.dump(
        {
            "answers": answers,
            "examples": expected,
            "desk": {address: answer(desk, address)[0] for address in DESK},
            "hidden": [one for one in asked if SECRET in answer(visitor, one)[1]],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
