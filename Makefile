# KAM Lab: the few commands of every day. Works with GNU make 3.81 and later, on Linux and macOS.
#
#   make start                      open the lab      lang=en  port=9000  workspace=~/lab  browser=no  view=lab
#   make trainer                    add what a trainer needs (nbgrader), then: . .venv/bin/activate
#   make test                       run all tests     tests=tests/house  options=-x
#   make check                      style, types and pages
#   make build                      pages into build/, wheel into dist/
#   make lock                       write requirements/*.txt again      upgrade=yes
#   make clean                      remove everything that was made, .venv too

SHELL := /bin/sh
PYTHON =
PYTHONS = $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python)
VENV = .venv/bin/python
PIP = $(VENV) -m pip --disable-pip-version-check
INSTALL = $(PIP) install --require-hashes --no-deps --only-binary :all: -r

# An environment that was moved here, or whose Python is gone, is made anew.
ifneq "$(shell $(VENV) -c '' 2>/dev/null && cat .venv/place)" "$(CURDIR)"
MOVED = moved
endif

TEXTS := $(shell find courses cases exercises -type f -not -name '.*' | grep -v '[ ~]' | sort)
TOOLKIT := $(shell find toolkit/kamlab -type f -not -name '*.pyc' -not -name '.*' | grep -v '[ ~]' | sort)
EXTENSION := $(shell find toolkit/labextension -type f -not -name '.*' | grep -v '[ ~]' | sort)
INSTALLED_FROM = pyproject.toml hatch_build.py $(EXTENSION)

.PHONY: start trainer test check build lock clean moved
.DELETE_ON_ERROR:
.NOTPARALLEL:

start: .venv/learner build/.pages
	@.venv/bin/kamlab start $(if $(lang),--lang "$(lang)") $(if $(port),--port "$(port)") \
	    $(if $(filter no,$(browser)),--no-browser) $(if $(filter lab,$(view)),--lab) \
	    $(if $(workspace),"$(workspace)")

trainer: .venv/dev build/.pages
	@echo "请运行 / now run:  . .venv/bin/activate"

test: .venv/dev build/.pages
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(VENV) -m pytest $(options) $(tests)

check: .venv/dev build/.pages
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy
	@.venv/bin/kamlab check

build: .venv/learner build/.pages
	@$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. A stamp is as new as the last installation; what it depends on decides on the next one.

.venv/place: $(MOVED)
	@for python in $(PYTHONS); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    if "$$python" -c 'import venv, ensurepip' 2>/dev/null; then found="$$python"; break; fi; \
	    bare="$$python"; \
	done; \
	if [ -n "$$found" ]; then \
	    echo "正在准备 Python 环境 / making the Python environment: $$("$$found" --version)"; \
	    "$$found" -m venv --clear .venv && printf '%s' "$(CURDIR)" > $@; \
	elif [ -n "$$bare" ]; then \
	    echo "这个 Python 缺少 venv 或 ensurepip，请补装，例如：sudo apt install python3-venv" >&2; \
	    echo "$$bare lacks venv or ensurepip. Install them, for example: sudo apt install python3-venv" >&2; exit 1; \
	else \
	    echo "没有找到 3.11 或更新的 Python。请安装一个，或指明位置：make start PYTHON=/path/to/python3" >&2; \
	    echo "No Python 3.11 or later was found. Install one, or name it: make start PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi

.venv/learner: .venv/place requirements/learner.txt $(INSTALLED_FROM)
	@echo "正在安装软件包（只在第一次或更新后） / installing packages (the first time and after updates only)"
	@$(INSTALL) requirements/learner.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/place requirements/dev.txt $(INSTALLED_FROM)
	@$(INSTALL) requirements/dev.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/learner $@

build/.pages: .venv/place $(INSTALLED_FROM) $(TEXTS) $(TOOLKIT)
	@.venv/bin/kamlab build
	@$(VENV) -m compileall -q toolkit/kamlab
	@touch $@

# The locks: versions and hashes only, for every Python and system; dev holds all of learner's versions. To the
# build tools comes what hatchling wants for an editable install; argon2's newer files leave out Intel Macs.

LOCK = build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(if $(upgrade),--upgrade)
BUILD_TOOLS = $(VENV) -c 'import tomllib; asked = tomllib.load(open("pyproject.toml", "rb"))["build-system"]; \
    print(*asked["requires"], "editables", "argon2-cffi-bindings<26", sep="\n")'

lock: .venv/place
	@test -x build/uv/bin/uv || { $(VENV) -m venv build/uv && build/uv/bin/python -m pip install --quiet uv; }
	@$(BUILD_TOOLS) | $(LOCK) --extra dev pyproject.toml - -o requirements/dev.txt
	@$(BUILD_TOOLS) | $(LOCK) --constraint requirements/dev.txt pyproject.toml - -o requirements/learner.txt
	@! grep -nE '://|^-' requirements/learner.txt requirements/dev.txt
