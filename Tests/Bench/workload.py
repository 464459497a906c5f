"""Seeded contacts as manifests, and the state that an apply of them would leave."""

import hashlib
import json
import os
import random
import sys

FIRST = """Anna Ben Carla Dmitri Elena Farid Greta Hugo Ines Jonas Karima Liam Mona Nils Olga Pavel Rosa
Sven Tara Umar Vera Wim Xenia Yusuf Zoé José Søren Åsa""".split()
LAST = """Keller Novak Martin Rossi Silva Haddad Larsen Dubois Weber Kowalski Popescu Ito Garcia Müller
O'Brien Lindström Fischer Moreau Costa Jansen""".split()
TITLES = ["Head of Sales", "Account Executive", "Chief Technology Officer", "Product Manager",
          "Purchasing Lead", "Data Engineer", "Marketing Director", "Founder"]
CITIES = ["Lyon, France", "Berlin, Germany", "Porto, Portugal", "Kraków, Poland", "Oslo, Norway",
          "Boston, United States", "Nagoya, Japan"]
INDUSTRIES = ["Logistics", "Software", "Health care", "Retail", "Machine building", "Education"]
TIERS = ["gold", "silver", "bronze"]

# The numbers that the canonical encoding gives to the API's fields.
FIELDS = {"email": 0, "linkedinUrl": 1, "firstName": 4, "lastName": 5, "phone": 6, "jobTitle": 7,
          "industry": 11, "location": 13, "summary": 15, "contactOwner": 17, "companyDomain": 20}
OWNER = "sales@ourteam.example"


def fold(name):
    return "".join(c for c in name.lower().translate(str.maketrans("éøåüö", "eoauo")) if c.isalpha())


def contact(index, generation=0):
    """Its key, API fields and custom fields; another generation has other values in some of them."""
    pick = random.Random(index * 2654435761 % 2**32)
    first, last = pick.choice(FIRST), pick.choice(LAST)
    firm = pick.randrange(20_000)
    key = f"{fold(first)}-{fold(last)}-{index:07d}"
    fields = {
        "email": f"{fold(first)}.{fold(last)}.{index}@firm-{firm}.example.com",
        "linkedinUrl": f"https://www.linkedin.com/in/{fold(first)}-{fold(last)}-{index}",
        "firstName": first,
        "lastName": last,
        "phone": f"+33{pick.randrange(10**8, 10**9)}",
        "jobTitle": pick.choice(TITLES),
        "industry": pick.choice(INDUSTRIES),
        "location": pick.choice(CITIES),
        "companyDomain": f"firm-{firm}.example.com",
    }
    if index % 997 == 0:
        fields["summary"] = "Met at a fair.\nWants a demonstration: soon.\n"
    custom = {"seats": pick.randrange(5, 5000), "tier": pick.choice(TIERS)}
    if generation:
        fields["jobTitle"] = f"Vice President {generation}"
        custom["seats"] += generation
    return key, fields, custom


def quoted(value):
    if "'" in value:
        return '"' + value + '"'
    return value


def manifest_text(key, fields, custom, index):
    lines = [f"  {key}:"]
    for name, value in fields.items():
        if "\n" in value:
            lines += [f"    {name}: |"] + ["      " + line for line in value.splitlines()]
        elif name == "phone" and index % 5 == 0:
            lines.append(f'    {name}: "{value}"')
        else:
            lines.append(f"    {name}: {quoted(value)}")
    lines.append(f"    custom: {{tier: {custom['tier']}, seats: {custom['seats']}}}")
    return "\n".join(lines) + "\n"


HEAD = "version: 1\n"
SHARED = "fields: {tier: text, seats: number}\n"
DEFAULTS = f"defaults: {{contactOwner: {OWNER}}}\n"


def write_manifest(folder, count, files, changed=0.0, anchor=False):
    """Writes contacts 0 to count - 1 into files of a folder.

    A share of them is changed in one of four ways: another title, gone, a field less, and a new one beside it.
    """
    os.makedirs(folder, exist_ok=True)
    every = round(1 / changed) if changed else 0
    first_industry = contact(0)[1]["industry"]
    for number in range(files):
        path = os.path.join(folder, f"contacts-{number:02d}.yaml")
        with open(path, "w", encoding="utf-8") as output:
            output.write(HEAD + (SHARED if number == 0 else "") + DEFAULTS)
            output.write("contacts:\n")
            for index in range(number * count // files, (number + 1) * count // files):
                generation, drop = 0, None
                if every and index % every == 0:
                    way = index // every % 4
                    if way == 0:
                        generation = 1
                    elif way == 1:
                        continue
                    elif way == 2:
                        drop = "industry"
                    else:
                        key, fields, custom = contact(count + index)
                        output.write(manifest_text(key, fields, custom, index))
                key, fields, custom = contact(index, generation)
                if drop:
                    del fields[drop]
                text = manifest_text(key, fields, custom, index)
                if anchor:
                    text = with_alias(text, fields["industry"], first_industry, index)
                output.write(text)


def with_alias(text, industry, first_industry, index):
    """The same with an anchor in the first contact, and an alias of it in one of about 600."""
    if index == 0:
        return text.replace("industry: ", "industry: &industry ")
    if index % 100 == 0 and industry == first_industry:
        return text.replace(f"industry: {industry}", "industry: *industry")
    return text


def sized(data):
    length, prefix = len(data), bytearray()
    while length >= 0x80:
        prefix.append(length & 0x7F | 0x80)
        length >>= 7
    prefix.append(length)
    return bytes(prefix) + data


def canonical(fields, custom):
    result = bytearray()
    for name, value in sorted(fields.items(), key=lambda item: FIELDS[item[0]]):
        result += bytes([FIELDS[name], 0]) + sized(value.encode())
    for name, value in sorted(custom.items()):
        result += b"\xff" + sized(name.encode())
        if isinstance(value, int):
            result += b"\x02" + sized(str(value).encode())
        else:
            result += b"\x00" + sized(value.encode())
    return bytes(result)


def json_text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_state(path, count, endpoint):
    """Writes the state after an apply of contacts 0 to count - 1, all of them converged."""
    contacts = sorted((contact(index) for index in range(count)), key=lambda entry: entry[0].encode())
    digest = hashlib.sha256()
    with open(path, "wb") as output:

        def line(text):
            data = text.encode() + b"\n"
            digest.update(data)
            output.write(data)

        line(json_text({"format": "roster-state", "version": 1,
                        "lineage": "5f0c2f0e-3a54-4d55-9d3c-6f6f6f6f6f6f", "serial": 1,
                        "endpoint": endpoint, "count": count}))
        for number, (key, fields, custom) in enumerate(contacts):
            fields["contactOwner"] = OWNER
            ordered = dict(sorted(fields.items(), key=lambda item: FIELDS[item[0]]))
            ordered["custom"] = dict(sorted(custom.items()))
            line(json_text({
                "address": f"contact.{key}",
                "fingerprint": hashlib.sha256(canonical(fields, custom)).hexdigest()[:32],
                "id": f"ctc_{number:017d}",
                "attributes": ordered,
                "owner": "usr_A1b2C3d4E5f6G7h8I",
                "company": f"cpn_{number % 20_000:017d}",
            }))
        output.write((json_text({"count": count, "sha256": digest.hexdigest()}) + "\n").encode())
    os.chmod(path, 0o600)


if __name__ == "__main__":
    # Run as a process of its own, so that the measuring one stays small.
    kind, path, *rest = sys.argv[1:]
    if kind == "state":
        write_state(path, int(rest[0]), rest[1])
    else:
        write_manifest(path, int(rest[0]), int(rest[1]), changed=0.01 if kind == "changed" else 0.0,
                       anchor=kind == "anchored")
