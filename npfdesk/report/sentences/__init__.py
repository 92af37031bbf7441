"""Sentences of a report: text made of a pattern and figures, with what each figure rests on."""

from npfdesk.report.sentences.sentence import NO_EVIDENCE, Evidence, SaidFigure, Sentence

__all__ = ["NO_EVIDENCE", "Evidence", "SaidFigure", "Sentence"]
