# Everything a contributor runs. `make demo` and `make test` work on a fresh machine with Python >= 3.10 and make.
PYTHON ?= python3
SDK    ?= 2.12.1
DEV    := .venvs/dev
DEVBIN := $(DEV)/bin
SDKENV := .venvs/sdk-$(SDK)
SDKBIN := $(SDKENV)/bin
PIP    := -m pip --disable-pip-version-check --quiet

.PHONY: help demo test check format clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 16

# An environment is complete when its stamp is newer than what decides its contents.
$(DEV)/.stamp: pyproject.toml constraints/test.txt
	$(PYTHON) -m venv $(DEV)
	$(DEVBIN)/python $(PIP) install "pip>=25.1"
	$(DEVBIN)/python $(PIP) install -c constraints/test.txt -e . --group test --group check
	@touch $@

$(SDKENV)/.stamp: pyproject.toml constraints/test.txt
	$(PYTHON) -m venv $(SDKENV)
	$(SDKBIN)/python $(PIP) install "pip>=25.1"
	$(SDKBIN)/python $(PIP) install -c constraints/test.txt -e . "flyte==$(SDK)" --group test
	@touch $@

demo: $(SDKENV)/.stamp  ## Serialize a few example modules with the real Flyte SDK
	$(SDKBIN)/flytex serialize fixtures/hello.py fixtures/resources.py --root-dir fixtures

test: $(DEV)/.stamp $(SDKENV)/.stamp  ## Run the whole suite: without the SDK, then against the real one
	$(DEVBIN)/python -m pytest -n auto -m "not sdk"
	$(SDKBIN)/python -m pytest -n auto -m sdk

check: $(DEV)/.stamp  ## Lint, types, layer contract
	$(DEVBIN)/ruff check .
	$(DEVBIN)/ruff format --check .
	$(DEVBIN)/mypy
	$(DEVBIN)/lint-imports

format: $(DEV)/.stamp  ## Rewrite the code in the project's format
	$(DEVBIN)/ruff check --fix .
	$(DEVBIN)/ruff format .

clean:  ## Remove environments and caches
	rm -rf .venvs .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
