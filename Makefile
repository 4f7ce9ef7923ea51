# Every target sets up what it needs first; a second time that takes a second.
.DEFAULT_GOAL := run
.PHONY: run test prove bench lock sbom screenshots format setup

run: ## the site on http://127.0.0.1:8000 (PORT=…), with examples; EMPTY=1 starts with the set-up guide
	@scripts/run

test: ## every check and test, SQLite and PostgreSQL, browser included
	@scripts/test


bench: ## floor and pages in turn on both databases: ratios, and docs/figures.md (SIZE=S|M)
	@scripts/setup test
	@.venv/bin/python -m bench.main --size $(or $(SIZE),M)

prove: ## the large figures: long kills, mass inputs, 2 000 examples each
	@scripts/test prove

setup:
	@scripts/setup test

lock: ## resolve dependencies anew (UPGRADE=1 takes newer versions), then the lists made from the locks
	@scripts/setup test
	@scripts/lock
	@scripts/setup test
	@$(MAKE) --no-print-directory sbom

sbom: ## sbom.cdx.json (CycloneDX) and THIRD-PARTY-LICENSES.md from the locks
	@scripts/setup test
	@.venv/bin/python scripts/sbom.py

screenshots: ## pictures of every page at 1280 and 360 px in var/screenshots; README=1 makes those of README.md anew
	@scripts/setup test
	@.venv/bin/python scripts/screenshots.py $(if $(README),readme,$(or $(LANGUAGES),nb))

format:
	@.venv/bin/ruff check --fix --quiet; .venv/bin/ruff format --quiet; .venv/bin/djlint lederloft --reformat --quiet || true
