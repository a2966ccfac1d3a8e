# Two verbs a newcomer needs: `make site` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: site test check bench audit lock serve clean

site: .venv/ready          ## the environment from the lock file, and the site in _build/site
	$(BIN)/outreach build

test: .venv/ready          ## everything: style, types, content, notebooks, browser, JupyterLab
	sh tests/prepare.sh
	$(MAKE) check
	$(BIN)/python -m pytest --nbval-lax notebooks
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests

check: .venv/ready         ## style, types and content, in seconds
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/outreach check

SECTIONS ?= 2000
bench: .venv-bench/ready   ## our site beside its peers, and how it grows (SECTIONS=10000 takes hours)
	sh tests/prepare.sh
	.venv-bench/bin/python -m tests.bench --sections $(SECTIONS)

audit: site                ## axe and the HTML checker on every page, Lighthouse on four (needs npm, Java)
	sh tests/prepare.sh
	npm install --silent --no-audit --no-fund --no-save --prefix _build/audit vnu-jar lighthouse@12
	$(BIN)/python -m tests.audit

serve: .venv/ready         ## the site on this machine, built again at each change
	$(BIN)/outreach serve

lock:                      ## the lock files anew from pyproject.toml (needs uv)
	$(COMPILE) --extra test -o requirements.lock pyproject.toml
	$(COMPILE) --extra test --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

clean:
	rm -rf _build out

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv-bench/ready: requirements-bench.lock pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
