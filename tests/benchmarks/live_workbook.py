"""One edit against LibreOffice, which recalculates the live workbook of the same plan: python -m tests.benchmarks.live_workbook."""

import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.report.workbook_report import workbook_report
from tests.benchmarks.answers import line
from tests.report.materials import material
from tests.synthetic import synthetic_plan

REACH, OF_NOTHING = 0.25, 0.05
TURNS = 20
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{name}.dtd">\n'
LIBRARY = (
    HEAD.format(kind="library:library", name="library")
    + """<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""
)
# opening and starting are left out: the office's own clock is read around what it recalculates
MODULE = (
    HEAD.format(kind="script:module", name="module")
    + f"""<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">Sub Recalculate(book As String, told As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(book), "_blank", 0, hidden())
  Open told For Output As #1
  For turn = 1 To {TURNS}
    begun = GetSystemTicks()
    document.calculateAll()
    Print #1, GetSystemTicks() - begun
  Next turn
  Close #1
  document.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
)


def in_libreoffice(content, folder):
    """Milliseconds that LibreOffice takes to recalculate a workbook, in the middle."""
    book, told, profile = folder / "live.xlsx", folder / "told.txt", folder / "profile"
    book.write_bytes(content)
    office = [OFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    # a profile is laid out at the first start, over whatever macros were there
    subprocess.run([*office, "--terminate_after_init"], capture_output=True, check=True, timeout=120)
    macros = profile / "user" / "basic" / "Standard"
    (macros / "Module1.xba").write_text(MODULE, encoding="utf-8")
    (macros / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    macro = f'macro:///Standard.Module1.Recalculate("{book}","{told}")'
    subprocess.run([*office, macro], capture_output=True, check=True, timeout=300)
    return statistics.median(float(one) for one in told.read_text().split())


def edits(plan):
    """Milliseconds of processor time for one edit of one row, all scenarios, and for all from nothing, in the middle."""
    document = new_document(plan)
    results, growth = compute(document), 3.0
    key = AssumptionKey(*plan.series[len(plan.indicators)])
    one, whole = [], []
    for _ in range(200):
        growth += 0.01
        begun = time.process_time()
        document = set_assumptions(document, "惯性", {key: Assumption(Method.GROWTH, growth)}).apply(document)
        results = update(results, document)
        one.append(time.process_time() - begun)
    for _ in range(20):
        begun = time.process_time()
        compute(document)
        whole.append(time.process_time() - begun)
    return statistics.median(one) * 1000, statistics.median(whole) * 1000


def main():
    plan = synthetic_plan(10, 20)
    ours, whole = edits(plan)
    line(
        "city: one edit, all scenarios",
        f"{ours:.2f} ms, {ours / whole:.3f} of from nothing",
        f"to reach ≤ {OF_NOTHING}",
        ours <= OF_NOTHING * whole,
    )
    if OFFICE is None:
        print("LibreOffice is not on this machine: nothing to hold an edit against")
        return
    with tempfile.TemporaryDirectory() as folder:
        theirs = in_libreoffice(workbook_report(material(plan)), Path(folder))
    line(
        "city: one edit against LibreOffice's recalculation",
        f"{ours:.2f} ms against {theirs:.0f}, {ours / theirs:.3f}",
        f"to reach ≤ {REACH}",
        ours <= REACH * theirs,
    )


if __name__ == "__main__":
    main()
