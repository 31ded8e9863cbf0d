#!/bin/sh
# Installs Debian's Chromium for the tests of the web pages, when it may. Without it those
# tests are skipped, each with a reason, so nothing here stops a test run.
set -u

command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    echo "The tests of the web pages need Chromium. To run them, too:"
    echo "    sudo apt-get install chromium"
    exit 0
fi
echo "Installing from Debian: chromium"
$as_root apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq -y install --no-install-recommends \
        chromium >/dev/null ||
    echo "Chromium could not be installed; the tests of the web pages are skipped."
exit 0
