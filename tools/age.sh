#!/bin/sh
# Installs Debian's age, with which the tests open what we seal, when it may. Without it
# those tests are skipped, each with a reason, so nothing here stops a test run.
set -u

command -v age >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    echo "Some tests of the seal need age. To run them, too:"
    echo "    sudo apt-get install age"
    exit 0
fi
echo "Installing from Debian: age"
$as_root apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq -y install --no-install-recommends \
        age >/dev/null ||
    echo "age could not be installed; some tests of the seal are skipped."
exit 0
