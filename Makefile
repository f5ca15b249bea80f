# Two commands do everything: `make edition` and `make test`. README.md has the plain pip lines.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test lint wheel clean

edition: $(VENV)/base
	$(BIN)/tk edition articles/accord-energie.txt --to en,ru,bm

test: $(VENV)/dev
	$(BIN)/python -m pytest

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/mypy

wheel: $(VENV)/dev
	$(BIN)/python -m build --wheel

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/base: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ $(VENV)/base

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
