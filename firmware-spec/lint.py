#!/usr/bin/python3
"""Holds every table and every vector file to its schema, counts them, and looks for ids and names that come twice.

Says what it finds, one line each; the exit status tells whether there was anything. Wants Debian's python3-jsonschema.
"""

import json
import pathlib
import sys

import jsonschema

HERE = pathlib.Path(__file__).parent
KEYS = {"messages": ("id",), "fields": ("message", "name"), "errors": ("message", "code"), "capabilities": ("bit",),
        "limits": ("name",), "timing": ("name",), "states": ("side", "name")}


def faults(path, schemas):
    document = json.loads(path.read_text(encoding="utf-8"))
    name = document.get("schema", "")
    if name not in schemas:
        yield f"names no schema that is there: {name!r}"
        return
    for error in jsonschema.Draft202012Validator(schemas[name]).iter_errors(document):
        yield f"{error.json_path}: {error.message[:200]}"
    if path.parent.name == "vectors":
        tests = document["tests"]
        if document["numberOfTests"] != len(tests):
            yield f"numberOfTests is {document['numberOfTests']}, but there are {len(tests)}"
        if [test["tcId"] for test in tests] != list(range(1, len(tests) + 1)):
            yield "tcIds are not 1, 2, 3 and so on"
        if path.stem != "session" and len({(test.get("direction"), test["comment"]) for test in tests}) != len(tests):
            yield "a comment comes twice"
    else:
        keys = [tuple(row[key] for key in KEYS[path.stem]) for row in document["rows"]]
        if len(set(keys)) != len(keys):
            yield f"a row comes twice by its {' and '.join(KEYS[path.stem])}"


def main():
    schemas = {path.name: json.loads(path.read_text()) for path in HERE.glob("schemas/*.json")}
    found, used = 0, set()
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    files = sorted([*HERE.glob("tables/*.json"), *HERE.glob("vectors/*.json")])
    for path in files:
        used.add(json.loads(path.read_text(encoding="utf-8")).get("schema"))
        for fault in faults(path, schemas):
            print(f"{path.relative_to(HERE)}: {fault}")
            found += 1
    for name in sorted(schemas.keys() - used):
        print(f"schemas/{name}: no file names it")
        found += 1
    print(f"{len(files)} files, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
