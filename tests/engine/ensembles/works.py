"""Works of pieces that processes and clusters import by their names."""

import os
from threading import Event

_NEVER = Event()


def doubled(shared, piece, told):
    """Twice the piece and what is shared."""
    return 2 * piece + (shared or 0)


def ended(shared, piece, told):
    """The piece; one below nothing ends its whole process, as a system short of memory does."""
    if piece < 0:
        os._exit(9)
    return piece


def refused(shared, piece, told):
    """A mistake of the program in one piece."""
    if piece < 0:
        raise ZeroDivisionError
    return piece


def slow(shared, piece, told):
    """A piece that takes its time, in seconds."""
    _NEVER.wait(piece)
    return piece
