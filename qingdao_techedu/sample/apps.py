from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Has commands, and no records of its own."""

    name = "qingdao_techedu.sample"
    label = "sample"
