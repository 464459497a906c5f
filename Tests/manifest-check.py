#!/usr/bin/env python3
"""Holds YAML files against the manifest's JSON Schema, as an editor with a YAML language server does.

usage: Tests/manifest-check.py SCHEMA FILE...

Prints `fits FILE` or `fails FILE: PLACE: WHY` for each, in the order given. Needs the packages jsonschema,
4.0 or newer, and yaml (Debian: python3-jsonschema, python3-yaml).
"""

import json
import re
import sys

import yaml
from jsonschema import Draft7Validator, Draft202012Validator


class Core(yaml.SafeLoader):
    """Reads plain scalars by the core schema of YAML 1.2, as editors do, and not by that of YAML 1.1."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("null", r"|~|null|Null|NULL", ["", "~", "n", "N"]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
# Not octal, as YAML 1.1 has it.
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(re.sub("^0o", "", node.value), 16 if node.value.startswith("0x") else 8 if node.value.startswith("0o") else 10))
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def verdict(validator, path):
    try:
        with open(path, encoding="utf-8-sig") as file:
            document = yaml.load(file, Core)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        return f"fails {path}: it is no YAML: {' '.join(str(error).split())}"
    error = next(iter(validator.iter_errors(document)), None)
    return f"fits {path}" if error is None else f"fails {path}: {error.json_path}: {error.message[:200]}"


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    # Language servers of some years ago hold each schema against draft 07, whatever it says of itself.
    Draft7Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for path in arguments[1:]:
        print(verdict(validator, path))


if __name__ == "__main__":
    main(sys.argv[1:])
