#!/usr/bin/env python3
"""Puts small faults into a copy of the program, one at a time, and shows which of them no test finds.

usage: Tests/mutants.py [--scratch DIR] [--only WORDS] [--check] [--list]

The faults are in Tests/mutants/*.txt, one after the other:

    # The journal is not synchronised before the state is written.
    in Sources/State/StateSession.swift
    by StateTests.PowerLossTests
        [[try journal.synchronize()]]
    =>

After `in` stands the file, after `by` what `swift test --filter` gets; then the text as it stands in the file, in which
the part between the brackets becomes what stands after `=>`. That part is an expression; a `do` after the file's name
says that it is one or more statements. A line `lives WHY` says that the fault cannot be found, as it changes nothing.

All faults are built into one program, each behind a question whether it is the one that the environment variable
ROSTER_MUTANT names. So a copy of the tree is built once and then tested once for each fault.

--scratch DIR  the copy; kept, so that the next run builds only what has changed (default: a temporary folder)
--only WORDS   only faults whose description, file or tests hold these words, or those with these numbers, as in 3,14
--check        only looks whether each fault's text occurs exactly once in its file
--list         prints the faults with their numbers

Ends with 0 when at least 95 % of the faults are found.
"""

import argparse
import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "Tests" / "mutants"
LEAST = 0.95
TIMEOUT = 600

SWITCH = """\
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The number of the fault that this process has; 0 for none.
private let active = getenv("ROSTER_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

/// Whether it is this one.
@inline(never)
func mutant(_ number: Int) -> Bool { number == active }
"""


class Mutant:
    """One fault of the table."""

    def __init__(self, number, place, title):
        self.number = number
        self.place = place
        self.title = title
        self.file = None
        self.is_statement = False
        self.tests = None
        self.lives = None
        self.text = []
        self.replacement = []

    def finish(self):
        text = "\n".join(self.text)
        if self.file is None or self.tests is None:
            raise SystemExit(f"{self.place}: `in` or `by` is missing")
        match = re.fullmatch(r"(.*?)\[\[(.*)\]\](.*)", text, re.DOTALL)
        if match is None:
            raise SystemExit(f"{self.place}: the text needs one part in [[ ]]")
        self.before, self.original, self.after = match.groups()
        self.changed = "\n".join(self.replacement).strip()

    @property
    def source(self):
        return self.before + self.original + self.after

    @property
    def switch(self):
        if self.is_statement:
            return f"if mutant({self.number}) {{ {self.changed} }} else {{ {self.original} }}"
        return f"(mutant({self.number}) ? ({self.changed}) : ({self.original}))"


def read_table():
    """All faults, in the order of the files' names."""
    mutants = []
    for path in sorted(TABLE.glob("*.txt")):
        current = None
        part = None
        for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            place = f"{path.relative_to(ROOT)}:{index + 1}"
            if line.startswith("# ") and (current is None or part is not current.text):
                if current is not None:
                    current.finish()
                current = Mutant(len(mutants) + 1, place, line[2:])
                mutants.append(current)
                part = None
            elif current is None:
                raise SystemExit(f"{place}: a fault begins with what it does, after `# `")
            elif part is None and line.startswith("in "):
                words = line[3:].split()
                current.file, current.is_statement = words[0], words[1:] == ["do"]
            elif part is None and line.startswith("by "):
                current.tests = line[3:].strip()
                part = current.text
            elif part is current.text and re.match("=>( |$)", line):
                part = current.replacement
                part.append(line[3:])
            elif line.startswith("lives "):
                current.lives = line[6:].strip()
            elif part is not None:
                part.append(line)
            else:
                raise SystemExit(f"{place}: what is this line?")
        if current is not None:
            current.finish()
    return mutants


def problems(mutants):
    """What of the table does not fit the sources."""
    found = []
    titles = {}
    for mutant in mutants:
        path = ROOT / mutant.file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        count = text.count(mutant.source)
        if count != 1:
            found.append(f"{mutant.place}: its text occurs {count} times in {mutant.file}: {mutant.title}")
        if mutant.title in titles:
            found.append(f"{mutant.place}: the same fault stands at {titles[mutant.title]}")
        titles[mutant.title] = mutant.place
        target, _, suite = mutant.tests.partition(".")
        sources = [path.read_text(encoding="utf-8") for path in (ROOT / "Tests" / target).rglob("*.swift")]
        if not any(f"struct {suite}" in source for source in sources):
            found.append(f"{mutant.place}: there are no tests {mutant.tests}")
    return found


def copy_tree(scratch, planted):
    """Brings the copy up to date, and leaves alone what has not changed and what holds faults."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode().split("\0")
    wanted = {name for name in listed if name and (ROOT / name).is_file()}
    for name in wanted - planted:
        source, target = ROOT / name, scratch / name
        if target.exists() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
    for folder in ["Sources", "Tests"]:
        for path in (scratch / folder).rglob("*"):
            if path.is_file() and path.relative_to(scratch).as_posix() not in wanted | planted:
                path.unlink()


def plant(mutants, scratch):
    """Writes the sources with all faults in them; returns their names."""
    files = {}
    for mutant in mutants:
        files.setdefault(mutant.file, []).append(mutant)
    targets = set()
    for name, those in files.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        places = [(text.index(mutant.source) + len(mutant.before), mutant) for mutant in those]
        places.sort(key=lambda place: place[0])
        result = ""
        end = 0
        for start, mutant in places:
            if start < end:
                raise SystemExit(f"{mutant.place}: overlaps another fault of {name}")
            result += text[end:start] + mutant.switch
            end = start + len(mutant.original)
        write(scratch / name, result + text[end:])
        targets.add(pathlib.Path(name).parts[1])
    for target in targets:
        write(scratch / "Sources" / target / "Mutant.swift", SWITCH)
    return set(files) | {f"Sources/{target}/Mutant.swift" for target in targets}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


@functools.cache
def test_command(scratch):
    """What runs the tests; where they are a program of their own, that alone, which saves seconds each time."""
    path = subprocess.run(["swift", "build", "--show-bin-path"], cwd=scratch, check=True,
                          capture_output=True).stdout.decode().strip()
    program = pathlib.Path(path) / "rosterPackageTests.xctest"
    if program.is_file():
        return [program, "--testing-library", "swift-testing"]
    return ["swift", "test", "--skip-build", "--disable-xctest"]


def swift_test(scratch, tests, number):
    """Whether the tests pass, and what they said."""
    environment = dict(os.environ, ROSTER_MUTANT=str(number))
    environment.pop("UPDATE_GOLDEN", None)
    try:
        run = subprocess.run(
            [*test_command(scratch), "--filter", tests], cwd=scratch, env=environment, timeout=TIMEOUT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
    except subprocess.TimeoutExpired:
        return False, "(no end)"
    return run.returncode == 0, re.sub(r"\x1b\[[0-9;]*m", "", run.stdout.decode(errors="replace"))


def failing_test(output):
    match = re.search(r"✘ Test (.{1,100}?) (?:recorded|failed|with)", output)
    return match.group(1) if match else output.strip().splitlines()[-1][:100] if output.strip() else ""


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--scratch")
    parser.add_argument("--only")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    mutants = read_table()
    found = problems(mutants)
    if found:
        raise SystemExit("\n".join(found))
    if arguments.check:
        print(f"{len(mutants)} faults, each in its place")
        return
    if arguments.list:
        for mutant in mutants:
            print(f"{mutant.number:3} {mutant.file}: {mutant.title}")
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(arguments.scratch or folder).resolve()
        if scratch == ROOT:
            raise SystemExit("The copy must be another folder than this repository.")
        scratch.mkdir(parents=True, exist_ok=True)
        sys.exit(run(mutants, scratch, arguments.only))


def run(mutants, scratch, only):
    planted = plant(mutants, scratch)
    copy_tree(scratch, planted)
    build = subprocess.run(["swift", "build", "--build-tests"], cwd=scratch,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if build.returncode != 0:
        lines = build.stdout.decode(errors="replace").splitlines()
        print("\n".join(line for line in lines if "error" in line) or "\n".join(lines[-20:]))
        raise SystemExit("The copy with the faults cannot be built.")
    chosen = [mutant for mutant in mutants if fits(mutant, only)]
    survivors, lasting = [], []
    sound = {}
    for mutant in chosen:
        if mutant.tests not in sound:
            sound[mutant.tests] = are_sound(scratch, mutant.tests)
        if not sound[mutant.tests]:
            print(f"{mutant.number:3} {mutant.title}\n      not tried", flush=True)
            survivors.append(mutant)
            continue
        start = time.monotonic()
        passes, output = swift_test(scratch, mutant.tests, mutant.number)
        if passes:
            (lasting if mutant.lives else survivors).append(mutant)
        verdict = ("cannot be found: " + mutant.lives if mutant.lives else "LIVES") if passes \
            else f"found by {failing_test(output)}"
        print(f"{mutant.number:3} {mutant.title}\n      {verdict}  ({time.monotonic() - start:.0f} s)", flush=True)
    count = len(chosen) - len(lasting)
    share = (count - len(survivors)) / count if count else 1
    print(f"\n{count - len(survivors)} of {count} faults were found ({share:.0%}); "
          f"{len(lasting)} cannot be.")
    for mutant in survivors:
        print(f"  lives: {mutant.title} ({mutant.file})")
    return 0 if share >= LEAST else 1


def are_sound(scratch, tests):
    """Whether the tests are there and pass without a fault."""
    # A machine that is busy may be too slow for them once.
    for _ in range(2):
        passes, output = swift_test(scratch, tests, 0)
        if passes and not re.search(r"Test run with 0 tests", output):
            return True
    print(f"Without a fault, {tests} must have tests and pass:")
    print("\n".join(line for line in output.splitlines() if "✘" in line) or output[-3000:], flush=True)
    return False


def fits(mutant, only):
    if only is None:
        return True
    if re.fullmatch("[0-9]+(,[0-9]+)*", only):
        return str(mutant.number) in only.split(",")
    return all(word in f"{mutant.title} {mutant.file} {mutant.tests}" for word in only.split())


if __name__ == "__main__":
    main()
