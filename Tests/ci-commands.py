#!/usr/bin/python3
"""Prints the shell commands of one job of a workflow for CI, one a line: what its service would run, no more.

usage: Tests/ci-commands.py WORKFLOW JOB

WORKFLOW is one for GitHub Actions (….yml with `jobs`), for GitLab CI (.gitlab-ci.yml) or a Jenkinsfile. Exits with
1 when it is not well-formed, or has no such job. Needs the package python3-yaml.
"""

import pathlib
import re
import sys

import yaml


def github(document, job):
    return [step["run"].strip() for step in document["jobs"][job]["steps"] if "run" in step]


def gitlab(document, job):
    return document.get("before_script", []) + document[job]["script"]


def jenkins(text, job):
    """The `sh` steps of the stages that run for the job: Install always, then the job's own."""
    if text.count("{") != text.count("}") or text.count("(") != text.count(")"):
        sys.exit("the brackets do not match")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    stages = re.split(r"stage\('(\w+)'\)", text)[1:]
    found = {name.lower(): re.findall(r"\bsh '([^']*)'", body) for name, body in zip(stages[::2], stages[1::2])}
    return found["install"] + found[job]


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    path, job = pathlib.Path(arguments[0]), arguments[1]
    text = path.read_text(encoding="utf-8")
    if path.name == "Jenkinsfile":
        commands = jenkins(text, job)
    else:
        document = yaml.safe_load(text)
        commands = github(document, job) if "jobs" in document else gitlab(document, job)
    print("\n".join(commands))


if __name__ == "__main__":
    main(sys.argv[1:])
