"""A pattern as a small program whose steps can be counted, as Python's own matcher goes through them.

The program is the one of every backtracking matcher: letters, forks tried in order, and what is looked at without
being taken. `count` runs it on a text and returns how many steps it took, so that growth is measured and not the clock.
"""

import re
import re._constants as sre
import re._parser as parser

UNBOUNDED = parser.MAXREPEAT
_COPIES = 130  # a counted repeat is written out; more copies than this are as good as no bound


class TooManySteps(Exception):
    """The text took more steps than were allowed."""


class Program:
    """A pattern's instructions; each is a tuple whose first is its kind."""

    def __init__(self, pattern):
        self.bytes = isinstance(pattern.pattern, bytes)
        tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.flags, self.code, self.loops = pattern.flags | tree.state.flags, [], 0
        self._sequence(tree, self.flags)
        self._put("accept")

    def _put(self, *instruction):
        self.code.append(list(instruction))
        return len(self.code) - 1

    def _sequence(self, items, flags):
        for operation, argument in items:
            self._item(operation, argument, flags)

    def _item(self, operation, argument, flags):
        if operation in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            self._put("letter", Letters(operation, argument, flags, self.bytes))
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            self._repeat(*argument, flags, greedy=operation is sre.MAX_REPEAT)
        elif operation is sre.POSSESSIVE_REPEAT:
            self._apart(lambda: self._repeat(*argument, flags, greedy=True))
        elif operation is sre.ATOMIC_GROUP:
            self._apart(lambda: self._sequence(argument, flags))
        elif operation is sre.SUBPATTERN:
            number, added, removed, body = argument
            self._put("save", 2 * (number or 0))
            self._sequence(body, (flags | added) & ~removed)
            self._put("save", 2 * (number or 0) + 1)
        elif operation is sre.BRANCH:
            self._branches(argument[1], flags)
        elif operation is sre.AT:
            self._put("at", argument, flags)
        elif operation in (sre.ASSERT, sre.ASSERT_NOT):
            direction, body = argument
            width = body.getwidth()[0] if direction < 0 else 0
            look = self._put("look", 0, operation is sre.ASSERT_NOT, width)
            self._sequence(body, flags)
            self._put("accept")
            self.code[look][1] = len(self.code)
        elif operation is sre.GROUPREF:
            self._put("again", argument)
        else:
            raise NotImplementedError(
                f"{operation} in a pattern: tests/patterns/steps.py knows no steps for it"
            )

    def _apart(self, body):
        place = self._put("atomic", 0)
        body()
        self._put("accept")
        self.code[place][1] = len(self.code)

    def _branches(self, branches, flags):
        ends = []
        for index, branch in enumerate(branches):
            fork = self._put("fork", 0, 0) if index < len(branches) - 1 else None
            if fork is not None:
                self.code[fork][1] = fork + 1
            self._sequence(branch, flags)
            ends.append(self._put("jump", 0))
            if fork is not None:
                self.code[fork][2] = len(self.code)
        for end in ends:
            self.code[end][1] = len(self.code)

    def _repeat(self, least, most, body, flags, *, greedy):
        for _ in range(min(least, _COPIES)):
            self._sequence(body, flags)
        if most is UNBOUNDED or most - least > _COPIES:
            loop, self.loops = self.loops, self.loops + 1
            fork = self._put("fork", 0, 0)
            self._put("mark", loop)
            self._sequence(body, flags)
            self._put("moved", loop)
            self._put("jump", fork)
            self._choose(fork, len(self.code), greedy)
            return
        forks = []
        for _ in range(most - least):
            forks.append(self._put("fork", 0, 0))
            self._sequence(body, flags)
        for fork in forks:
            self._choose(fork, len(self.code), greedy)

    def _choose(self, fork, behind, greedy):
        self.code[fork][1:] = (fork + 1, behind) if greedy else (behind, fork + 1)

    def count(self, text, *, search=True, whole=False, most=1_000_000):
        """Steps for a text: every match of it in turn by `search`, else the one at its start (`whole`: fullmatch)."""
        run = _Run(self, text, most)
        start = 0
        while start <= len(text):
            end = run.match(0, start, whole=whole)
            if not search:
                break
            start = start + 1 if end is None or end <= start else end
        return run.steps

    def match_end(self, text):
        """Where the match at a text's start ends; None where there is none."""
        return _Run(self, text, 1_000_000).match(0, 0)


class _Run:
    def __init__(self, program, text, most):
        self.program, self.text, self.most, self.steps = program, text, most, 0
        self.saved = None

    def match(self, place, position, *, whole=False, marks=None):
        """Where the match from an instruction on ends; None where there is none."""
        waiting = [(place, position, marks or ())]
        code, text, length, most, steps = self.program.code, self.text, len(self.text), self.most, self.steps
        while waiting:
            place, position, marks = waiting.pop()
            while True:
                steps += 1
                if steps > most:
                    raise TooManySteps
                instruction = code[place]
                kind = instruction[0]
                if kind == "letter":
                    if position >= length:
                        break
                    holds = instruction[1].known.get(text[position])
                    if holds is None:
                        holds = instruction[1].holds(text[position])
                    if not holds:
                        break
                    place += 1
                    position += 1
                elif kind == "fork":
                    waiting.append((instruction[2], position, marks))
                    place = instruction[1]
                elif kind == "jump":
                    place = instruction[1]
                elif kind == "accept":
                    if whole and position < length:
                        break
                    self.saved, self.steps = marks, steps
                    return position
                elif kind in ("mark", "save"):
                    marks = _with(marks, (kind, instruction[1]), position)
                    place += 1
                elif kind == "moved":
                    if _of(marks, ("mark", instruction[1])) == position:
                        break
                    place += 1
                else:
                    # what is looked at within counts its own steps
                    self.steps = steps
                    place, position, marks = self._aside(kind, instruction, place, position, marks)
                    steps = self.steps
                    if place is None:
                        break
        self.steps = steps
        return None

    def _aside(self, kind, instruction, place, position, marks):
        if kind == "at":
            return (
                (place + 1 if self._at(instruction[1], instruction[2], position) else None),
                position,
                marks,
            )
        if kind == "again":
            first, last = (
                _of(marks, ("save", 2 * instruction[1])),
                _of(marks, ("save", 2 * instruction[1] + 1)),
            )
            said = self.text[first:last] if last is not None else None
            fits = said is not None and self.text.startswith(said, position)
            return (place + 1, position + len(said), marks) if fits else (None, position, marks)
        if kind == "atomic":
            end = self.match(place + 1, position, marks=marks)
            return (None, position, marks) if end is None else (instruction[1], end, self.saved)
        _, behind, negative, width = instruction
        found = None if position < width else self.match(place + 1, position - width, marks=marks)
        return (behind if (found is None) is negative else None), position, marks

    def _at(self, where, flags, position):
        text = self.text
        if where in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            lines = flags & re.MULTILINE and where is sre.AT_BEGINNING
            return position == 0 or bool(lines and text[position - 1] == "\n")
        if where is sre.AT_END_STRING:
            return position == len(text)
        if where is sre.AT_END:
            if flags & re.MULTILINE:
                return position == len(text) or text[position] == "\n"
            return position == len(text) or (position == len(text) - 1 and text[position] == "\n")
        before = position > 0 and _is_word(text[position - 1])
        after = position < len(text) and _is_word(text[position])
        return (before != after) is (where is sre.AT_BOUNDARY)


def _with(marks, key, value):
    return (*(one for one in marks if one[0] != key), (key, value))


def _of(marks, key):
    return next((value for name, value in marks if name == key), None)


def _is_word(letter):
    return letter.isalnum() or letter == "_"


_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: _is_word,
    sre.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdecimal(),
    sre.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    sre.CATEGORY_NOT_WORD: lambda letter: not _is_word(letter),
}


class Letters:
    """The letters that one place of a pattern takes."""

    def __init__(self, operation, argument, flags, of_bytes):
        self.every = operation is sre.ANY and bool(flags & re.DOTALL)
        self.negative = operation in (sre.NOT_LITERAL, sre.ANY)
        self.folds = bool(flags & re.IGNORECASE)
        self.ascii = of_bytes or bool(flags & re.ASCII)
        if operation is sre.IN:
            items = list(argument)
            self.negative = items[0][0] is sre.NEGATE
            self.items = items[1:] if self.negative else items
        else:
            self.items = [(sre.LITERAL, ord("\n") if operation is sre.ANY else argument)]
        self.known = {}

    def edges(self):
        """Letters at and beside the limits of what it names: together they tell its letters from all others."""
        for operation, argument in self.items:
            if operation is sre.LITERAL:
                yield argument
            elif operation is sre.RANGE:
                yield from (argument[0], argument[1], argument[0] - 1, argument[1] + 1)

    def holds(self, letter):
        """Whether it takes a letter."""
        if letter not in self.known:
            cases = {letter, letter.lower(), letter.upper()} if self.folds else {letter}
            named = any(
                self._named(operation, argument, one) for one in cases for operation, argument in self.items
            )
            self.known[letter] = self.every or named is not self.negative
        return self.known[letter]

    def _named(self, operation, argument, letter):
        if len(letter) != 1:
            return False
        if operation is sre.LITERAL:
            return ord(letter) == argument
        if operation is sre.RANGE:
            return argument[0] <= ord(letter) <= argument[1]
        positive = _CATEGORIES[argument]
        if self.ascii and ord(letter) > 127:
            return argument in (sre.CATEGORY_NOT_DIGIT, sre.CATEGORY_NOT_SPACE, sre.CATEGORY_NOT_WORD)
        return positive(letter)
