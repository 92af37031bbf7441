"""The one exception of the Python face."""

import pytest

from npfdesk.frames.refusal import Refused
from npfdesk.plan.problems import Problem, error, warning

ODD = warning("odd", "怪：{text}", "odd: {text}")
WRONG = error("wrong", "错：{text}", "wrong: {text}")


def test_it_tells_all_that_was_found_and_the_reason_last():
    refused = Refused(Problem(ODD, text="a"), Problem(WRONG, text="b"))
    assert refused.problem.code == "wrong"
    assert [one.code for one in refused.problems] == ["odd", "wrong"]
    assert str(refused) == "怪：a · odd: a\n错：b · wrong: b"


def test_it_has_a_reason():
    with pytest.raises(ValueError, match="reason"):
        Refused()
