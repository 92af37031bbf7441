"""Texts made for one pattern to be slow on, found from the pattern itself.

A backtracking matcher is slow where one text leads from a loop both back into the same loop and on into another one:
each repetition then leaves a choice behind it. `ambiguities` finds all such words in the pattern's automaton (two
ways round one loop: exponential; from one loop, or from the search's own start, into a later one: quadratic); the
steps that they really cost are counted afterwards, since what is looked at or taken for good may save them.
"""

from collections import Counter, deque
from itertools import islice

from tests.patterns.steps import TooManySteps

START = -1
"""The place of a search that has not begun to match: it takes any letter and stays."""
_OTHERS = " \n\taZ09_中族（(.\u00e9\u0665\ue000"
_MOST_CANDIDATES = 60
_SIZES = (100, 200, 400)
_MOST_STEPS = 600_000
GROWTH = 2.3
"""How much the second hundred repetitions may cost of what twice as many more do: 2 is linear, 4 quadratic."""


class Automaton:
    """A program's letters as states: from which to which others, by which letters of a small alphabet."""

    def __init__(self, program, *, search):
        self.program, self.search = program, search
        code = program.code
        self.states = [place for place, one in enumerate(code) if one[0] in ("letter", "again")]
        self.alphabet = self._alphabet(
            [code[place][1] for place in self.states if code[place][0] == "letter"]
        )
        everything = frozenset(self.alphabet)
        self.letters = {
            place: frozenset(one for one in self.alphabet if code[place][1].holds(one))
            if code[place][0] == "letter"
            else everything
            for place in self.states
        }
        self.first = self._closure(0, True)
        self.next = {place: self._closure(place + 1, False) for place in self.states}
        if search:
            self.letters[START] = everything
            self.next[START] = self._closure(0, False) + Counter({START: 1})
            self.first = self.first + Counter({START: 1})
        self.reach = {place: self._reached(place) for place in self.next}
        self.looping = [place for place in self.next if place in self.reach[place]]

    @staticmethod
    def _alphabet(classes):
        candidates = dict.fromkeys(_OTHERS)
        for one in classes:
            candidates.update(dict.fromkeys(chr(edge) for edge in one.edges() if 0 <= edge < 0x110000))
        told = {}
        for letter in candidates:
            told.setdefault(tuple(one.holds(letter) for one in classes), letter)
        return tuple(told.values())

    def _closure(self, place, at_start):
        """The letters that come next from an instruction, and by how many ways each (2: two or more)."""
        found, ways = Counter(), Counter()
        waiting = [place]
        while waiting:
            place = waiting.pop()
            ways[place] += 1
            if ways[place] > 2:
                continue
            instruction = self.program.code[place]
            kind = instruction[0]
            if kind in ("letter", "again"):
                found[place] += 1
            elif kind == "fork":
                waiting += instruction[1:]
            elif kind == "jump":
                waiting.append(instruction[1])
            elif kind == "look":
                waiting += [place + 1, instruction[1]]
            elif kind == "accept":
                behind = next(
                    (
                        one[1]
                        for one in reversed(self.program.code[:place])
                        if one[0] == "atomic" and one[1] == place + 1
                    ),
                    None,
                )
                if behind is not None:
                    waiting.append(behind)
            elif kind == "at":
                begins = str(instruction[1]) in ("AT_BEGINNING", "AT_BEGINNING_STRING")
                if at_start or not begins or instruction[2] & 8:
                    waiting.append(place + 1)
            else:
                waiting.append(place + 1)
        return found

    def _reached(self, place):
        found, waiting = set(), [place]
        while waiting:
            for one in self.next[waiting.pop()]:
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def prefix(self, place):
        """A shortest word after which the automaton stands before a state."""
        waiting, seen = deque((one, "") for one in self.first), set(self.first)
        while waiting:
            one, word = waiting.popleft()
            if one == place:
                return word
            letter = next(iter(self.letters[one]), None)
            for other in self.next[one] if letter is not None else ():
                if other not in seen:
                    seen.add(other)
                    waiting.append((other, word + letter))
        return ""


def ambiguities(automaton):
    """Words (prefix, word) whose repetition may cost more than linearly: word goes round a loop in two ways, or on."""
    return islice(_candidates(automaton), _MOST_CANDIDATES)


def _candidates(automaton):
    told = set()
    for place in automaton.looping:
        if place != START:
            for word in _words(automaton, (place, place), (place, place), two_ways=True):
                if word not in told:
                    told.add(word)
                    yield automaton.prefix(place), word
    for place in automaton.looping:
        for other in automaton.looping:
            later = other in automaton.reach[place] and place not in automaton.reach[other]
            if later and place != other:
                for word in _words(automaton, (place, place, other), (place, other, other)):
                    if (place == START, word) not in told:
                        told.add((place == START, word))
                        yield automaton.prefix(place), word


def _words(automaton, begin, end, *, two_ways=False):
    """For each first letter the shortest word that leads the states `begin` to `end`, each by its own way."""
    firsts = frozenset.intersection(*(automaton.letters[one] for one in begin))
    for first in firsts:
        word = _word(automaton, begin, end, first, two_ways)
        if word is not None:
            yield word


def _word(automaton, begin, end, first, two_ways):
    waiting, seen = deque([(begin, not two_ways, "")]), set()
    while waiting and len(seen) < 4000:
        states, parted, word = waiting.popleft()
        letters = frozenset.intersection(*(automaton.letters[one] for one in states))
        if not word:
            letters &= {first}
        if not letters:
            continue
        letter = next((one for one in sorted(letters)), "")
        for key, twice in _moves(automaton, states, end):
            here = parted or twice or (two_ways and len(set(key)) > 1)
            if key == end and here:
                return word + letter
            if (key, here) not in seen:
                seen.add((key, here))
                waiting.append((key, here, word + letter))
    return None


def _moves(automaton, states, end):
    """The states that follow, the outer ones never leaving their loop; and whether two ways lead to the same."""
    options = []
    for index, (state, last) in enumerate(zip(states, end, strict=True)):
        followers = automaton.next[state]
        fixed = states[index] if len(states) == 2 or index != 1 else None
        within = [
            one
            for one in followers
            if last == one or last in automaton.reach[one]
            if fixed is None or fixed in automaton.reach[one]
        ]
        options.append(within)
    if len(options) == 2:
        for one in options[0]:
            for other in options[1]:
                yield (one, other), one == other and automaton.next[states[0]][one] > 1
    else:
        for one in options[0]:
            for middle in options[1]:
                for other in options[2]:
                    yield (one, middle, other), False


CELLS = (
    "[",
    "(",
    "（",
    "（）",
    "()",
    "1",
    "1.",
    "1,",
    "一",
    "族",
    "占",
    " ",
    " \n",
    ".",
    "-",
    "\\",
    '"',
    "=",
    "a",
    "aA",
    "中",
)
"""What a cell of 30,000 letters may hold, whatever the pattern is for."""
_TAILS = ("", "\n", "\n\n", "\ue000", "a", "1", ")")


def growth(program, prefix, word, *, search, whole):
    """The worst growth of steps over repetitions of a word: 2 is linear, 4 quadratic, infinite where far beyond."""
    worst = 0.0
    for tail in _TAILS:
        counts = []
        for size in _SIZES:
            times = -(-size // len(word))
            try:
                text = prefix + word * times + tail
                counts.append(program.count(text, search=search, whole=whole, most=_MOST_STEPS))
            except TooManySteps:
                return float("inf")
        first, second = counts[1] - counts[0], counts[2] - counts[1]
        # a handful of steps says nothing of how they grow
        if second > 4 * _SIZES[2]:
            worst = max(worst, second / first)
    return worst


def slow_word(program, *, search, whole=False):
    """The first word (prefix, word, growth) on which a program's steps grow beyond linear; None: none is found."""
    automaton = Automaton(program, search=search)
    for prefix, word in (*ambiguities(automaton), *(("", cell) for cell in CELLS)):
        found = growth(program, prefix, word, search=search, whole=whole)
        if found > GROWTH:
            return prefix, word, found
    return None
