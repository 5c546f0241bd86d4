# Everything runs in .venv, made here; a second run finds it ready (the stamps in .venv).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
OCR_READY := $(VENV)/.ready-ocr
WEB_READY := $(VENV)/.ready-web
BENCH_READY := $(VENV)/.ready-bench
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

# The versions that the gate was green with (make constraints): a release of a dependency does not
# break it. Both names, because pip takes build requirements from the second since 25.3.
CONSTRAINTS := tests/constraints.txt
export PIP_CONSTRAINT = $(CONSTRAINTS)
export PIP_BUILD_CONSTRAINT = $(CONSTRAINTS)

# The reports are Chinese; LANG=C must not turn them into question marks.
export PYTHONUTF8 = 1

# The tests start the program hundreds of times and the measurements hold it against installed
# libraries: like them it is compiled once, though the environment of many an image forbids it.
unexport PYTHONDONTWRITEBYTECODE

HALF ?= tune

.PHONY: help demo demo-ocr serve test coverage needs lint bench reading digits mutants docs samples corpus outputs golden constraints clean

help:
	@echo "make demo     check the sample reports"
	@echo "make demo-ocr install what reads scans (65 MB), scan a sample report and check the scan"
	@echo "make serve    open the desk in the browser (a store in build/desk)"
	@echo "make test     run the tests"
	@echo "make coverage run the tests and measure what they reach, branches too (the gate measures lines)"
	@echo "make lint     ruff, mypy, import contracts"
	@echo "make bench    measure speed and accuracy, write the tables into the READMEs"
	@echo "make reading  print 220 reports nobody has seen and count what is read right (HALF=tune or accept)"
	@echo "make digits   learn the shapes of digits anew from Debian's fonts (fetched into build/, not installed)"
	@echo "make docs     write the table of rules (rules/README.md), the schema of settings and the READMEs' examples"
	@echo "make samples  rebuild the sample PDFs and write all their outputs (needs Chromium, LibreOffice and two fonts)"
	@echo "make outputs  write every output of the faulty samples into build/outputs"
	@echo "make corpus   rebuild the PDFs that the tests of reading read (needs Chromium and a font)"
	@echo "make golden   rewrite every expected output, to be read before it is committed"
	@echo "make mutants  change checks, locate and second_reading line by line; which changes go unnoticed?"
	@echo "make constraints  take the newest dependencies, write their versions down, then run the tests"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "checker needs Python 3.11 or later; name one with: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "this Python has no venv; on Debian/Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_READY): pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "installing checker into $(VENV)"
	@$(PIP) -e .
	@touch $@

$(DEV_READY): pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "installing checker and its test tools into $(VENV)"
	@$(PIP) -e '.[dev]'
	@touch $@ $(OCR_READY) $(WEB_READY) $(RUN_READY)

$(OCR_READY): pyproject.toml | $(BIN)/python
	@echo "installing checker and what reads scans into $(VENV)"
	@$(PIP) -e '.[ocr]'
	@touch $@ $(RUN_READY)

$(WEB_READY): pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "installing checker and its desk into $(VENV)"
	@$(PIP) -e '.[web]'
	@touch $@ $(RUN_READY)

$(BENCH_READY): pyproject.toml | $(BIN)/python
	@echo "installing checker and what its measurements need into $(VENV)"
	@$(PIP) -e '.[bench]'
	@touch $@ $(DEV_READY) $(RUN_READY)

demo: $(RUN_READY)
	@$(BIN)/checker check samples/; status=$$?; \
	  echo; \
	  echo "exit status $$status; expected: 1, because the reports in samples/bad hold errors"; \
	  test $$status -eq 1

demo-ocr: $(OCR_READY)
	@$(BIN)/python -m samples.make_scan samples/bad/hongze-2023.pdf build/scan-hongze-2023.pdf
	@$(BIN)/checker check build/scan-hongze-2023.pdf; status=$$?; \
	  echo; \
	  echo "exit status $$status; expected: 1, because the report that was scanned holds two wrong totals"; \
	  test $$status -eq 1

serve: $(WEB_READY)
	@mkdir -p build/desk
	@$(BIN)/checker serve --store build/desk/checker.db

needs: $(DEV_READY)
	@$(BIN)/python -m tests.needs

# A file's tests run in one process, which makes once what they share (a desk, a scan that was read).
# In CI the time of the marks is bounded and what the tests reach is measured; the floor, and what
# is measured: [tool.coverage] in pyproject.toml.
test: $(DEV_READY) needs
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(if $(CI),--budgets --cov $(BRANCHES))

coverage:
	@$(MAKE) --no-print-directory test CI=true BRANCHES=--cov-branch

lint: $(DEV_READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(DEV_READY)
	@$(BIN)/python -m tests.bench.run
	@$(BIN)/python -m tests.bench.register_scale --readme 200 20000
	@$(BIN)/python -m tests.bench.cluster --readme
	@$(BIN)/python -m tests.bench.desk_load --readme

# Needs Chromium, LibreOffice and Debian's Chinese fonts: root has them installed, others are told.
reading: $(BENCH_READY)
	@$(BIN)/python -m tests.bench.producers make --half $(HALF) --out build/reading/$(HALF)
	@$(BIN)/python -m tests.bench.producers score build/reading/$(HALF)

digits: $(BENCH_READY)
	@$(BIN)/python -m tests.bench.digits fetch
	@$(BIN)/python -m tests.bench.digits train
	@$(BIN)/python -m tests.bench.digits letters

docs: $(DEV_READY)
	@$(BIN)/python -m checker.rulebook.catalogue
	@$(BIN)/python -m checker.cli.settings_schema
	@$(BIN)/python -m tests.readme

mutants: $(DEV_READY)
	@$(BIN)/python -m tests.bench.mutants

samples: $(DEV_READY)
	@$(BIN)/python -m samples.make_samples
	@$(MAKE) --no-print-directory outputs

FORMATS := text json jsonl csv markdown sarif junit gitlab pdf annotated html xlsx certificate

outputs: $(DEV_READY)
	@$(BIN)/checker check samples/bad --isolated --quiet -o build/outputs/all.txt \
	  $(foreach format,$(FORMATS),--report $(format)=build/outputs/) \
	  --report pdf=build/outputs/all.pdf --report html=build/outputs/all.html \
	  --report xlsx=build/outputs/all.xlsx; test $$? -eq 1
	@ls build/outputs

corpus: $(DEV_READY)
	@$(BIN)/python -m samples.make_corpus

# The golden tests alone, found by the fixture they use.
golden: $(DEV_READY) needs
	@$(BIN)/pytest -n auto -q --update-golden
	@$(MAKE) --no-print-directory docs

constraints: | $(BIN)/python
	@$(BIN)/python -m tests.constraints
	@$(MAKE) --no-print-directory test

clean:
	rm -rf $(VENV) build dist *.egg-info
