"""Tints: a colour thinned with white, and the colour in which words can be read upon it."""

from __future__ import annotations


def tint(colour: str, share: float) -> str:
    """Return so much of `colour`, "#rrggbb", on white.

    >>> tint("#14466b", 0.5)
    '#8aa2b5'
    """
    parts = (255 + (each - 255) * share for each in bytes.fromhex(colour[1:]))
    return "#" + "".join(f"{round(each):02x}" for each in parts)


def upon(ground: str, ink: str) -> str:
    """Return `ink` or white, whichever stands out more from `ground`.

    >>> upon("#14466b", "#1c2023"), upon("#eef2f5", "#1c2023")
    ('#ffffff', '#1c2023')
    """
    return max((ink, "#ffffff"), key=lambda each: _contrast(each, ground))


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (each / 255 for each in bytes.fromhex(colour[1:]))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
