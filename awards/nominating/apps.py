from django.apps import AppConfig


class NominatingConfig(AppConfig):
    """Has pages at the desk; its records are those of ``awards``."""

    name = "awards.nominating"
    label = "nominating"
