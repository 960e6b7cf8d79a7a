# Commands of the portal. Each does its work in a script of the same name under bin/.

.PHONY: help setup run test check audit screenshots bench lock messages clean

help:
	@echo "make run       set up what is missing and serve http://127.0.0.1:8000/ (HOST, PORT, DATABASE_URL)"
	@echo "make test      the whole suite: SQLite, PostgreSQL and browser (ALLOW_MISSING=1 to do without a part)"
	@echo "make check     lint, types, templates, migrations, layers and deployment settings"
	@echo "make audit     look at every page with the Nu HTML checker, a scale and Lighthouse (needs java, npm)"
	@echo "make screenshots  pictures of every page, width, language and mode into var/screenshots/"
	@echo "make bench     files, imports and pages beside other ways to do the same, at a million figures (BENCH_SCALE=84)"
	@echo "make lock      resolve the requirements anew, with hashes"
	@echo "make messages  collect the words to translate and compile the catalogue (needs gettext)"
	@echo "make clean     remove .venv and what tests and the bench left; data in var/ and .env stay"

setup:
	@bin/setup

run:
	@bin/run

test:
	@bin/test

check:
	@bin/check

audit:
	@bin/audit

screenshots:
	@bin/screenshots

bench: setup
	@bench/run

lock:
	@bin/lock

messages:
	@bin/messages

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache var/static var/test var/bench
