#!/usr/bin/python3
"""Holds JSON files against a JSON Schema (draft 2020-12).

usage: Tests/schema-check.py SCHEMA FILE...

Exits with 1 when a file does not fit, naming each place. Needs the package jsonschema, 4.0 or newer
(Debian: python3-jsonschema).
"""

import json
import sys

from jsonschema import Draft202012Validator


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    failed = False
    for path in arguments[1:]:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for error in validator.iter_errors(document):
            failed = True
            print(f"{path}: {error.json_path}: {error.message[:300]}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
