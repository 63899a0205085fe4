# The one list of commands. `make` alone shows it; .ci/run and the hooks call these.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SPARK_READY := .venv-spark/.ready

.DEFAULT_GOAL := help
.PHONY: help run test setup lint types contracts browser docs postgres spark vulnerabilities lock check bench clean

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: $(READY)  ## make the environment in .venv (once; works offline afterwards)

$(READY): requirements.lock pyproject.toml
	@sh scripts/setup.sh "$(PYTHON)"
	@touch $(READY)

run: $(READY)  ## serve the zone at http://127.0.0.1:8000
	@$(BIN)/chengjie serve

test: $(READY)  ## run all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)  ## ruff: style, errors, format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)  ## mypy --strict
	@$(BIN)/mypy

contracts: $(READY)  ## import contracts: which room may use which
	@$(BIN)/lint-imports --no-cache

browser: $(READY)  ## browser tests in headless Chromium
	@$(BIN)/python -m pytest tests/browser -m browser

postgres: $(READY)  ## the tests that need a PostgreSQL server, on one that is thrown away afterwards
	@sh scripts/postgres.sh $(BIN)/python -m pytest -m postgres
	@sh scripts/postgres.sh $(BIN)/python -m pytest tests/web

drill: $(READY)  ## back up, destroy, put back, upgrade the first schema: on SQLite and on PostgreSQL
	@$(BIN)/python -m benchmarks.drill
	@sh scripts/postgres.sh $(BIN)/python -m benchmarks.drill

spark: $(SPARK_READY)  ## tests on Spark, in .venv-spark beside .venv (needs Java 17 or newer)
	@.venv-spark/bin/python -m pytest -m spark tests/expression tests/matching tests/cli

$(SPARK_READY): $(READY) requirements-spark.lock
	@sh scripts/spark.sh "$(PYTHON)"
	@touch $(SPARK_READY)

docs: $(READY)  ## build the documentation into site/
	@$(BIN)/mkdocs build --strict

check: lint types contracts test  ## everything but the browser

vulnerabilities: $(READY)  ## known flaws of the locked packages (needs the internet; says so where there is none)
	@sh scripts/vulnerabilities.sh

lock: $(READY)  ## write both lock files anew from pyproject.toml
	@$(BIN)/uv pip compile --universal --generate-hashes --extra web --extra dev --no-header --no-annotate -q pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --universal --generate-hashes --extra spark -c requirements.lock --no-header --no-annotate -q pyproject.toml -o requirements-spark.lock

bench: $(READY)  ## the long measurements (benchmarks/README.md names each)
	@$(BIN)/python -m benchmarks

clean:  ## remove the environment and what the tools wrote
	@rm -rf .venv .venv-spark .cache site .mypy_cache .ruff_cache .pytest_cache .hypothesis
