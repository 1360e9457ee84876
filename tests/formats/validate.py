"""Validates each line of a file against a JSON Schema: validate.py SCHEMA LINES."""

import json
import pathlib
import sys

import jsonschema

schema, lines = (pathlib.Path(p).read_text(encoding="utf-8") for p in sys.argv[1:3])
validator = jsonschema.Draft202012Validator(json.loads(schema))
values = [json.loads(line) for line in lines.splitlines()]
for number, value in enumerate(values, 1):
    for error in validator.iter_errors(value):
        sys.exit(f"line {number}: {error.json_path}: {error.message}")
if not values:
    sys.exit("nothing to validate")
# a schema that takes anything proves nothing
if validator.is_valid({**values[0], "quotes": [{}]}):
    sys.exit("the schema takes a quotation without content")
print(f"ok schema: {len(values)} lines")
