# Two commands do everything: `make run` and `make test`. The rest is for whoever builds it.
SHELL := /bin/bash
PYTHON := .venv/bin/python
export PYTHONUTF8 := 1

# how long `make fuzz` goes on: make fuzz MINUTES=10
MINUTES ?= 3

# what `make mutants` plants mistakes in: make mutants ROOM=engine/status
ROOM ?= engine/status

.PHONY: help setup run test test-system fuzz mutants kills bench shots samples dist pins clean

help:
	@echo "make run      the window on the sample (without a screen: a picture of it)"
	@echo "make test     style, types, floors and all tests"
	@echo "make test-system  LibreOffice and a reader of PDF for the tests that open our files in them"
	@echo "make fuzz     workbooks changed at random are read for some minutes (MINUTES=3)"
	@echo "make mutants  mistakes planted in a room, and which its tests miss (ROOM=engine/status)"
	@echo "make kills    the library under a thousand kills"
	@echo "make bench    measured speeds, with their ratios"
	@echo "make shots    pictures of the window into build/shots"
	@echo "make samples  the sample workbooks, built anew"
	@echo "make dist     a program that runs without Python, into dist/"
	@echo "make pins     the pinned versions, made anew"
	@echo "make clean    all that the others made, away"

setup:
	@bash .ci/setup.sh

run: setup
	@bash .ci/window.sh

test: setup
	@bash .ci/checks.sh

test-system:
	@bash .ci/readers.sh

fuzz: setup
	@$(PYTHON) -m tests.fuzz $(MINUTES)

mutants: setup
	@$(PYTHON) -m tests.mutants $(ROOM)

kills: setup
	@$(PYTHON) -m tests.store.kills 1000

bench: setup
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.benchmarks
	@$(PYTHON) -m tests.benchmarks.answers

shots: setup
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.shots

samples: setup
	@$(PYTHON) sample_data/build_samples.py

dist: setup
	@bash .ci/dist.sh

pins: setup
	@bash .ci/pins.sh

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .coverage .hypothesis
