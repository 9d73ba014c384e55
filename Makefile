# Everything a contributor runs. `make demo` and `make test` need nothing but Python >= 3.10 and make.
PYTHON   ?= python3
SDK      ?= 2.12.1
PYTHONS  ?= 3.10 3.11 3.12 3.13 3.14
RELEASES ?= 2.0.0 2.3.9 2.6.13 2.9.0 2.12.1
DEV      := .venvs/dev/bin
SDKBIN   := .venvs/sdk-$(SDK)/bin
PIP      := -m pip --disable-pip-version-check --quiet
PYTEST   := -m pytest -n auto --dist loadgroup
# An editable installation leaves compiling to the first import, which some machines are told not to keep.
COMPILE  := -m compileall -q src

.PHONY: help environments demo test coverage test-pythons test-lowest check format generate docs dist conformance conformance-standin bench clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 16

# An environment is complete when its stamp is newer than what decides its contents.
.venvs/dev/.stamp: pyproject.toml constraints/dev.txt
	$(PYTHON) -m venv .venvs/dev
	$(DEV)/python $(PIP) install "pip>=25.1"
	$(DEV)/python $(PIP) install -c constraints/dev.txt -e . --group test --group check
	$(DEV)/python $(COMPILE)
	@touch $@

.venvs/sdk-%/.stamp: pyproject.toml constraints/sdk-%.txt
	$(PYTHON) -m venv .venvs/sdk-$*
	.venvs/sdk-$*/bin/python $(PIP) install "pip>=25.1"
	.venvs/sdk-$*/bin/python $(PIP) install -c constraints/sdk-$*.txt -e '.[sdk]' "flyte==$*" --group test
	.venvs/sdk-$*/bin/python $(COMPILE)
	@touch $@

.venvs/lowest/.stamp: pyproject.toml constraints/lowest.txt
	rm -rf .venvs/lowest
	$(PYTHON) -m venv .venvs/lowest
	.venvs/lowest/bin/python $(PIP) install "pip>=25.1"
	.venvs/lowest/bin/python $(PIP) install -c constraints/lowest.txt -e . --group test
	.venvs/lowest/bin/python $(COMPILE)
	@touch $@

# What builds the site of docs/, and what builds and checks the distributions: without flytex itself.
.venvs/docs/.stamp .venvs/dist/.stamp: .venvs/%/.stamp: pyproject.toml constraints/%.txt
	$(PYTHON) -m venv .venvs/$*
	.venvs/$*/bin/python $(PIP) install "pip>=25.1"
	.venvs/$*/bin/python $(PIP) install -c constraints/$*.txt --group $*
	@touch $@

# The official plugins as published, without their dependencies, seen only by the tests that put them on the path.
.venvs/plugins/.stamp: constraints/plugins.txt
	rm -rf .venvs/plugins
	$(PYTHON) $(PIP) install --no-deps --target .venvs/plugins/site-packages -r constraints/plugins.txt
	@touch $@

# The release of the seed: older than what flytex serializes with, compared by names only.
.venvs/beta/.stamp: constraints/beta.txt
	$(PYTHON) -m venv .venvs/beta
	.venvs/beta/bin/python $(PIP) install -r constraints/beta.txt
	@touch $@

environments: $(RELEASES:%=.venvs/sdk-%/.stamp) $(patsubst %,.venvs/%/.stamp,dev plugins docs beta)  ## Make all that CI needs

demo: .venvs/sdk-$(SDK)/.stamp  ## Show a finding, a diff, a Pod and a spec, with the real Flyte SDK
	@bash examples/demo.sh $(SDKBIN)/flytex

test: .venvs/dev/.stamp .venvs/sdk-$(SDK)/.stamp .venvs/plugins/.stamp  ## Run the whole suite: without the SDK, then against the real one
	$(DEV)/python $(COMPILE)
	$(DEV)/python $(MEASURED) $(PYTEST) -m "not sdk"
	$(SDKBIN)/python $(MEASURED) $(PYTEST) -m "sdk or engines"

coverage: .venvs/dev/.stamp  ## Run make test and say what share of each package it runs; below the floor fails
	rm -rf build/coverage && mkdir -p build/coverage
	$(MAKE) test MEASURED="-m coverage run"
	$(DEV)/python -m coverage combine --quiet
	$(DEV)/python -m tests.coverage_table

test-pythons: .venvs/plugins/.stamp  ## Install and test with every Python at hand, and say which are not
	@tests/pythons.sh $(SDK) $(PYTHONS)

test-lowest: .venvs/lowest/.stamp .venvs/plugins/.stamp  ## Run the suite without the SDK on the lowest versions that pyproject.toml allows
	.venvs/lowest/bin/python $(PYTEST) -m "not sdk"

check: .venvs/dev/.stamp  ## Lint, types, the layer contract, generated pages
	$(DEV)/ruff check .
	$(DEV)/ruff format --check .
	$(DEV)/mypy
	$(DEV)/lint-imports
	$(DEV)/python docs/generate.py --check

generate: .venvs/dev/.stamp  ## Write the pages on lint rules and on the command line
	$(DEV)/python docs/generate.py

docs: .venvs/docs/.stamp  ## Build the documentation as a site in build/site; a broken link fails
	@# Not --quiet: it would hide the warnings from --strict too.
	NO_MKDOCS_2_WARNING=1 .venvs/docs/bin/mkdocs build --strict

format: .venvs/dev/.stamp  ## Rewrite the code in the project's format
	$(DEV)/ruff check --fix .
	$(DEV)/ruff format .

dist: .venvs/dist/.stamp  ## Build wheel and sdist in dist/, check them, and try the wheel in an environment of its own
	rm -rf dist .venvs/bare
	.venvs/dist/bin/python -m build --no-isolation --outdir dist . >/dev/null
	.venvs/dist/bin/twine check --strict dist/*
	.venvs/dist/bin/check-wheel-contents dist/*.whl
	$(PYTHON) -m venv .venvs/bare
	.venvs/bare/bin/python $(PIP) install dist/*.whl
	.venvs/bare/bin/flytex --version
	cd fixtures && ../.venvs/bare/bin/flytex serialize hello.py --output-dir ../.venvs/bare/specs

# `make test` runs these with SDK $(SDK); RECORDED_WITH says with which others.
RECORDED_WITH ?= $(filter-out $(SDK),$(RELEASES))
RECORDED := $(wildcard tests/conformance/test_deploy_*.py) tests/conformance/image/test_dockerfiles_match_sdk.py

conformance: $(RELEASES:%=conformance-%) conformance-standin  ## Compare with every SDK release

# One release: the sdk engine against the release's own translation over all fixtures, and that every command bears it.
conformance-%: .venvs/sdk-%/.stamp
	@echo "SDK $*"; failed=0; bin=.venvs/sdk-$*/bin; \
	$$bin/python -m tests.conformance.releases || failed=1; \
	$$bin/python -m tests.conformance.app_releases || failed=1; \
	$$bin/flytex serialize fixtures/hello.py --message deploy-request -q >/dev/null || failed=1; \
	for command in lint inspect graph; do \
		$$bin/flytex $$command fixtures --root-dir fixtures -q >/dev/null 2>&1; \
		[ $$? -le 3 ] || { echo "$*: flytex $$command ends in a bug"; failed=1; }; \
	done; \
	case " $(RECORDED_WITH) " in *" $* "*) \
		echo "$*: what flyte deploy sends, recorded, and Dockerfiles"; \
		$$bin/python $(PYTEST) -q -m sdk $(RECORDED) || failed=1;; \
	esac; \
	exit $$failed

conformance-standin: .venvs/sdk-$(SDK)/.stamp .venvs/dev/.stamp .venvs/beta/.stamp
	@echo "stand-in, in an environment without an SDK, against SDK $(SDK), over all fixtures"; failed=0; \
	for what in releases app_releases; do \
		$(SDKBIN)/python -m tests.conformance.$$what --engine standin --python $(DEV)/python || failed=1; \
	done; \
	$(SDKBIN)/python -m tests.conformance.standin.report || failed=1; \
	$(DEV)/python -m tests.conformance.standin.beta .venvs/beta/bin/python || failed=1; \
	exit $$failed

bench: .venvs/sdk-$(SDK)/.stamp  ## Time flytex against plain scripts over the SDK, as ratios of one run
	$(SDKBIN)/python bench/run.py

clean:  ## Remove environments, caches and what was built
	rm -rf .venvs build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
