# Keyport's commands. `make run` and `make test` are the two a newcomer needs; `make help` lists them all.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build firmware test test-usb lint bench coverage fuzz udev format clean toolchain

LISTEN ?= 127.0.0.1:8420
STATE ?= .lab
SECONDS ?= 60
RELEASE := .build/release

# One set of flags for lint and test, so that the second build finds everything done.
DEBUG_BUILD := swift build --build-tests -Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error
# The C++ library that the Swift runtime wants is linked in as well: what is used of it is a tenth of the shared one.
STATIC_CXX := $(CURDIR)/.build/static-cxx
RELEASE_BUILD := swift build -c release --static-swift-stdlib -Xlinker -L"$(STATIC_CXX)"

help: ## Lists the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

toolchain:
	@packaging/check-toolchain

# `set -m` gives the daemon the terminal's foreground to itself, so that Ctrl-C reaches it and not make, and its clean
# exit is make's.
run: build ## Starts keyportd in lab mode with a stand-in token; Ctrl-C stops it.
	@mkdir -p -m 700 "$(STATE)"
	@set -m; $(RELEASE)/keyportd --lab --state "$(CURDIR)/$(STATE)" --socket "$(CURDIR)/$(STATE)/keyport.sock" --listen $(LISTEN); exit $$?

build: toolchain ## Builds keyportd and keyport, optimised.
	@packaging/install-packages build
	@mkdir -p "$(STATIC_CXX)" && ln -sf "$$(gcc -print-file-name=libstdc++.a)" "$(STATIC_CXX)/libstdc++.a"
	@$(RELEASE_BUILD) --product keyportd
	@$(RELEASE_BUILD) --product keyport

firmware: toolchain ## Builds the reference firmware for the emulated board into .build/firmware.
	@packaging/install-packages firmware
	@firmware-spec/reference/build

# One run for each kind that keeps a core to itself: random conversations, the emulated board, the virtual machine.
# Without the firmware's libraries (its build ends with 75) the tests on the board are skipped, and say so.
test: toolchain ## Runs every test.
	@packaging/install-packages build firmware test
	@packaging/python-venv || true
	@firmware-spec/reference/build || test $$? -eq 75
	@$(DEBUG_BUILD)
	@swift test --skip-build --skip '^(USBTests|FirmwareTests)' --skip 'ConversationTests/badLine' -Xswiftc -warnings-as-errors
	@swift test --skip-build --filter 'TokenMachineTests.ConversationTests/badLine' -Xswiftc -warnings-as-errors
	@swift test --skip-build --filter '^FirmwareTests' -Xswiftc -warnings-as-errors
	@swift test --skip-build --filter '^USBTests' -Xswiftc -warnings-as-errors

# Last and alone in `make test`: a machine without KVM wants a core for itself.
test-usb: toolchain ## Runs the tests on a USB bus, in a virtual machine with Debian's kernel.
	@packaging/install-packages build test
	@$(DEBUG_BUILD)
	@swift test --skip-build --filter '^USBTests' -Xswiftc -warnings-as-errors

lint: toolchain ## Checks format, warnings, imports, scripts, and that the fuzzers build.
	@packaging/install-packages build lint
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests firmware-spec/reference
	@shellcheck --severity=warning packaging/install-packages packaging/check-toolchain packaging/python-venv .ci/run \
	  Tests/Fuzz/run Tests/coverage Tests/Rigs/vm/init Tests/Rigs/vm/guest firmware-spec/reference/build
	@mandoc -Tlint -W warning packaging/man/*
	@$(DEBUG_BUILD)
	@Tests/Fuzz/run 0

bench: build ## Measures Keyport beside its peers, prints one table, writes bench.json.
	@packaging/install-packages bench firmware
	@packaging/python-venv bench || true
	@firmware-spec/reference/build || test $$? -eq 75
	@$(RELEASE_BUILD) --product keyport-bench
	@$(RELEASE)/keyport-bench bench.json

coverage: toolchain ## Tells how much of the device protocol its tests reach; fails below 95 %.
	@packaging/install-packages build test
	@packaging/python-venv || true
	@Tests/coverage

fuzz: toolchain ## Fuzzes every parser of outside bytes for SECONDS=60 each.
	@packaging/install-packages build
	@Tests/Fuzz/run $(SECONDS)

udev: toolchain ## Writes udev/ from the drivers' tables.
	@packaging/install-packages build
	@swift build --product udev-rules
	@rm -f udev/*
	@for file in $$(.build/debug/udev-rules); do .build/debug/udev-rules "$$file" >"udev/$$file"; done

format: ## Formats every source file in place.
	@swift format --in-place --parallel --recursive Package.swift Sources Tests firmware-spec/reference

clean: ## Removes everything that was built, and the lab's state.
	@rm -rf .build $(STATE)
