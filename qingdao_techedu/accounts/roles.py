"""Who may do what at the desk: roles as data, kept as Django's groups.

A role's group is brought back to what stands here at every migration. Rights beyond a role
belong in another group.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import AppConfig
from django.apps.registry import Apps
from django.conf import settings

EVERY_ACT = ("view", "add", "change", "delete")


@dataclass(frozen=True)
class Role:
    """A role, the name of its group, and what it may do with records and with all else.

    Deleting is allowed here and narrowed at the desk, where published records are kept.
    """

    code: str
    group_name: str
    on_records: tuple[str, ...]
    on_the_rest: tuple[str, ...] = ()

    def allows(self, codename: str, *, is_of_records: bool) -> bool:
        """Whether the role includes a permission, by its name such as ``change_college``."""
        act = codename.partition("_")[0]
        return act in (self.on_records if is_of_records else self.on_the_rest)


ROLES = (
    Role("editor", "编辑 Editor", on_records=EVERY_ACT),
    Role("auditor", "审计 Auditor", on_records=("view",), on_the_rest=("view",)),
    Role("administrator", "管理员 Administrator", on_records=EVERY_ACT, on_the_rest=EVERY_ACT),
)


def holds_records(app: AppConfig) -> bool:
    """Whether an app is one of the portal's own rooms, whose package lies in its folder."""
    return (settings.BASE_DIR / app.name.split(".")[0]).is_dir()


def keep_in_step(app_config: AppConfig, using: str, apps: Apps, **kwargs) -> None:
    """Give each role what it may do with one app's models, and take back what it may not.

    Called after each app's migrations, when its permissions have just been made.
    """
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:  # migrated back to before there were groups
        return
    of_app = permissions.filter(content_type__app_label=app_config.label)
    is_of_records = holds_records(app_config)
    for role in ROLES:
        group, _ = groups.get_or_create(name=role.group_name)
        allowed = [one for one in of_app if role.allows(one.codename, is_of_records=is_of_records)]
        group.permissions.remove(*of_app.exclude(pk__in=[one.pk for one in allowed]))
        group.permissions.add(*allowed)
