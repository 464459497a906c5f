#!/usr/bin/python3
"""Writes the copyright file of the packages: what is linked into the program, and under which licences.

usage: Packaging/copyright.py FOLDER LINKED

FOLDER gets `copyright`, and in `notices/` the notices that the components' licences ask to be passed on. LINKED is the
list of object files that SwiftPM links, such as .build/release/roster.product/Objects.LinkFileList. A component whose
licence is not recognised is an error: look at it, and name it here.
"""

import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHECKOUTS = ROOT / ".build/checkouts"

HEAD = """\
roster

The owner of roster has not chosen a licence for it yet. The files of roster itself therefore come under none.

The program loads the libraries that the package depends on; their own packages state their licences. The following
components are linked into it, whole or in part. Their licences are as stated in their sources.

The text of the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0 on Debian, and at
https://www.apache.org/licenses/LICENSE-2.0. Its "Runtime Library Exception" reads:

{exception}
"""

SWIFT = """\
Swift runtime, standard library, Foundation and Dispatch
    {version}
    https://www.swift.org
    Apache-2.0 with Runtime Library Exception
    Foundation holds data and code of ICU, whose notice in the library reads:
    Copyright (C) 2016 and later: Unicode, Inc. and others. License & terms of use:
    http://www.unicode.org/copyright.html
"""


def licence(path):
    text = path.read_text(encoding="utf-8")
    if "Apache License" in text and "Version 2.0" in text:
        return "Apache-2.0" + " with Runtime Library Exception" * ("Runtime Library Exception" in text)
    if "Permission is hereby granted, free of charge" in text:
        return "MIT"
    sys.exit(f"the licence in {path} is not recognised")


def linked_components(list_of_objects):
    """The checkouts that hold the sources of what is linked."""
    folders = {pathlib.Path(line).parent for line in shlex.split(list_of_objects.read_text()) if ".build/" in line}
    names = set()
    for folder in folders:
        # The sources of a Swift module, or the file that a C file's object was made of first of all.
        lists = [folder / "sources"] if (folder / "sources").exists() else sorted(folder.rglob("*.d"))
        if not lists:
            sys.exit(f"{folder} does not say which sources it was made of")
        found = re.search(r"/checkouts/([^/]+)/", lists[0].read_text())
        if found:
            names.add(found[1])
    return sorted(names, key=str.lower)


def describe(name, pins, notices):
    folder = CHECKOUTS / name
    pin = next(pin for pin in pins if pathlib.Path(pin["location"]).name.removesuffix(".git") == name)
    files = sorted(folder.glob("LICENSE*"))
    if len(files) != 1:
        sys.exit(f"{folder} has {len(files)} licence files")
    kind = licence(files[0])
    lines = [f"{name} {pin['state'].get('version', pin['state']['revision'])}", f"    {pin['location']}", f"    {kind}"]
    # Apache-2.0 wants the notices passed on, MIT the licence itself, which names the holders.
    for file in sorted(folder.glob("NOTICE*")) + (files if kind == "MIT" else []):
        notices.mkdir(exist_ok=True)
        copy = notices / f"{name}.{file.stem.lower()}"
        shutil.copyfile(file, copy)
        lines.append(f"    see notices/{copy.name}")
    return "\n".join(lines) + "\n"


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[0])
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    compiler = pathlib.Path(shutil.which("swift")).resolve()
    text = (compiler.parent.parent / "share/swift/LICENSE.txt").read_text(encoding="utf-8")
    exception = text[text.index("    As an exception") :].rstrip()
    version = subprocess.run(["swift", "--version"], capture_output=True, check=True, text=True).stdout.split("\n")[0]
    parts = [HEAD.format(exception=exception), SWIFT.format(version=version)]
    parts += [describe(name, pins, folder / "notices") for name in linked_components(pathlib.Path(arguments[1]))]
    (folder / "copyright").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
