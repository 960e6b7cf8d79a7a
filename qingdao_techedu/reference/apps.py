from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Has commands, and no records of its own."""

    name = "qingdao_techedu.reference"
    label = "reference"
