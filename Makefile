# Each target sets up what it needs in .venv and does nothing twice: `make run` is all it takes.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALLED := .venv/.installed
TOOLS := .venv/.tools

.PHONY: run test test-oracles test-gamma check bench clean

# Open the sample article; what you label is kept in work/.
run: $(INSTALLED)
	@$(BIN)/annotate label corpus/article.txt --out work

test: $(TOOLS)
	@$(BIN)/python -m pytest --numprocesses auto

# Figures of agreement beside those of other programs, and gamma, which another one computes. These are large and do not
# go together, so each set has an environment of its own. One that is missing is a failure there, no skipped test.
test-oracles: .venv/oracles/.installed
	@.venv/oracles/bin/python -c 'import irrCAC.raw, krippendorff, nltk, sklearn, statsmodels'
	@.venv/oracles/bin/python -m pytest tests/core/agreement/test_oracles.py

test-gamma: .venv/gamma/.installed
	@.venv/gamma/bin/python -c 'from importlib.util import find_spec; assert find_spec("pygamma_agreement")'
	@.venv/gamma/bin/python -m pytest tests/cli/test_gamma.py

.venv/oracles/.installed .venv/gamma/.installed: .venv/%/.installed: setup.cfg pyproject.toml
	@$(PYTHON) -m venv .venv/$*
	@.venv/$*/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,$*]'
	@touch $@

check: $(TOOLS)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

# As it is installed, beside its peers; BENCH="--targets --json figures.json" chooses what.
bench: .venv/bench/.installed
	@.venv/bench/bin/python -m benchmarks $(BENCH)

.venv/bench/.installed: setup.cfg $(shell find annotate schemas -name '*.py' -o -name '*.yaml')
	@$(PYTHON) -m venv .venv/bench
	@.venv/bench/bin/python -m pip install --quiet --disable-pip-version-check . slate-nlp check-jsonschema
	@touch $@

# Not work/: it holds what somebody labeled.
clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find annotate tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): setup.cfg pyproject.toml
	@$(PYTHON) -m venv .venv
	@$(PIP) --editable .
	@touch $@

$(TOOLS): $(INSTALLED)
	@$(PIP) --editable '.[test,check]'
	@touch $@
