#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what a build is made of as CycloneDX 1.5 JSON (SBOM): the parts that are embedded, and every library that the programs
are really linked against, found by the tool of the system where this runs and named by its packages.

usage: sbom.py PROGRAM... [--loaded FILE...]     FILE: a library that is not linked but loaded at run time

Linux: ldd and dpkg-query (rpm where there is no dpkg). macOS: otool. Windows: dumpbin or objdump, whichever is on the path.
Where a vcpkg.json was used, VCPKG_STATUS names vcpkg's list of installed packages, and they are added.
SOURCE_DATE_EPOCH sets the time; the serial number follows from the contents, so that the same build gives the same bytes.
"""
import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent


def output_of(*command):
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout if found.returncode == 0 else ""


def linked(program):
    """(name, file or None) of the libraries of a program."""
    if sys.platform == "darwin":
        return [(os.path.basename(p), p) for p in re.findall(r"^\s+(\S+) \(", output_of("otool", "-L", program), re.M)]
    if sys.platform == "win32":
        if shutil.which("dumpbin"):
            text = output_of("dumpbin", "/nologo", "/dependents", program)
            return [(name, None) for name in re.findall(r"^\s+(\S+\.dll)$", text, re.M | re.I)]
        return [(name, None) for name in re.findall(r"DLL Name: (\S+)", output_of("objdump", "-p", program))]
    text = output_of("ldd", program)
    if not text:
        sys.exit(f"sbom: ldd cannot read {program}")
    return re.findall(r"^\s*(\S+) => (/\S+)", text, re.M)


def debian_package(path):
    for name in dict.fromkeys([path, os.path.realpath(path), os.path.realpath(path).removeprefix("/usr")]):
        owner = output_of("dpkg-query", "-S", name)
        if owner:
            package = owner.split(": ", 1)[0].split(",")[0]
            fields = output_of("dpkg-query", "-W", "-f=${Package}\t${Version}\t${Architecture}\t${source:Package}", package)
            return fields.split("\t")
    return None


def library(name, path):
    component = {"type": "library", "name": name}
    if path and shutil.which("dpkg-query"):
        package = debian_package(path)
        if package:
            component["name"], component["version"] = package[0], package[1]
            component["purl"] = f"pkg:deb/debian/{package[0]}@{package[1]}?arch={package[2]}&upstream={package[3]}"
    elif path and shutil.which("rpm"):
        fields = output_of("rpm", "-qf", "--qf", "%{NAME}\t%{VERSION}-%{RELEASE}\t%{ARCH}\t%{LICENSE}\n", path).splitlines()
        if fields:
            rpm_name, version, arch, licence = fields[0].split("\t")
            component |= {"name": rpm_name, "version": version, "purl": f"pkg:rpm/{rpm_name}@{version}?arch={arch}",
                          "licenses": [{"license": {"name": licence}}]}
    return component


def embedded():
    """What lies inside the programs. Versions and licences as packaging/debian/copyright tells them."""
    text = (ROOT / "packaging" / "debian" / "copyright").read_text(encoding="utf-8")
    tabler = re.search(r"Tabler Icons ([\d.]*\d)", text).group(1)
    parts = [{"type": "data", "name": "tabler-icons", "version": tabler, "licenses": [{"license": {"id": "MIT"}}]}]
    for kind, name, licence, package in [
            ("data", "inter", "OFL-1.1", "fonts-inter"), ("data", "jetbrains-mono", "OFL-1.1", "fonts-jetbrains-mono"),
            ("library", "nlohmann-json", "MIT", "nlohmann-json3-dev"), ("library", "tl-expected", "CC0-1.0", "libexpected-dev")]:
        part = {"type": kind, "name": name, "licenses": [{"license": {"id": licence}}]}
        version = output_of("dpkg-query", "-W", "-f=${Version}", package) if shutil.which("dpkg-query") else ""
        if version:
            part |= {"version": version, "purl": f"pkg:deb/debian/{package}@{version}"}
        parts.append(part)
    return parts


def vcpkg_packages(status):
    found = []
    for block in pathlib.Path(status).read_text(encoding="utf-8").split("\n\n"):
        fields = dict(re.findall(r"^([\w-]+): (.*)$", block, re.M))
        if fields.get("Status", "").endswith(" installed") and "Feature" not in fields:
            found.append({"type": "library", "name": fields["Package"], "version": fields.get("Version", ""),
                          "purl": f"pkg:vcpkg/{fields['Package']}@{fields.get('Version', '')}"})
    return found


def main():
    programs = sys.argv[1:]
    loaded = []
    if "--loaded" in programs:
        loaded = programs[programs.index("--loaded") + 1:]
        programs = programs[:programs.index("--loaded")]
    if not programs:
        sys.exit(__doc__)
    components = embedded()
    found = {pair for program in programs + loaded for pair in linked(program)} | {(os.path.basename(p), p) for p in loaded}
    for name, path in sorted(found, key=str):
        components.append(library(name, path))
    if os.environ.get("VCPKG_STATUS"):
        components += vcpkg_packages(os.environ["VCPKG_STATUS"])
    components = sorted({json.dumps(c, sort_keys=True): c for c in components}.values(), key=lambda c: c["name"])
    version = (ROOT / "VERSION").read_text().splitlines()[0].strip()
    body = {
        "component": {"type": "application", "name": "microkubes-console", "version": version,
                      "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
                      "components": [{"type": "file", "name": os.path.basename(p), "hashes": [
                          {"alg": "SHA-256", "content": hashlib.sha256(pathlib.Path(p).read_bytes()).hexdigest()}]}
                          for p in programs]},
    }
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or datetime.datetime.now().timestamp())
    time = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = json.dumps([body, components], sort_keys=True)
    json.dump({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
               "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
               "metadata": {"timestamp": time, **body}, "components": components}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
