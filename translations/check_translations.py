#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a .ts file is not what the target update_translations would make of the sources, or when the English one
lacks a plural form. Changes nothing.

usage: check_translations.py --lupdate PROGRAM --sources LIST --include FOLDER FILE.ts...
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def messages(path):
    """{(context, source, comment): message element}"""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = message
    return found


def updated_copy(ts_file, arguments, folder):
    copy = pathlib.Path(folder) / ts_file.name
    shutil.copyfile(ts_file, copy)
    command = [arguments.lupdate, "-silent", "-no-obsolete", "-locations", "none", "-I", arguments.include,
               f"@{arguments.sources}", "-ts", str(copy)]
    subprocess.run(command, check=True)
    return copy


def missing_plurals(found):
    for key, message in found.items():
        if message.get("numerus") != "yes":
            continue
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.findall("numerusform")]
        if translation.get("type") == "unfinished" or len(forms) != 2 or not all(forms):
            yield key


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lupdate", required=True)
    parser.add_argument("--sources", required=True)
    parser.add_argument("--include", required=True)
    parser.add_argument("ts_files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()

    faults = []
    for ts_file in arguments.ts_files:
        with tempfile.TemporaryDirectory() as folder:
            written = messages(ts_file)
            wanted = messages(updated_copy(ts_file, arguments, folder))
        for context, source, _ in sorted(wanted.keys() - written.keys()):
            faults.append(f"{ts_file.name}: lacks {context}: {source!r}")
        for context, source, _ in sorted(written.keys() - wanted.keys()):
            faults.append(f"{ts_file.name}: nobody says any more {context}: {source!r}")
        if ts_file.stem.endswith("_en"):
            for context, source, _ in missing_plurals(written):
                faults.append(f"{ts_file.name}: lacks a plural form of {context}: {source!r}")
    print("\n".join(faults))
    if faults:
        print("Build the target update_translations, then fill in the plural forms.")
    sys.exit(1 if faults else 0)


main()
