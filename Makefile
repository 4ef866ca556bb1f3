# Each target is one command on a machine that has Python 3.11 or newer (with pip and venv) and make.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: rehearse test lint types layers check tests bench soak clean
KILLS ?= 300
SEEDS ?= 1000
FROM ?= 1

rehearse: $(READY)
	$(BIN)/usher rehearse

test: $(READY) lint types layers tests check
	$(BIN)/usher rehearse --no-stage

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

check: $(READY)
	$(BIN)/usher check --config config

tests: $(READY)
	$(BIN)/pytest -n auto

bench: $(READY)
	$(BIN)/python -m tests.bench

soak: $(READY)
	$(BIN)/python -m tests.process.soak --kills $(KILLS) --seed $(FROM)
	$(BIN)/python -m tests.faults.soak --seeds $(SEEDS) --from $(FROM)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
