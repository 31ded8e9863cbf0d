#!/bin/sh
# Installs the tus server that the tests of the delivery send to, when it may: what
# tests/tus/package-lock.json pins, each package checked against its hash, no script of any
# package run. Without it those tests are skipped, with a reason, so nothing stops a test run.
set -u

from=tests/tus
into=build/tus
cmp -s "$from/package-lock.json" "$into/package-lock.json" &&
    [ -e "$into/node_modules/.package-lock.json" ] && exit 0
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo "The tests of the delivery need Node.js (20.19 or newer) and npm. To run them, too:"
    echo "    sudo apt-get install nodejs npm"
    exit 0
fi
echo "Installing for the tests: @tus/server"
mkdir -p "$into" &&
    rm -f "$into/package-lock.json" &&
    cp "$from/package.json" "$into/package.json" &&
    cp "$from/package-lock.json" "$into/npm-shrinkwrap.json" &&
    (cd "$into" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) &&
    mv "$into/npm-shrinkwrap.json" "$into/package-lock.json" ||
    echo "@tus/server could not be installed; some tests of the delivery are skipped."
exit 0
