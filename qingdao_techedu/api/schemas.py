"""JSON Schema of what the API answers, made from the declarations of the data sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from qingdao_techedu.datasets.registry import DATE, DECIMAL, INTEGER, Column, Dataset
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.filters import some_records

from . import code_lists
from .asking import CURSOR, LANG, LANGUAGES, LIMIT, MAX_ROWS, ROWS, SINCE

Schema = dict[str, Any]
NUMBERS = {INTEGER: "integer", DECIMAL: "number"}
MAX_VALUES = 200  # that a document lists; a longer list stands in a data set of its own

# What forms refuse as unseen or lost (``normalization.typed``), as JSON Schema writes it: signs
# beyond the first plane stand there as they are.
_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
VISIBLE = (
    r"^[^\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u17b4\u17b5\u202b\u202d\u202e\u2067"
    r"\u206a-\u206f\ue000-\ue78c\ue797-\ue7c6\ue7c8-\ue814\ue865-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"
    f"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a{_NO_CHARACTERS}\U000e0000-\U000e00ff"
    "\U000e01f0-\U000e0fff\U000f0000-\U0010ffff]*$"
)

TEXT: Schema = {"type": "string"}
TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
NUMBER_OR_NONE: Schema = {"type": ["number", "null"]}
WHOLE: Schema = {"type": "integer"}
WHOLE_OR_NONE: Schema = {"type": ["integer", "null"]}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
ADDRESS_OR_NONE: Schema = {"type": ["string", "null"], "format": "uri"}
YES_OR_NO: Schema = {"type": "boolean"}


def record(properties: dict[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """An object that has these members, all but the optional ones always."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in set(optional)],
        "additionalProperties": False,
    }


def several(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def named(name: str) -> Schema:
    """A schema that stands among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def row(dataset: Dataset) -> Schema:
    """One row of a data set: each column with its type, meaning and codes."""
    return record({column.name: cell(column) for column in dataset.columns})


def cell(column: Column) -> Schema:
    """What may stand in a column; null where nothing is known or nothing applies."""
    # No "title": programs that write clients would name classes after it, in Chinese.
    schema: Schema = {"description": description_of(column)}
    if column.type == DATE:
        schema["format"] = "date"
    if column.unit:
        schema["x-unit"] = str(column.unit)
    if column.codes and not column.spoken:
        return {**schema, **or_none(code_lists.named(column.codes))}
    return {**schema, "type": [NUMBERS.get(column.type, "string"), "null"]}


def description_of(column: Column) -> str:
    """A column in words: its label, and what it means."""
    return f"{column.label}{_(': ')}{column.description}"


def or_none(schema: Schema) -> Schema:
    """What is described, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def filters(form: forms.Form) -> Iterator[Schema]:
    """The parameters of a filter form, each with the values that it takes."""
    for name, field in form.fields.items():
        schema, is_list = _value(name, field)
        yield parameter(name, str(field.label), schema, is_list=is_list)


def _value(name: str, field: forms.Field) -> tuple[Schema, bool]:
    if not hasattr(field, "choices"):
        most = getattr(field, "max_length", None)
        words: Schema = {**TEXT, "pattern": VISIBLE}
        return {**words, **({"maxLength": most} if most else {})}, False
    labels = _labels(field)
    schema: Schema = dict(TEXT)
    if labels:
        schema |= code_lists.enumerated(labels, name)
    is_list = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    return schema, is_list


def _labels(field: Any) -> dict[str, str]:
    """The values to choose from; none where they are too many to be told."""
    if hasattr(field, "queryset"):
        records = some_records(field, MAX_VALUES)
        return {str(field.prepare_value(one)): field.label_from_instance(one) for one in records}
    labels = {str(code): str(label) for code, label in field.choices if str(code)}
    return labels if len(labels) <= MAX_VALUES else {}


def parameter(
    name: str,
    description: str,
    schema: Schema,
    *,
    is_list: bool = False,
    is_required: bool = False,
) -> Schema:
    """A parameter of an address; a list is written by giving it several times."""
    told: Schema = {
        "name": name,
        "in": "query",
        "description": description,
        "required": is_required,
        "schema": {"type": "array", "items": schema} if is_list else schema,
    }
    if is_list:
        told |= {"style": "form", "explode": True}
    return told


def lang() -> Schema:
    schema = {**TEXT, "enum": list(LANGUAGES), "default": "zh"}
    words = _("Language of labels and sentences; codes are the same in both.")
    return parameter(LANG, words, schema)


def paging() -> list[Schema]:
    number = {"type": "integer", "minimum": 1, "maximum": MAX_ROWS, "default": ROWS}
    return [
        parameter(LIMIT, _("How many rows at most."), number),
        parameter(CURSOR, _("Where to go on, as the next link has it."), TEXT),
    ]


def since() -> Schema:
    words = _(
        "A date or a moment (ISO 8601). Next time, give what “until” said: records may be told "
        "twice, and none is missed."
    )
    return parameter(SINCE, words, {**TEXT, "format": "date-time"}, is_required=True)


def answer(data: Schema, links: Iterable[str], **members: Schema) -> Schema:
    """The whole of an answer around its data."""
    found: dict[str, Schema] = {"self": ADDRESS, **dict.fromkeys(links, ADDRESS_OR_NONE)}
    return record(
        {"data": data, **members, "provenance": named("Provenance"), "links": record(found)}
    )


def components() -> dict[str, Schema]:
    """What all answers share."""
    release = {
        "year": WHOLE,
        "version": WHOLE,
        "status": TEXT,
        "provenance": code_lists.named(Provenance),
        "sha256": {**TEXT, "pattern": "^[0-9a-f]{64}$"},
        "publishedOn": {**TEXT, "format": "date"},
    }
    return {
        "Provenance": record(
            {
                "publisher": TEXT,
                "license": {**TEXT, "description": _("What a reader may do with it.")},
                "licenseUrl": ADDRESS_OR_NONE,
                "releases": several(named("Release")),
                "isSample": {**YES_OR_NO, "description": _("Whether any of it is sample data.")},
                "edition": {
                    **TEXT,
                    "description": _(
                        "A sign of the state of the records: the same sign, the same content."
                    ),
                },
                "notice": {**TEXT_OR_NONE, "description": _("What a reader must be told.")},
            }
        ),
        "Release": record(release),
        "Problem": {
            "type": "object",
            "description": _("A problem as RFC 9457 has it; “detail” says the way out."),
            "properties": {
                "type": TEXT,
                "title": TEXT,
                "status": WHOLE,
                "detail": TEXT,
                "instance": TEXT,
                "problems": several(
                    record({"parameter": TEXT, "value": TEXT, "allowed": several(TEXT)})
                ),
                "waysOut": several(record({"words": TEXT, "href": TEXT})),
            },
            "required": ["type", "title", "status", "detail", "instance"],
        },
    }
