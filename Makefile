# Two commands do everything: `make run` and `make test`. The rest is for whoever builds it.
SHELL := /bin/bash
PYTHON := .venv/bin/python
export PYTHONUTF8 := 1

# how long `make fuzz` goes on: make fuzz MINUTES=10
MINUTES ?= 3

# the room or module of `make quick` and `make mutants`: make quick ROOM=engine/targets/status
ROOM ?=

.PHONY: help setup setup-test run test quick test-system fuzz mutants kills bench shots manual samples dist deb pins clean

help:
	@echo "make run      the window on the sample (without a screen: a picture of it)"
	@echo "make test     style, types, floors and all tests"
	@echo "make quick    one room's style, types and tests in seconds (ROOM=engine)"
	@echo "make test-system  LibreOffice, a reader of PDF, Chromium and Xvfb, for the tests that want them"
	@echo "make fuzz     workbooks changed at random are read for some minutes (MINUTES=3)"
	@echo "make mutants  mistakes planted in a room, and which its tests miss (ROOM=engine/targets/status)"
	@echo "make kills    all that writes under a thousand kills, and a full disk at every point of it"
	@echo "make bench    measured speeds, with their ratios"
	@echo "make shots    pictures of the window into build/shots"
	@echo "make manual   the manual as HTML and PDF, with its pictures, into build/manual"
	@echo "make samples  the sample workbooks, built anew"
	@echo "make dist     a program that runs without Python, into dist/"
	@echo "make deb      the same as a package for Debian, UOS and Kylin, into dist/"
	@echo "make pins     the pinned versions, made anew"
	@echo "make clean    all that the others made, away"

# what the program needs; what its tests need beside it
setup:
	@bash .ci/setup.sh run

setup-test:
	@bash .ci/setup.sh test

run: setup
	@bash .ci/window.sh

test: setup-test
	@bash .ci/checks.sh

quick: setup-test
	@bash .ci/quick.sh "$(ROOM)"

test-system:
	@bash .ci/readers.sh

fuzz: setup-test
	@$(PYTHON) -m tests.fuzz $(MINUTES)

mutants: setup-test
	@$(PYTHON) -m tests.mutants "$(ROOM)"

kills: setup-test
	@$(PYTHON) -m tests.store.kills 1000

bench: setup-test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.benchmarks
	@$(PYTHON) -m tests.benchmarks.frame
	@$(PYTHON) -m tests.benchmarks.live_workbook
	@$(PYTHON) -m tests.benchmarks.answers
	@$(PYTHON) -m tests.benchmarks.yearly
	@$(PYTHON) -m tests.benchmarks.revisions
	@$(PYTHON) -m tests.benchmarks.province_months
	@$(PYTHON) -m tests.benchmarks.next_plan
	@$(PYTHON) -m tests.benchmarks.evaluation
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.benchmarks.new_month
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.benchmarks.many_scenarios
	@$(PYTHON) -m tests.benchmarks.contest
	@$(PYTHON) -m tests.benchmarks.reconciliation
	@$(PYTHON) -m tests.benchmarks.gathering

shots: setup-test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.shots

manual: setup-test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.manual

samples: setup
	@$(PYTHON) sample_data/build_samples.py

dist: manual
	@bash .ci/dist.sh

deb: dist
	@bash .ci/deb.sh

pins: setup
	@bash .ci/pins.sh

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .coverage .hypothesis
