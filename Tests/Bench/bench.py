"""Measures roster against a bare libyaml scan of the same bytes, in one run; see bench.sh."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

import measure
import peers
import service

HERE = os.path.dirname(os.path.abspath(__file__))
ENDPOINT = "https://api.lemlist.com/api"
RUNS = {1_000: 7, 10_000: 5, 100_000: 5, 1_000_000: 3}


def generate(*arguments):
    subprocess.run([sys.executable, os.path.join(HERE, "workload.py"), *map(str, arguments)], check=True)


class Bench:
    def __init__(self, options):
        self.options = options
        self.rows = []

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def runs(self, size):
        return self.options.runs or RUNS.get(size, 3)

    def add(self, size, files, name, cost, base, note=""):
        row = {"contacts": size, "files": files, "work": name, **cost}
        if base:
            row["ratio"] = cost["wall"] / base["wall"]
            row["cpu_ratio"] = cost["cpu"] / base["cpu"] if base["cpu"] else None
        if note:
            row["note"] = note
        self.rows.append(row)
        ratio = f" ratio {row['ratio']:.2f} cpu {row['cpu_ratio'] or 0:.2f}" if base else ""
        self.say(f"{size:>9,} {files:>2} {name:<32} {cost['wall']:8.3f} s {cost['cpu']:8.3f} s "
                 f"{cost['peak'] / 1e6:8.1f} MB{ratio} {note}")

    def measure(self, size, files):
        """All work on one size in one layout, in a folder that is removed after."""
        with tempfile.TemporaryDirectory(prefix="roster-bench-", dir=self.options.folder) as folder:
            self.say(f"Generating {size:,} contacts in {files} files …")
            generate("plain", os.path.join(folder, "plain"), size, files)
            generate("changed", os.path.join(folder, "changed"), size, files)
            state = os.path.join(folder, "state.jsonl")
            generate("state", state, size, ENDPOINT)
            self.roster_work(size, files, folder, state)
            if "peers" in self.options.parts and files == 1:
                for name, cost in peers.measure_all(folder, state, size, self.runs(size), self.say):
                    self.add(size, files, name, cost, self.base)

    def roster_work(self, size, files, folder, state):
        runs, roster = self.runs(size), self.options.roster
        names = [os.path.join("plain", name) for name in sorted(os.listdir(os.path.join(folder, "plain")))]
        scan = [self.options.scan, *names]
        base = self.base = measure.median(scan, folder, runs)
        self.add(size, files, "bare libyaml scan", base, None)

        def work(name, *words, expected=(0,), check=None, makes=None):
            cost = measure.median([roster, *words], folder, runs, expected, check, makes)
            self.add(size, files, name, cost, base)

        work("validate", "validate", "plain", check=f"Valid: {size} contacts")
        plan = ["plan", "--state", state]
        work("plan, nothing changed", *plan, "plain", check=f"No changes. {size} contacts")
        changed = self.expected_changes(size)
        work("plan, 1 % changed", *plan, "changed", "--report", "text=changed.txt", check=changed)
        work("plan, everything new", "plan", "--state", "none.jsonl", "plain", "--out", "new.json",
             check=f"Plan: {size} to create", makes="new.json")
        if files == 1:
            generate("anchored", os.path.join(folder, "anchored"), size, 1)
            work("plan, file that cannot be cut", *plan, "anchored", check=f"No changes. {size} contacts")
            shutil.rmtree(os.path.join(folder, "anchored"))
        if "instructions" in self.options.parts and size <= 10_000 and files == 1 and shutil.which("valgrind"):
            mine = measure.instructions([roster, *plan, "plain"], folder)
            scanned = measure.instructions(scan, folder)
            if mine and scanned:
                self.rows.append({"contacts": size, "files": files, "work": "plan, nothing changed",
                                  "instructions": mine, "scan_instructions": scanned,
                                  "ratio": mine / scanned})
                self.say(f"{size:>9,}  1 instructions: {mine:,} to {scanned:,}, ratio {mine / scanned:.2f}")

    @staticmethod
    def expected_changes(size):
        """What `plan` must say of the workload with a share of changes."""
        ways = [index // 100 % 4 for index in range(0, size, 100)]
        updates, forgets, releases, creates = (ways.count(way) for way in range(4))
        return (f"Plan: {creates} to create, {updates + releases} to update, 0 to rename, "
                f"{forgets} to forget, 0 to delete; {size - len(ways) + creates} unchanged.")

    def service_work(self):
        """An apply against a bare loop of the same requests, and the sandbox with many contacts."""
        for part, size, work in (("apply", self.options.applied, service.applies),
                                 ("sandbox", self.options.held, service.sandbox)):
            if part not in self.options.parts:
                continue
            with tempfile.TemporaryDirectory(prefix="roster-bench-", dir=self.options.folder) as folder:
                arguments = [self.options.roster, self.options.loop, folder, size]
                if part == "apply":
                    arguments.append(min(self.runs(size), 3))
                self.rows += work(*arguments, self.say)

    def version_time(self):
        cost = measure.median([self.options.roster, "--version"], "/", max(self.runs(1_000), 3))
        self.add(0, 0, "roster --version", cost, None)


def described(row):
    """The name of the work, with what else was found out."""
    if "instructions" in row:
        return (f"{row['work']}: {row['instructions'] / 1e6:,.0f} M instructions, "
                f"the scan {row['scan_instructions'] / 1e6:,.0f} M")
    extras = [f"{row['rate']:,.0f} requests/s"] if "rate" in row else []
    extras += [f"{row['share']:.0%} of the bare loop's"] if "share" in row else []
    extras += [f"{row['wrk_share']:.0%} of wrk's"] if "wrk_share" in row else []
    extras += [f"{row['request_cpu'] * 1e6:.0f} µs of CPU each"] if "request_cpu" in row else []
    return row["work"] + (": " + ", ".join(extras) if extras else "")


def markdown(rows, machine):
    """One line for each row; a cell stays empty where nothing was measured."""
    lines = [machine, "", "| contacts | files | work | wall | CPU | peak memory | wall ratio | CPU ratio |",
             "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |"]
    for row in rows:
        def cell(name, form):
            return form(row[name]) if row.get(name) is not None else ""

        lines.append("| " + " | ".join([
            f"{row['contacts']:,}" if row["contacts"] else "", str(row["files"] or ""), described(row),
            cell("wall", lambda value: f"{value:.3f} s"), cell("cpu", lambda value: f"{value:.3f} s"),
            cell("peak", lambda value: f"{value / 1e6:,.0f} MB"), cell("ratio", lambda value: f"{value:.2f}"),
            cell("cpu_ratio", lambda value: f"{value:.2f}")]) + " |")
    return "\n".join(lines) + "\n"


def machine():
    model = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roster", required=True)
    parser.add_argument("--scan", required=True)
    parser.add_argument("--loop", help="the bare HTTP loop, for the parts apply and sandbox")
    parser.add_argument("--applied", type=int, default=50_000, help="contacts that are applied")
    parser.add_argument("--held", type=int, default=1_000_000, help="contacts that the sandbox holds")
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--files", default="1,16")
    parser.add_argument("--parts", default="plans,instructions,peers,apply,sandbox")
    parser.add_argument("--runs", type=int, help="instead of 3 to 7, as the size asks")
    parser.add_argument("--folder", help="where the workloads are written (default: the system's)")
    parser.add_argument("--output", default="bench", help="the tables are written to OUTPUT.md and OUTPUT.json")
    options = parser.parse_args()
    bench = Bench(options)
    bench.version_time()
    sizes = options.sizes.split(",") if "plans" in options.parts else []
    for size in map(int, sizes):
        for files in map(int, options.files.split(",")):
            bench.measure(size, files)
    bench.service_work()
    with open(options.output + ".json", "w", encoding="utf-8") as file:
        json.dump({"machine": machine(), "rows": bench.rows}, file, indent=1)
        file.write("\n")
    table = markdown(bench.rows, machine())
    with open(options.output + ".md", "w", encoding="utf-8") as file:
        file.write(table)
    print(table)


if __name__ == "__main__":
    try:
        main()
    except measure.Failure as failure:
        sys.exit(f"error: {failure}")
