"""Measures `roster apply` against a bare HTTP loop, and the sandbox server with many contacts; see bench.sh."""

import base64
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request

import measure
import workload

KEY = "key-of-the-benchmark"
WIDTH = 64
COMPANIES = 200

WRK = """local count = 0
local thread = 0
function setup(t) t:set("number", thread); thread = thread + 1 end
function request()
  count = count + 1
  local body = string.format('{"email":"wrk-%%d-%%d@example.com","firstName":"W","jobTitle":"PM"}', number, count)
  return wrk.format("POST", nil, {["Authorization"] = "%s", ["Content-Type"] = "application/json"}, body)
end
"""


def authorization():
    return "Basic " + base64.b64encode(f":{KEY}".encode()).decode()


class Server:
    """`roster serve` as a process of its own, on a database file, without a rate limit."""

    def __init__(self, roster, folder):
        self.database = tempfile.mkdtemp(prefix="server-", dir=folder)
        seed = os.path.join(self.database, "seed.yaml")
        with open(seed, "w", encoding="utf-8") as file:
            file.write("users:\n  - {name: Ada Brook, email: ada@sales.example.com, role: admin}\n"
                       "fields:\n  - {name: tier, type: text}\n  - {name: seats, type: number}\ncompanies:\n")
            for index in range(COMPANIES):
                file.write(f"  - {{name: Firm {index}, domain: firm-{index}.example.com}}\n")
        self.process = subprocess.Popen(
            [roster, "serve", "--port", "0", "--rate-limit", "off", "--seed", seed,
             "--db", os.path.join(self.database, "crm.sqlite")],
            env={**os.environ, "LEMLIST_API_KEY": KEY}, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        if not found:
            raise measure.Failure(f"The sandbox server did not start: {line}")
        self.url = found.group()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.database)

    def cpu(self):
        """Seconds that it has spent so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def get(self, path):
        """Seconds for an answer, and the answer."""
        request = urllib.request.Request(self.url + path, headers={"Authorization": authorization()})
        start = time.monotonic()
        with urllib.request.urlopen(request, timeout=60) as response:
            body = response.read()
        return time.monotonic() - start, json.loads(body)


def values(index):
    pick = random.Random(index)
    return {"email": f"contact.{index}@example.com", "firstName": pick.choice(workload.FIRST),
            "lastName": pick.choice(workload.LAST), "phone": f"+33{pick.randrange(10**8, 10**9)}",
            "jobTitle": pick.choice(workload.TITLES), "industry": pick.choice(workload.INDUSTRIES),
            "location": pick.choice(workload.CITIES),
            "companyDomain": f"firm-{pick.randrange(COMPANIES)}.example.com",
            "tier": pick.choice(workload.TIERS), "seats": pick.randrange(5, 5000)}


def write_manifest(path, size):
    with open(path, "w", encoding="utf-8") as file:
        file.write("fields: {tier: text, seats: number}\ncontacts:\n")
        for index in range(size):
            fields = values(index)
            custom = {name: fields.pop(name) for name in ("tier", "seats")}
            file.write(f"  contact-{index:07d}:\n")
            file.writelines(f"    {name}: {workload.quoted(value)}\n" for name, value in fields.items())
            file.write(f"    custom: {{tier: {custom['tier']}, seats: {custom['seats']}}}\n")


def write_bodies(path, first, count):
    with open(path, "w", encoding="utf-8") as file:
        for index in range(first, first + count):
            file.write(json.dumps(values(index), separators=(",", ":")) + "\n")


def loop(tool, url, bodies, block=0):
    command = [tool, url + "/contacts", str(WIDTH), bodies] + ([str(block)] if block else [])
    start = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, "LEMLIST_API_KEY": KEY}, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise measure.Failure(f"The bare loop ended with {process.returncode}.")
    report = json.loads(text)
    if report["failed"]:
        raise measure.Failure(f"{report['failed']} requests of the bare loop were refused.")
    report["wall"] = time.monotonic() - start
    report["cpu"] = usage.ru_utime + usage.ru_stime
    report["peak"] = usage.ru_maxrss * 1024
    return report


def apply_once(roster, folder, size, server):
    """A whole apply of a new manifest, as a process."""
    for name in os.listdir(folder):
        if name.startswith("roster.state"):
            os.remove(os.path.join(folder, name))
    command = [roster, "apply", "--auto-approve", "--quiet", "--rate", "off", "--parallelism", str(WIDTH),
               "--endpoint", server.url]
    os.environ["LEMLIST_API_KEY"] = KEY
    return measure.run_once(command, folder, check=f"Apply complete: {size} created")


def wrk(server, folder):
    """Requests a second, by a tool of another make; `None` without it."""
    if not shutil.which("wrk"):
        return None
    script = os.path.join(folder, "post.lua")
    with open(script, "w", encoding="utf-8") as file:
        file.write(WRK % authorization())
    result = subprocess.run(["wrk", "-t", "1", "-c", str(WIDTH), "-d", "5s", "-s", script, server.url + "/contacts"],
                            capture_output=True, text=True, check=False)
    found = re.search(r"Requests/sec:\s+([\d.]+)", result.stdout)
    return float(found.group(1)) if found else None


def applies(roster, tool, folder, size, runs, say):
    """Rows on the throughput of an apply; the runs of both alternate, each on a new server."""
    write_manifest(os.path.join(folder, "roster.yaml"), size)
    bodies = os.path.join(folder, "bodies")
    write_bodies(bodies, 0, size)
    bare, mine, planned = [], [], []
    for _ in range(runs):
        with Server(roster, folder) as server:
            bare.append(loop(tool, server.url, bodies))
        with Server(roster, folder) as server:
            mine.append(apply_once(roster, folder, size, server))
        planned.append(measure.run_once([roster, "plan", "--state", "none.jsonl", "--summary"], folder))
    with Server(roster, folder) as server:
        other = wrk(server, folder)

    def middle(results, name):
        return statistics.median(result[name] for result in results)

    base = {name: middle(bare, name) for name in ("wall", "cpu", "peak")}
    cost = {name: middle(mine, name) for name in ("wall", "cpu", "peak")}
    plan = {name: middle(planned, name) for name in ("wall", "cpu", "peak")}
    rows = [
        {"contacts": size, "files": 1, "work": "bare HTTP loop", **base, "rate": size / base["wall"]},
        {"contacts": size, "files": 1, "work": "plan of the same, everything new", **plan},
        {"contacts": size, "files": 1, "work": "apply, everything new", **cost, "rate": size / cost["wall"],
         "share": base["wall"] / cost["wall"]},
    ]
    if other:
        rows[-1]["wrk_share"] = rows[-1]["rate"] / other
        rows.append({"contacts": size, "files": 1, "work": "wrk", "rate": other})
    for row in rows:
        if "rate" in row and "cpu" in row:
            row["request_cpu"] = row["cpu"] / size
        rate = f" {row['rate']:,.0f} requests/s" if "rate" in row else ""
        share = f", {row['share']:.0%} of the bare loop's" if "share" in row else ""
        share += f", {row['wrk_share']:.0%} of wrk's" if "wrk_share" in row else ""
        wall = f"{row['wall']:8.2f} s {row['cpu']:8.2f} s CPU {row['peak'] / 1e6:8.1f} MB" if "wall" in row else ""
        say(f"{size:>9,}    {row['work']:<34} {wall}{rate}{share}")
    return rows


def upserts(tool, server, folder, first, count):
    """Sends so many new contacts; seconds that it took, and the server's CPU."""
    bodies = os.path.join(folder, "bodies")
    write_bodies(bodies, first, count)
    os.sync()
    spent = server.cpu()
    report = loop(tool, server.url, bodies)
    os.remove(bodies)
    return report["seconds"], server.cpu() - spent


def sandbox(roster, tool, folder, size, say, rounds=5):
    """Rows on a sandbox that fills up: the last block of upserts to the first, and pages at any offset.

    Minutes lie between the first block and the last, in which a machine changes more than the server does. So
    the last blocks alternate with the first ones of other servers, each the faster of its first two.
    """
    block = max(100, min(10_000, size // 10))
    with Server(roster, folder) as server:
        seconds, cpu = upserts(tool, server, folder, 0, size - block)
        first, last = [], []
        for number in range(rounds):
            with Server(roster, folder) as empty:
                first.append(min(upserts(tool, empty, folder, start, block) for start in (0, block)))
            last.append(upserts(tool, server, folder, size + (number - 1) * block, block))
        ratio, cpu_ratio = (statistics.median(result[index] for result in last)
                            / statistics.median(result[index] for result in first) for index in (0, 1))
        rows = [{"contacts": size, "files": 0, "work": f"sandbox: last {block:,} upserts to the first",
                 "wall": seconds, "cpu": cpu, "ratio": ratio},
                {"contacts": size, "files": 0, "work": "sandbox: the same in its CPU", "ratio": cpu_ratio}]
        say(f"{size:>9,}    upserts: {(size - block) / seconds:,.0f} a second; "
            f"last {block:,} to first {ratio:.2f}, in the server's CPU {cpu_ratio:.2f} "
            f"({' '.join(f'{result[0]:.2f}/{other[0]:.2f}' for result, other in zip(last, first))} s)")
        size += (rounds - 1) * block
        pages = {}
        for offset in (0, size // 2, size - 100):
            times = []
            for _ in range(15):
                seconds, page = server.get(f"/contacts?limit=100&offset={offset}")
                times.append(seconds)
            if len(page["data"]) != 100 or page["total"] != size:
                raise measure.Failure(f"The page at {offset} is not whole: {page['total']} contacts.")
            pages[offset] = statistics.median(times)
        say("             a page of 100 at offset " + ", ".join(f"{o:,}: {s * 1e3:.1f} ms" for o, s in pages.items()))
        deep = {"contacts": size, "files": 0, "work": "sandbox: page at the last offset to the first",
                "ratio": pages[size - 100] / pages[0],
                "milliseconds": {str(offset): seconds * 1e3 for offset, seconds in pages.items()}}
        return [*rows, deep]
