"""A small spreadsheet: reads a workbook's formulas from the file and computes every cell, knowing nothing of plans.

It knows the operators and functions that our workbooks use, and refuses any other, so that a formula cannot pass
unread. Errors are values (#N/A, #DIV/0!, #NUM!, #VALUE!) and pass through operators as Excel has it.
"""

import math
import re

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter


class Failed(Exception):
    """An error value."""


TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?(?:E[+-]?\d+)?|\.\d+(?:E[+-]?\d+)?)(?![A-Za-z])|
    (?P<string>"(?:[^"]|"")*")|
    (?P<ref>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![A-Za-z(])|
    (?P<name>[A-Z]+(?=\())|
    (?P<word>TRUE|FALSE)|
    (?P<op><>|<=|>=|[-+*/^=<>(),])
    )""",
    re.VERBOSE,
)
BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "+": 2, "-": 2, "*": 3, "/": 3, "^": 5}


def is_number(one):
    return isinstance(one, int | float) and not isinstance(one, bool)


def tokens(text):
    place, found = 0, []
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None or match.end() == place:
            raise SyntaxError(text[place : place + 40])
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


class Parser:
    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, wanted=None):
        token = self.peek()
        if wanted is not None and token[1] != wanted:
            raise SyntaxError(f"{wanted} expected, {token}")
        self.at += 1
        return token

    def whole(self):
        tree = self.expression(0)
        if self.peek()[0] != "end":
            raise SyntaxError(str(self.peek()))
        return tree

    def expression(self, least):
        # a leading minus binds tighter than ^ in a spreadsheet
        left = self.unary()
        while self.peek()[0] == "op" and BINDING.get(self.peek()[1], -1) > least:
            sign = self.take()[1]
            left = ("op", sign, left, self.expression(BINDING[sign]))
        return left

    def unary(self):
        kind, text = self.peek()
        if text == "-" and kind == "op":
            self.take()
            return ("minus", self.unary())
        if text == "(":
            self.take()
            inner = self.expression(0)
            self.take(")")
            return inner
        self.take()
        if kind == "number":
            return ("value", float(text))
        if kind == "string":
            return ("value", text[1:-1].replace('""', '"'))
        if kind == "word":
            return ("value", text == "TRUE")
        if kind == "ref":
            return ("ref", text)
        if kind == "name":
            self.take("(")
            parts = []
            while self.peek()[1] != ")":
                parts.append(self.expression(0))
                if self.peek()[1] == ",":
                    self.take()
            self.take(")")
            return ("call", text, parts)
        raise SyntaxError(text)


class Sheets:
    """A workbook's cells, computed on demand; what a formula's file says of its result is never looked at."""

    def __init__(self, stream):
        self.written = load_workbook(stream)
        self.known = {}
        self.busy = set()

    def value(self, sheet, cell):
        """The value of a cell; a Failed is raised for an error."""
        key = sheet, cell
        if key not in self.known:
            if key in self.busy:
                raise AssertionError(f"a circle at {key}")
            self.busy.add(key)
            raw = self.written[sheet][cell].value
            try:
                if (
                    isinstance(raw, str)
                    and raw.startswith("=")
                    and self.written[sheet][cell].data_type == "f"
                ):
                    raw = self.compute(Parser(raw[1:]).whole(), sheet)
            except Failed as failed:
                raw = failed
            except SyntaxError as wrong:
                raise AssertionError(f"{key}: {wrong}") from wrong
            self.known[key] = raw
            self.busy.discard(key)
        found = self.known[key]
        if isinstance(found, Failed):
            raise found
        return found

    def figure(self, sheet, row, column):
        """The number in a cell (from 0), NaN for an error or none."""
        try:
            found = self.value(sheet, f"{get_column_letter(column + 1)}{row + 1}")
        except Failed:
            return math.nan
        return float(found) if isinstance(found, int | float) else math.nan

    def cells(self, text, sheet):
        if "!" in text:
            name, _, text = text.rpartition("!")
            sheet = name[1:-1].replace("''", "'")
        first, _, last = text.replace("$", "").partition(":")
        if not last:
            return [(sheet, first)]
        (a, b), (c, d) = (re.fullmatch(r"([A-Z]+)(\d+)", one).groups() for one in (first, last))
        return [
            (sheet, f"{get_column_letter(column)}{row}")
            for row in range(int(b), int(d) + 1)
            for column in range(column_index_from_string(a), column_index_from_string(c) + 1)
        ]

    def compute(self, node, sheet, array=False):
        kind = node[0]
        if kind == "value":
            return node[1]
        if kind == "ref":
            cells = self.cells(node[1], sheet)
            if len(cells) == 1 and ":" not in node[1]:
                return self.value(*cells[0])
            return [self.value(*cell) for cell in cells]
        if kind == "minus":
            return -self.number(self.compute(node[1], sheet, array))
        if kind == "op":
            return self.joined(
                node[1], self.compute(node[2], sheet, array), self.compute(node[3], sheet, array)
            )
        return self.called(node[1], node[2], sheet, array)

    def number(self, value):
        if value is None:
            return 0.0
        if isinstance(value, bool | int | float):
            return float(value)
        raise Failed("#VALUE!")

    def joined(self, sign, left, right):
        if isinstance(left, list) or isinstance(right, list):
            many = len(left if isinstance(left, list) else right)
            pairs = zip(
                left if isinstance(left, list) else [left] * many,
                right if isinstance(right, list) else [right] * many,
                strict=True,
            )
            return [self.joined(sign, one, other) for one, other in pairs]
        if sign in ("=", "<>", "<", ">", "<=", ">="):
            if not isinstance(left, str) and not isinstance(right, str):
                left, right = self.number(left), self.number(right)
            elif isinstance(left, str) != isinstance(right, str):
                raise AssertionError(f"text and number compared: {left!r} {right!r}")
            return {"=": left == right, "<>": left != right, "<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign]  # fmt: skip
        one, other = self.number(left), self.number(right)
        try:
            if sign == "/":
                result = one / other
            elif sign == "^":
                result = one**other
                if one == 0 and other == 0:
                    raise Failed("#NUM!")
            else:
                result = {"+": one + other, "-": one - other, "*": one * other}[sign]
        except ZeroDivisionError as wrong:
            raise Failed("#DIV/0!") from wrong
        except OverflowError as wrong:
            raise Failed("#NUM!") from wrong
        if isinstance(result, complex) or not math.isfinite(result):
            raise Failed("#NUM!")
        return result

    def called(self, name, parts, sheet, array):
        if name == "NA":
            raise Failed("#N/A")
        if name == "IF":
            chosen = self.compute(parts[0], sheet, array)
            assert not isinstance(chosen, list | str)
            return self.compute(parts[1] if chosen else parts[2], sheet, array)
        if name in ("IFERROR", "ISNUMBER"):
            try:
                found = self.compute(parts[0], sheet, array)
            except Failed:
                return self.compute(parts[1], sheet, array) if name == "IFERROR" else False
            if name == "IFERROR":
                return found
            return list(map(is_number, found)) if isinstance(found, list) else is_number(found)
        if name == "SUMPRODUCT":
            found = self.compute(parts[0], sheet, True)
            return sum(map(self.number, found)) if isinstance(found, list) else self.number(found)
        given = [self.compute(part, sheet, array) for part in parts]
        flat = [one for part in given for one in (part if isinstance(part, list) else [part])]
        if name == "COUNT":
            return float(sum(isinstance(one, int | float) and not isinstance(one, bool) for one in flat))
        if name == "COUNTA":
            return float(sum(one is not None for one in flat))
        if name == "COUNTIF":
            return float(sum(one == given[1] for one in given[0]))
        if name == "INDEX":
            assert given[1] == 1
            place = int(given[2])
            if not 1 <= place <= len(given[0]):
                raise Failed("#REF!")
            return given[0][place - 1]
        if name == "LARGE":
            order, place = sorted(map(self.number, given[0]), reverse=True), int(given[1])
            if not 1 <= place <= len(order):
                raise Failed("#NUM!")
            return order[place - 1]
        numbers = [self.number(one) for one in flat]
        try:
            if name == "AND":
                return all(numbers)
            one = {
                "SUM": lambda: sum(self.number(one) for one in flat),
                "MAX": lambda: max(numbers),
                "MIN": lambda: min(numbers),
                "ABS": lambda: abs(numbers[0]),
                "INT": lambda: float(math.floor(numbers[0])),
                "SQRT": lambda: math.sqrt(numbers[0]),
                "LN": lambda: math.log(numbers[0]),
                "EXP": lambda: math.exp(numbers[0]),
            }[name]()
        except (ValueError, OverflowError) as wrong:
            raise Failed("#NUM!") from wrong
        return one
