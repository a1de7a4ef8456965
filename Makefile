# Se barnet. `make help` lists the commands; every command does the set-up it needs, once.
.DEFAULT_GOAL := help
.PHONY: help setup serve build offline check language format derive test audit bench door lock clean

# Material prints a notice about MkDocs 2 at every build; the version is pinned, so it says nothing new.
export NO_MKDOCS_2_WARNING := 1

# The Python that makes .venv: the first one here that is 3.11 or newer, or name one: make PYTHON=/usr/bin/python3.12
PYTHON_NAMES := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON = $(shell for name in $(PYTHON_NAMES); do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check

# Two workers: the smallest machines that run the tests have two cores.
PYTEST_ARGS ?= -n 2 --dist loadfile

help: ## visar den här listan
	@echo "Kommandon:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "  make %-8s %s\n", $$1, $$2 }'

setup: .venv/.installed node_modules/.installed ## installerar allt som webbplatsen behöver (görs även av de andra kommandona)

serve: setup ## visar webbplatsen på http://127.0.0.1:8000 och laddar om när du sparar
	SITE_URL= $(PY) -m mkdocs serve --dirty --no-strict --dev-addr 127.0.0.1:8000

build: setup ## bygger webbplatsen till site/
	$(PY) -m scripts.build

offline: build ## gör en kopia av webbplatsen att öppna från en mapp, utan nät: site-offline/
	$(PY) -m scripts.offline

check: .venv/.installed ## kontrollerar alla uppgifter i data/
	@$(PY) -m scripts.check

language: setup ## kontrollerar språket: stavning, läsbarhet, siffror och plikter utan källa
	@$(PY) -m scripts.language

format: .venv/.installed ## skriver filerna i data/ på den gemensamma formen
	@$(PY) -m scripts.format

derive: .venv/.installed ## skriver mallar och scheman på nytt när fälten eller ordlistorna ändrats
	@$(PY) -m scripts.derive

test: setup .venv/.chromium ## kör alla tester, även i en riktig webbläsare
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m scripts.build
	SITE_DIR=site $(PY) -m pytest $(PYTEST_ARGS)

audit: build .venv/.chromium ## provar tillgängligheten på varje sida, väger sidorna och fyller i redogörelsen
	$(PY) -m scripts.audit

bench: build .venv/.chromium ## mäter bygget och jämför med andra motorer (tar lång tid; kör inget annat under tiden)
	$(PY) -m scripts.bench $(BENCH_ARGS)

door: build ## provar att bygga webbplatsen med Zensical och ProperDocs och visar vad som skiljer
	$(PY) -m scripts.door $(DOOR_ARGS)

lock: .venv/.installed ## räknar om requirements.lock och package-lock.json
	$(PIP) install --quiet --upgrade --target .cache/uv uv==0.13.9
	.cache/uv/bin/uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock
	$(PY) -m scripts.setup_npm install --package-lock-only

clean: ## tar bort det som byggts (inte installationen)
	rm -rf site site-offline site-offline.zip .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

# --- Set-up, each part once: a stamp says it is done, and a changed lock file undoes the stamp ---

.venv/.installed: requirements.lock scripts/setup_venv.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 eller nyare behövs. Installera det, eller ange var det finns:" \
		"make PYTHON=/sökväg/till/python3"; exit 1; }
	"$(PYTHON)" scripts/setup_venv.py
	$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

node_modules/.installed: package-lock.json .npmrc | .venv/.installed
	$(PY) -m scripts.setup_npm ci
	@touch $@

.venv/.chromium: scripts/setup_chromium.py scripts/find_chromium.py | .venv/.installed
	$(PY) -m scripts.setup_chromium
	@touch $@
