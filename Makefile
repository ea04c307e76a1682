# Two commands do all the set-up: `make demo` and `make test`. Each makes its own environment in .venv
# and needs nothing but a Python of 3.11 or newer.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench clean

demo: $(VENV)/.base
	@$(BIN)/policykit demo

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更高版本（含 venv 模块）。Debian、UOS、麒麟上请先执行：apt install python3-venv"; exit 2; }
	@echo "正在建立运行环境（$(VENV)），只在第一次需要……"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[web]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fast,mcp,web,dev]'
	@touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache
