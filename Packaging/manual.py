#!/usr/bin/python3
"""Writes the manual pages of roster, one for each command, from what the program says of itself.

usage: Packaging/manual.py FOLDER DATE VERSION <HELP

HELP is what `roster --experimental-dump-help` prints. The exit codes come from Sources/roster/ExitStatus.swift; files and
environment variables, of which the help says too little, are explained here.
"""

import itertools
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

ENVIRONMENT = {
    "LEMLIST_API_KEY": "The API key, unless `--api-key-file` names a file that holds it.",
    "ROSTER_ENDPOINT": "The API to use, unless `--endpoint` names one.",
    "ROSTER_STATE": "The state file, unless `--state` names one.",
    "NO_COLOR": "Where it is set and not empty, nothing is coloured unless `--color` asks for it.",
    "https_proxy": "The proxy to the CRM; also `all_proxy`. `no_proxy` names hosts that are reached without one.",
    "GITHUB_ACTIONS": "Where it is `true`, errors are also annotations of the workflow.",
    "GITHUB_STEP_SUMMARY": "A file to which `roster plan` and `roster apply` append their Markdown.",
}

FILES = {
    "roster.yaml": "The manifest, where the command line names none; else all YAML files in `contacts/`.",
    "roster.state.jsonl": "The state: what was last applied. Commit it. `roster.state.jsonl.backup` is the one before.",
    "roster.state.jsonl.journal": "The outcomes of an apply that is running, or that was cut off.",
    "roster.state.jsonl.lock": "Names the apply that is running, and keeps a second one off. It may stay.",
    ".roster/sandbox.sqlite": "The CRM of `--sandbox`.",
    "/usr/share/doc/roster/examples": "A manifest, workflows for CI, a hook for git, and policies; below `/usr/local` "
    "where the archive was unpacked there.",
}


def escaped(text):
    """Text as roff prints it: hyphens are the ones that one types, and `words` in backticks are bold."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def paragraphs(text):
    """Prose as paragraphs; lines that are indented stay as they are."""
    roff = []
    for is_literal, lines in itertools.groupby(text.split("\n"), key=lambda line: line.startswith("  ")):
        if is_literal:
            roff += [".PP", ".RS 4", ".nf", *(escaped(line.removeprefix("  ")) for line in lines), ".fi", ".RE"]
        else:
            for line in filter(None, lines):
                roff += [".PP", escaped(line)]
    return roff


def tagged(term, text):
    return [".TP", term, escaped(text)]


def bold(text):
    return rf"\fB{escaped(text)}\fR"


def placeholder(argument):
    name = rf"\fI{escaped(argument['valueName'])}\fR"
    return name + r" \&..." if argument["isRepeating"] and argument["kind"] == "positional" else name


def spelled(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def term(argument):
    """An option as it is typed, in all its forms."""
    if argument["kind"] == "positional":
        return placeholder(argument)
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    forms = ", ".join(bold(spelled(name)) for name in names)
    return forms if argument["kind"] == "flag" else f"{forms} {placeholder(argument)}"


def meaning(argument):
    notes = []
    if argument.get("allValues"):
        notes.append("values: " + ", ".join(argument["allValues"]))
    if "defaultValue" in argument:
        notes.append("default: " + argument["defaultValue"])
    return " ".join([argument.get("abstract", "")] + [f"({'; '.join(notes)})"] * bool(notes)).strip()


def listed(arguments):
    """What the command takes, under the titles of its help."""
    roff, titles = [], []
    shown = [argument for argument in arguments if argument["shouldDisplay"]]
    positional = [argument for argument in shown if argument["kind"] == "positional"]
    options = [argument for argument in shown if argument["kind"] != "positional"]
    for heading, group in (("ARGUMENTS", positional), ("OPTIONS", options)):
        if group:
            roff.append(f".SH {heading}")
        titled = list(dict.fromkeys(argument.get("sectionTitle") for argument in group))
        # What only this command takes has no title, and comes first.
        for title in sorted(titled, key=lambda title: title is not None):
            if title and heading == "OPTIONS":
                roff.append(f".SS {escaped(title)}")
            members = [argument for argument in group if argument.get("sectionTitle") == title]
            while members:
                argument = members.pop(0)
                tag = term(argument)
                # A flag and what turns it off are two arguments with one meaning.
                if members and members[0].get("abstract") == argument.get("abstract"):
                    tag += ", " + term(members.pop(0))
                roff += tagged(tag, meaning(argument))
    return roff


def synopsis(name, command, children):
    words = [rf"\fB{escaped(name)}\fR"]
    if children:
        words.append(r"\fIcommand\fR")
    if any(argument["kind"] != "positional" for argument in command["arguments"]):
        words.append(r"[\fIoptions\fR]")
    for argument in command["arguments"]:
        if argument["kind"] == "positional":
            name = placeholder(argument)
            words.append(f"[{name}]" if argument["isOptional"] else name)
    return " ".join(words)


def exit_codes():
    source = (ROOT / "Sources/roster/ExitStatus.swift").read_text(encoding="utf-8")
    codes = re.findall(r"((?:^ *///.*\n)+) *case \w+ = (\d+)", source, flags=re.MULTILINE)
    if not codes:
        sys.exit("Sources/roster/ExitStatus.swift states no exit code")
    return [(code, " ".join(re.sub("^ */// ?", "", text, flags=re.MULTILINE).split())) for text, code in codes]


def sentence_start(text):
    """An abstract as it follows the name in a page's first line: whatis shows it."""
    return (text[0].lower() + text[1:]).rstrip(".")


def page(path, command, version, date, every):
    """The manual page of one command; `path` is how it is called, `every` all commands by their paths."""
    name = " ".join(path)
    children = [child for child in command.get("subcommands", []) if child["commandName"] != "help"]
    discussion = command.get("discussion", "")
    # What the help says of the exit status has a section of its own.
    status = re.search(r"(?:\n\n|^| )Exit status: (.*)", discussion)
    if status:
        discussion = discussion[: status.start()] + discussion[status.end() :]
    roff = [
        ".\\\" Made from the program's help.",
        f'.TH {escaped("-".join(path).upper())} 1 {date} "roster {version}" "Manual of roster"',
        ".nh",
        ".ad l",
        ".SH NAME",
        rf"{escaped('-'.join(path))} \- {escaped(sentence_start(command['abstract']))}",
        ".SH SYNOPSIS",
        synopsis(name, command, children),
        ".SH DESCRIPTION",
        *(paragraphs(discussion) or [escaped(command["abstract"])]),
    ]
    if children:
        roff.append(".SH COMMANDS")
        for child in children:
            roff += tagged(bold("-".join(path + [child["commandName"]])) + "(1)", child["abstract"])
    roff += listed(command["arguments"])
    if len(path) == 1:
        roff.append(".SH EXIT STATUS")
        for code, text in exit_codes():
            roff += tagged(bold(code), text)
    elif status:
        roff += [".SH EXIT STATUS", escaped(status[1]), ".PP", r"\fBroster\fR(1) explains all codes."]
    text = json.dumps(command["arguments"]) + discussion
    variables = [variable for variable in ENVIRONMENT if len(path) == 1 or variable in text]
    if "--endpoint" in text or '"endpoint"' in text:
        variables.append("https_proxy")
    if variables:
        roff.append(".SH ENVIRONMENT")
        for variable in dict.fromkeys(variables):
            roff += tagged(bold(variable), ENVIRONMENT[variable])
    if len(path) == 1:
        roff.append(".SH FILES")
        for file, text in FILES.items():
            roff += tagged(rf"\fI{escaped(file)}\fR", text)
    # The command above, those beside it, and those below it.
    others = [other for other in every if other != path and (other == path[:-1] or other[:-1] in (path, path[:-1]))]
    roff += [".SH SEE ALSO", ",\n".join(rf"\fB{escaped('-'.join(other))}\fR(1)" for other in others)]
    return "\n".join(roff) + "\n"


def main(arguments):
    if len(arguments) != 3:
        sys.exit(__doc__)
    folder, date, version = pathlib.Path(arguments[0]), arguments[1], arguments[2]
    text = sys.stdin.read()
    unknown = set(re.findall(r"\$([A-Z_]{3,})", text)) - set(ENVIRONMENT)
    if unknown:
        sys.exit(f"the help names environment variables that the manual does not explain: {', '.join(sorted(unknown))}")
    commands = {}

    def collect(command, above):
        if command["shouldDisplay"] and command["commandName"] != "help":
            path = above + (command["commandName"],)
            commands[path] = command
            for child in command.get("subcommands", []):
                collect(child, path)

    collect(json.loads(text)["command"], ())
    for path, command in commands.items():
        roff = page(list(path), command, version, date, [list(other) for other in commands])
        (folder / f"{'-'.join(path)}.1").write_text(roff, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
