#!/bin/sh
# Sees to it that Qt's window libraries find what they need from the system.
#
#   tools/qt_system_libraries.sh [--with-xcb] [--with-xvfb] [--with-atspi]
#
# Without options: enough for windows that are drawn in memory ("offscreen").
# --with-xcb adds what a window on an X11 screen needs; --with-xvfb adds that and
# a virtual screen with a keyboard; --with-atspi adds what a screen reader reads
# through. PYTHON names the interpreter that has PySide6.
#
# What is missing is installed when we may (root, or sudo without a password).
# Otherwise the script says the line to run and ends with 1.
set -eu

PYTHON=${PYTHON:-.venv/bin/python}

# The fewest Debian packages that give every library that `ldd` reports for the
# files below. Found on an empty Debian 12 with PySide6-Essentials 6.11.3.
offscreen_packages="libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libxkbcommon0"
xcb_packages="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
xvfb_packages="libxtst6 xauth xvfb"
# The bindings are the system's Python's: no wheel has them.
atspi_packages="at-spi2-core dbus gir1.2-atspi-2.0 python3-gi"

packages=$offscreen_packages
with_xcb=no
with_xvfb=no
with_atspi=no
for option in "$@"; do
    case $option in
        --with-xcb) with_xcb=yes ;;
        --with-xvfb) with_xcb=yes with_xvfb=yes ;;
        --with-atspi) with_atspi=yes ;;
        *)
            echo "Unknown option: $option." >&2
            echo "There are --with-xcb, --with-xvfb and --with-atspi." >&2
            exit 2
            ;;
    esac
done
[ "$with_xcb" = no ] || packages="$packages $xcb_packages"
[ "$with_xvfb" = no ] || packages="$packages $xvfb_packages"
[ "$with_atspi" = no ] || packages="$packages $atspi_packages"

# On Windows and macOS the wheel needs nothing that the system does not have.
[ "$(uname -s)" = Linux ] || exit 0

# The folder is asked for without importing Qt, which is what may fail.
pyside=$("$PYTHON" -c '
from importlib.util import find_spec
spec = find_spec("PySide6")
print(spec.submodule_search_locations[0] if spec else "")') || exit 1
if [ -z "$pyside" ]; then
    echo "PySide6 is not installed for $PYTHON. Run: make setup" >&2
    exit 1
fi

libraries_not_found() {
    set -- "$pyside"/QtCore*.so "$pyside"/QtGui*.so "$pyside"/QtWidgets*.so \
        "$pyside"/QtNetwork*.so "$pyside"/QtSvg*.so "$pyside"/QtPrintSupport*.so \
        "$pyside"/QtTest*.so "$pyside"/Qt/plugins/platforms/libqoffscreen.so
    if [ "$with_xcb" = yes ]; then
        set -- "$@" "$pyside"/Qt/plugins/platforms/libqxcb.so \
            "$pyside"/Qt/plugins/xcbglintegrations/*.so
    fi
    for file in "$@"; do
        # A file that the wheel no longer has is as bad as a library that is missing.
        [ -e "$file" ] || { echo "$file"; continue; }
        ldd "$file" | sed -n 's/^[[:space:]]*\(.*\) => not found$/\1/p'
    done | sort -u
}

programs_not_found() {
    if [ "$with_xvfb" = yes ]; then
        for program in Xvfb setxkbmap xauth; do
            command -v "$program" >/dev/null || echo "$program"
        done
        "$PYTHON" -c 'import ctypes; ctypes.CDLL("libXtst.so.6")' 2>/dev/null || echo libXtst.so.6
    fi
    if [ "$with_atspi" = yes ]; then
        command -v dbus-daemon >/dev/null || echo dbus-daemon
        [ -e /usr/share/dbus-1/services/org.a11y.Bus.service ] || echo at-spi2-core
        /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null ||
            echo gir1.2-atspi-2.0
    fi
}

still_missing() {
    echo $(libraries_not_found) $(programs_not_found)
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        echo "Run this once, then try again:" >&2
        echo "    sudo apt-get install $packages" >&2
        return 1
    fi
    echo "Installing from Debian: $packages"
    # Another installation may be under way: wait for it rather than fail.
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get -qq update &&
        $as_root apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
            install $packages >/dev/null
}

missing=$(still_missing)
if [ -n "$missing" ]; then
    echo "Qt's window libraries need: $missing"
    if ! command -v apt-get >/dev/null; then
        echo "Install the packages of your system that hold these, then try again." >&2
        exit 1
    fi
    install_packages || exit 1
    missing=$(still_missing)
    if [ -n "$missing" ]; then
        echo "Still missing after the installation: $missing" >&2
        exit 1
    fi
fi

# The proof: an application starts.
if ! QT_QPA_PLATFORM=offscreen "$PYTHON" -c '
from PySide6.QtWidgets import QApplication
QApplication([])'; then
    echo "Every library is there, but Qt does not start. The lines above say why." >&2
    exit 1
fi
