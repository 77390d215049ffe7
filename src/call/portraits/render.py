#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every layer of the portraits as a picture of its own: NAME-LAYER.png beside NAME.svg.

Run it here after a change of a drawing (it needs gdk-pixbuf's SVG loader, of librsvg2-common); the pictures are kept,
so that neither the build nor the engine needs a renderer of SVG.
"""
import os
import xml.etree.ElementTree as tree

import gi

gi.require_version('GdkPixbuf', '2.0')
from gi.repository import GdkPixbuf, Gio, GLib

SVG = '{http://www.w3.org/2000/svg}'
HERE = os.path.dirname(os.path.abspath(__file__))


def layers(path):
    return [g.get('id') for g in tree.parse(path).getroot().findall(SVG + 'g')]


def only(path, layer):
    document = tree.parse(path)
    root = document.getroot()
    for group in root.findall(SVG + 'g'):
        if group.get('id') != layer:
            root.remove(group)
    return tree.tostring(root)


def render(path, layer):
    stream = Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(only(path, layer)))
    picture = GdkPixbuf.Pixbuf.new_from_stream(stream, None)
    picture.savev(path.removesuffix('.svg') + f'-{layer}.png', 'png', ['compression'], ['9'])


tree.register_namespace('', SVG.strip('{}'))
for name in ('recruiter', 'talent'):
    drawing = os.path.join(HERE, name + '.svg')
    for layer in layers(drawing):
        render(drawing, layer)
