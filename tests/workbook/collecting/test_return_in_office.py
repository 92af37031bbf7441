"""A return that was opened and saved in a real office program, as .xlsx, .xls and .ods, is read as the same return."""

import shutil
import subprocess

import pytest

from npfdesk.frames.gather import gathered_returns
from npfdesk.plan.returns import ReturnState
from tests.returns import DAY, INDICATORS, YEAR, Filled, begun, figure

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A plan, and a return filled in and saved by LibreOffice in each format: folders by format."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = tmp_path_factory.mktemp("office")
    opened, forms, files = begun(folder, language="zh")
    form = Filled(forms / files["c04"])
    form.enter_all(4, people="约50")
    form.enter("gdp", figure("gdp", 4, YEAR), note="含2家新增企业")
    form.sheet["P9"] = 777.25
    form.sign("2026年1月20日", edition=2)
    path = form.save()
    made = {}
    for kind, form_of in FORMATS.items():
        made[kind] = folder / kind
        subprocess.run(
            [
                OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form_of,
                "--outdir", str(made[kind]), str(path),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )  # fmt: skip
        shutil.copy(forms / "收集目录.xlsx", made[kind])
    return opened, made


@pytest.mark.parametrize("kind", list(FORMATS))
def test_the_return_is_the_same_in_every_format(sent, kind):
    opened, made = sent
    found = gathered_returns(opened, [made[kind]], today=DAY)
    (one,) = found.gathered.returns
    assert one.source.file.endswith(f".{kind}")
    assert one.state is ReturnState.PART
    assert (one.unit.code, one.source.edition, one.source.filled_on, one.source.filled_by) == (
        "c04", 2, "2026-01-20", "张三",
    )  # fmt: skip
    landed = {
        cell.returned.asked.series.indicator: cell.returned.value for cell in one.cells if cell.can_be_taken
    }
    assert landed == {code: figure(code, 4, YEAR) for code, *_ in INDICATORS if code != "people"}
    assert next(cell.returned.note for cell in one.cells) == "含2家新增企业"
    # of the other cells the form's own are known again, and what was typed beside them is told
    told = [(problem.code, problem.sheet, problem.cell) for problem in one.source.problems]
    assert told == [("return_figure_beyond", "填报表", "P9")]
    count = one.source.count
    assert (count.entered, count.beyond) == (6, 1)
    assert count.figures == count.printed + count.entered + count.beyond
