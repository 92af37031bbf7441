"""The views at the window's right: what each is called, its shortcut, its place in the help, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.ui.charts.captions import Caption
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.descriptions import Description, Menu, Place
from npfdesk.ui.look.language import tr
from npfdesk.ui.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class ViewDescription(Description):
    """A view; its key stands in kept layouts and storyboards and never changes."""

    load: Callable[[Workspace], Chart]
    menu: Menu = Menu.VIEW

    @property
    def words(self) -> str:
        """The name in the language in force."""
        return tr("Views", self.title)

    def made(self, workspace: Workspace) -> Chart:
        """The view; where a mistake of the program keeps it from being made, a page that says so."""
        try:
            return self.load(workspace)
        except Exception as mistake:  # noqa: BLE001 - handed on to the log and the crash dialog
            return ViewNotMade(self, mistake)


class ViewNotMade(Chart):
    """Stands in the place of a view that could not be made."""

    def __init__(self, view: ViewDescription, mistake: Exception) -> None:
        super().__init__()
        self.title = Caption("title")
        self.title.setParent(self)
        self.title.write(view.words)
        self.containment.tell(mistake)


def _gaps(workspace: Workspace) -> Chart:
    from npfdesk.ui.charts.gaps import GapChart

    return GapChart(workspace)


def _heatmap(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.heatmap import Heatmap

    return Heatmap(workspace)


def _overview(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.overview import Overview

    return Overview(workspace)


def _ranking(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.ranking import Ranking

    return Ranking(workspace)


def _comparison(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.comparison import Comparison

    return Comparison(workspace)


def _map(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.tiles import TileMap

    return TileMap(workspace)


def _disparity(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.disparity import Disparity

    return Disparity(workspace)


def _small_charts(workspace: Workspace) -> Chart:
    from npfdesk.ui.charts.grid import PathGrid

    return PathGrid(workspace)


def _contribution(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.contribution import Contribution

    return Contribution(workspace)


def _year_so_far(workspace: Workspace) -> Chart:
    from npfdesk.ui.views.year_so_far import YearSoFarView

    return YearSoFarView(workspace)


def _monthly_board(workspace: Workspace) -> Chart:
    from npfdesk.ui.cycle.monthly_board import MonthlyBoard

    return MonthlyBoard(workspace)


def _monthly_ranking(workspace: Workspace) -> Chart:
    from npfdesk.ui.cycle.monthly_ranking import MonthlyRankingView

    return MonthlyRankingView(workspace)


def _evaluation(workspace: Workspace) -> Chart:
    from npfdesk.ui.cycle.evaluation import EvaluationView

    return EvaluationView(workspace)


def _closed_targets(workspace: Workspace) -> Chart:
    from npfdesk.ui.cycle.closed_targets import ClosedTargetsView

    return ClosedTargetsView(workspace)


def _revisions(workspace: Workspace) -> Chart:
    from npfdesk.ui.cycle.revisions import RevisionsView

    return RevisionsView(workspace)


def _contest(workspace: Workspace) -> Chart:
    from npfdesk.ui.cycle.contest import ContestView

    return ContestView(workspace)


GAPS: Final = ViewDescription(
    key="Gaps", title="Shortfalls", shortcut="Ctrl+1", help=Place("views", 2), load=_gaps
)
"""The view that is shown to begin with."""
MAP: Final = ViewDescription(key="Map", title="Map", shortcut="Ctrl+6", help=Place("views", 7), load=_map)
"""The view that draws a user's own borders."""
_IN_ORDER: Final = (
    GAPS,
    ViewDescription(key="Heatmap", title="Heatmap", shortcut="Ctrl+2", help=Place("views", 3), load=_heatmap),
    ViewDescription(
        key="Overview", title="Overview", shortcut="Ctrl+3", help=Place("views", 4), load=_overview
    ),
    ViewDescription(key="Ranking", title="Ranking", shortcut="Ctrl+4", help=Place("views", 5), load=_ranking),
    ViewDescription(
        key="Scenarios",
        title="Scenario comparison",
        shortcut="Ctrl+5",
        help=Place("views", 6),
        load=_comparison,
    ),
    MAP,
    ViewDescription(
        key="Disparity", title="Disparity", shortcut="Ctrl+7", help=Place("views", 8), load=_disparity
    ),
    ViewDescription(
        key="Small charts",
        title="Small multiples",
        shortcut="Ctrl+8",
        help=Place("views", 9),
        load=_small_charts,
    ),
    ViewDescription(
        key="Contributions",
        title="Contributions",
        shortcut="Ctrl+9",
        help=Place("views", 10),
        load=_contribution,
    ),
    ViewDescription(
        key="Year so far",
        title="Year to date",
        # the ten digits are taken
        shortcut="Ctrl+Alt+0",
        menu=Menu.CYCLE,
        help=Place("views", 11),
        load=_year_so_far,
    ),
    ViewDescription(
        key="Monthly board",
        title="Monthly board",
        menu=Menu.CYCLE,
        help=Place("views", 12),
        load=_monthly_board,
    ),
    ViewDescription(
        key="Monthly ranking",
        title="Monthly ranking",
        menu=Menu.CYCLE,
        help=Place("views", 13),
        load=_monthly_ranking,
    ),
    ViewDescription(
        key="Evaluation",
        title="Evaluation",
        menu=Menu.CYCLE,
        help=Place("views", 14),
        load=_evaluation,
    ),
    ViewDescription(
        key="Revisions",
        title="Effect of revisions",
        shortcut="Ctrl+Alt+V",
        menu=Menu.CYCLE,
        help=Place("views", 15),
        load=_revisions,
    ),
    ViewDescription(
        key="Closed targets",
        title="Closed targets",
        menu=Menu.CYCLE,
        help=Place("views", 16),
        load=_closed_targets,
    ),
    ViewDescription(
        key="Contest",
        title="Contest",
        menu=Menu.CYCLE,
        help=Place("views", 17),
        load=_contest,
    ),
)
VIEWS: Final[Mapping[str, ViewDescription]] = MappingProxyType({one.key: one for one in _IN_ORDER})
"""The views by their keys, in the order in which they are offered."""
