"""Runs commands as processes, and says what each run cost."""

import os
import statistics
import subprocess
import time


class Failure(Exception):
    """A command ended otherwise than it must."""


def run_once(command, folder, expected=(0,), check=None, makes=None):
    """One run: wall and CPU seconds, peak resident bytes of the process itself.

    What earlier runs made and left for the disk is not charged to this one: the file that it `makes` is removed
    first, and the disks are synchronised.
    """
    if makes and os.path.exists(os.path.join(folder, makes)):
        os.remove(os.path.join(folder, makes))
    os.sync()
    out, err = os.path.join(folder, ".stdout"), os.path.join(folder, ".stderr")
    with open(out, "wb") as stdout, open(err, "wb") as stderr:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        with open(err, "rb") as file:
            raise Failure(f"{' '.join(command)} ended with {process.returncode}:\n"
                          + file.read(4000).decode(errors="replace"))
    if check:
        with open(out, "rb") as file:
            file.seek(max(0, os.path.getsize(out) - 4000))
            tail = file.read().decode(errors="replace")
        if check not in tail:
            raise Failure(f"{' '.join(command)} did not say “{check}”, but:\n{tail}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024}


def median(command, folder, runs, expected=(0,), check=None, makes=None):
    """The medians over so many runs, after one that does not count."""
    if runs > 1:
        run_once(command, folder, expected, check, makes)
    results = [run_once(command, folder, expected, check, makes) for _ in range(runs)]
    return {name: statistics.median(result[name] for result in results) for name in results[0]}


def instructions(command, folder):
    """How many instructions the process executes, as valgrind counts them; the same every time."""
    log = os.path.join(folder, ".valgrind")
    # Of a copy without debugging information, which older releases of valgrind stumble over.
    bare = os.path.join(folder, ".stripped")
    subprocess.run(["strip", "-o", bare, command[0]], check=True)
    command = [bare, *command[1:]]
    subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}", *command],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    with open(log, encoding="utf-8") as file:
        for line in file:
            if "Collected" in line:
                return int(line.split(":")[1])
    return None
