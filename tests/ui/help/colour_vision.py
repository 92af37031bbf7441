"""Colours as eyes without one kind of cone see them, and how far apart two colours then are.

Matrices: Machado, Oliveira and Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision
Deficiency, IEEE Transactions on Visualization and Computer Graphics 15(6):1291, table of severity 1.0; they act on
linear RGB. Distance: CIE 1976, Euclidean in L*a*b* (white D65, 2 degrees): 2.3 is a just noticeable difference
(Mahy, Van Eycken and Oosterlinck 1994).
"""

import numpy as np

EYES = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = _XYZ @ np.ones(3)


def linear(colour):
    """A "#RRGGBB" as linear RGB, 0 to 1."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """Linear RGB as L*, a*, b*."""
    share = (_XYZ @ rgb) / _WHITE
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def seen(colour, eyes):
    """A colour as those eyes see it, in L*a*b*."""
    return lab(np.clip(EYES[eyes] @ linear(colour), 0, 1))


def distance(one, other, eyes):
    """How far apart two colours are to those eyes."""
    return float(np.linalg.norm(seen(one, eyes) - seen(other, eyes)))
