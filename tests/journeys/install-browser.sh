#!/bin/sh
# Chromium and fonts for the browser tests. Where they may not be installed, says so loudly; in CI that is a failure.
set -u
if command -v chromium >/dev/null 2>&1; then exit 0; fi
asroot=""
[ "$(id -u)" = 0 ] || asroot="sudo -n"
if command -v apt-get >/dev/null 2>&1 \
    && $asroot apt-get update -q >/dev/null 2>&1 \
    && $asroot apt-get install -qy --no-install-recommends chromium fonts-noto-core >/dev/null 2>&1; then
    exit 0
fi
echo "!!! Chromium is not installed and could not be: every browser test will be SKIPPED." >&2
echo "!!! Install it yourself: apt-get install chromium fonts-noto-core" >&2
[ -z "${CI:-}" ]
