#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies a font without its ligatures: an operator must see the characters "->" and "!=", not a drawing of both.

QFont can switch them off for painted text only; QScintilla's text layout ignores that.

usage: without-ligatures.py IN.ttf OUT.ttf
"""
import sys

from fontTools.ttLib import TTFont

JOINING = {"calt", "liga", "clig", "dlig"}

font = TTFont(sys.argv[1])
for record in font["GSUB"].table.FeatureList.FeatureRecord:
    if record.FeatureTag in JOINING:
        record.Feature.LookupListIndex = []
        record.Feature.LookupCount = 0
font.save(sys.argv[2])
