"""Just enough of JSON Schema 2020-12 to hold a document against the published one; any other keyword is an error."""

import re
from typing import Any

SAID = {"$schema", "title", "description", "format"}
TYPES = {"object": dict, "array": list, "string": str, "null": type(None)}


def faults(value: Any, schema: dict[str, Any], path: str = "$") -> list[str]:
    """Where the value is not what the schema says."""
    found = []
    for keyword, wanted in schema.items():
        if keyword not in SAID:
            found += CHECKS[keyword](value, wanted, path, schema)
    return found


def _type(value: Any, wanted: Any, path: str, _: Any) -> list[str]:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return [] if any(type(value) is TYPES[kind] for kind in kinds) else [f"{path} is no {wanted}"]


def _additional(value: Any, wanted: Any, path: str, schema: Any) -> list[str]:
    assert wanted is False
    return [f"{path}.{name} is not known" for name in value if name not in schema["properties"]]


def _any_of(value: Any, wanted: Any, path: str, _: Any) -> list[str]:
    return [] if any(not faults(value, one, path) for one in wanted) else [f"{path} is none of these"]


CHECKS: dict[str, Any] = {
    "type": _type,
    "const": lambda value, wanted, path, _: [] if value == wanted and type(value) is type(wanted) else [path],
    "enum": lambda value, wanted, path, _: [] if value in wanted else [f"{path} is {value!r}"],
    "pattern": lambda value, wanted, path, _: [] if re.search(wanted, value) else [f"{path} does not match"],
    "required": lambda value, wanted, path, _: [f"{path}.{name} is missing" for name in wanted if name not in value],
    "properties": lambda value, wanted, path, _: [
        one for name in wanted if name in value for one in faults(value[name], wanted[name], f"{path}.{name}")
    ],
    "items": lambda value, wanted, path, _: [
        one
        for place, item in enumerate(value if isinstance(value, list) else [])
        for one in faults(item, wanted, f"{path}[{place}]")
    ],
    "additionalProperties": _additional,
    "anyOf": _any_of,
}
