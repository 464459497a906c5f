"""Other tools on the same contacts, at the sizes that they bear."""

import importlib.util
import os
import shutil
import sys

import measure

DICTIONARY_LIMIT = 100_000
OCTODNS_LIMIT = 100_000
TERRAFORM_LIMIT = 1_000

DICTIONARY_DIFF = """
import json, sys, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
prior = {}
with open(sys.argv[2]) as file:
    for line in list(file)[1:-1]:
        contact = json.loads(line)
        prior[contact["address"][8:]] = contact["attributes"]
with open(sys.argv[1]) as file:
    manifest = yaml.load(file, Loader=loader)
changed = 0
for key, contact in manifest["contacts"].items():
    wanted = {**manifest["defaults"], **contact}
    changed += wanted != prior.pop(key, None)
print(changed + len(prior), "differ")
"""

OCTODNS_CONFIG = """
providers:
  source: {class: octodns.provider.yaml.YamlProvider, directory: ./octodns/source, enforce_order: false}
  target: {class: octodns.provider.yaml.YamlProvider, directory: ./octodns/target, enforce_order: false}
zones:
  example.com.: {sources: [source], targets: [target]}
"""


def has(module):
    return importlib.util.find_spec(module) is not None


def measure_octodns(folder, size, runs):
    for side in ("source", "target"):
        os.makedirs(os.path.join(folder, "octodns", side), exist_ok=True)
        with open(os.path.join(folder, "octodns", side, "example.com.yaml"), "w", encoding="utf-8") as file:
            for index in range(size):
                file.write(f"c{index:07d}:\n  type: TXT\n  ttl: 300\n  value: contact {index} of the list\n")
    with open(os.path.join(folder, "octodns.yaml"), "w", encoding="utf-8") as file:
        file.write(OCTODNS_CONFIG)
    tool = os.path.join(os.path.dirname(sys.executable), "octodns-sync")
    return measure.median([tool, "--config-file", "octodns.yaml"], folder, runs)


def measure_terraform(folder, size):
    place = os.path.join(folder, "terraform")
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, "main.tf"), "w", encoding="utf-8") as file:
        for index in range(size):
            values = ", ".join(f'field{number} = "value {index * 10 + number}"' for number in range(10))
            file.write(f'resource "terraform_data" "c{index}" {{ input = {{ {values} }} }}\n')
    measure.run_once(["terraform", "init", "-no-color"], place)
    measure.run_once(["terraform", "apply", "-auto-approve", "-no-color"], place)
    return measure.run_once(["terraform", "plan", "-no-color"], place, check="No changes")


def measure_all(folder, state, size, runs, say):
    """Yields a name and its cost for each peer that is here and bears that size."""
    if has("yaml") and size <= DICTIONARY_LIMIT:
        manifest = os.path.join("plain", "contacts-00.yaml")
        command = [sys.executable, "-c", DICTIONARY_DIFF, manifest, state]
        yield "PyYAML's C loader and a diff of dictionaries", measure.median(
            command, folder, min(runs, 3), check="0 differ")
    if has("octodns") and size <= OCTODNS_LIMIT:
        say("octoDNS …")
        yield "octoDNS, records of one field", measure_octodns(folder, size, 1)
    if shutil.which("terraform") and size <= TERRAFORM_LIMIT:
        say("terraform …")
        yield "terraform plan, blocks", measure_terraform(folder, size)
