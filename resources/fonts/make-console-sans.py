#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes one face of "Console Sans" from the same face of Inter.

Inter's default digits differ in width, so a column of numbers does not line up. The font holds a second set, the feature
"tnum", that QFont can only switch on from Qt 6.7. This program maps the ten digit characters to that second set and
gives the result a family name of its own: an installed Inter must not win over it, and the name Inter is its authors'.

usage: make-console-sans.py Inter-Regular.otf ConsoleSans-Regular.otf
       make-console-sans.py --check            (is fontTools there?)
"""
import sys

try:
    from fontTools.ttLib import TTFont
except ImportError:
    sys.exit("fontTools for Python 3 is missing (Debian: python3-fonttools)")

FAMILY = "Console Sans"
# Name table: family, unique id, full name, PostScript name, typographic family.
NAMES_WITH_FAMILY = (1, 3, 4, 6, 16)
POSTSCRIPT_NAME = 6


def tabular_glyphs(font):
    """Glyph name -> name of its tabular sibling, from every lookup of the feature "tnum"."""
    gsub = font["GSUB"].table
    swaps = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in gsub.LookupList.Lookup[index].SubTable:
                # An extension lookup holds the real one inside.
                swaps.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return swaps


def make_digits_tabular(font):
    swaps = tabular_glyphs(font)
    for table in font["cmap"].tables:
        for digit in map(ord, "0123456789"):
            glyph = table.cmap.get(digit)
            if glyph in swaps:
                table.cmap[digit] = swaps[glyph]
    # In some faces interpolation left the tabular digits one unit in a thousand apart: level them to the widest.
    best = font.getBestCmap()
    digits = [best[ord(digit)] for digit in "0123456789"]
    metrics = font["hmtx"]
    widths = [metrics[glyph][0] for glyph in digits]
    if max(widths) > min(widths) * 1.01:  # the promise of the font; an Inter that breaks it must break the build
        sys.exit(f"the digits of {sys.argv[1]} still differ in width: {widths}")
    for glyph in digits:
        metrics[glyph] = (max(widths), metrics[glyph][1])


def rename(font):
    for name in font["name"].names:
        if name.nameID in NAMES_WITH_FAMILY:
            family = FAMILY.replace(" ", "") if name.nameID == POSTSCRIPT_NAME else FAMILY
            name.string = str(name).replace("Inter", family, 1)
    if "CFF " in font:
        font["CFF "].cff.fontNames[0] = font["name"].getDebugName(POSTSCRIPT_NAME)


def main():
    if sys.argv[1:] == ["--check"]:
        return
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    # Keeping the time stamp of the original makes every build give the same bytes.
    font = TTFont(sys.argv[1], recalcTimestamp=False)
    make_digits_tabular(font)
    rename(font)
    font.save(sys.argv[2])


main()
