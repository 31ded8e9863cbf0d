#!/bin/sh
# Installs Debian's OpenSSL, of which the tests make a time-stamp authority, when it may. Without it
# those tests fail, and say so; nothing here stops a test run.
set -u

command -v openssl >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    echo "The tests of timestamps need OpenSSL. Run this once:"
    echo "    sudo apt-get install openssl"
    exit 0
fi
echo "Installing from Debian: openssl"
$as_root apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq -y install --no-install-recommends \
        openssl >/dev/null ||
    echo "OpenSSL could not be installed; the tests of timestamps fail."
exit 0
