# Sourced by run, test and the scripts in images/: how they speak, fail, and install what is missing.
# shellcheck shell=bash

set -euo pipefail

# One line of progress, with the seconds since the script began.
say() {
    printf '[%3ds] %s\n' "$SECONDS" "$*"
}

# fail WHAT WHAT-TO-DO: ends the script.
fail() {
    printf '\nFailed: %s\n  What to do: %s\n' "$1" "${2:-see the lines above}" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        fail "this needs root: $*" "run it as root, or install sudo"
    fi
}

has() {
    command -v "$1" > /dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]
}

# install WHY PACKAGE...: says what it is about to install and why, then does it with apt.
install_packages() {
    local why=$1
    shift
    has apt-get || fail "$* missing, and there is no apt-get here" "install it by hand ($why) and try again"
    say "Installing $* ($why)"
    refresh_package_lists
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > "$apt_log" 2>&1 ||
        fail "apt-get could not install $* (its last words: $(tail -n 2 "$apt_log"))" "see $apt_log, mend apt's sources and try again"
}

apt_log=${TMPDIR:-/tmp}/p2pvps-apt-$(id -u).log

# Once a run, and only when something is to be installed.
refresh_package_lists() {
    [ -z "${lists_refreshed:-}" ] || return 0
    say "Refreshing apt's package lists"
    as_root apt-get update -qq > "$apt_log" 2>&1 || say "  apt-get update complained; see $apt_log. Going on."
    lists_refreshed=yes
}

# need COMMAND PACKAGE WHY
need() {
    has "$1" || install_packages "$3" "$2"
}

# Debian's name of this machine's architecture.
debian_architecture() {
    case $(uname -m) in
        x86_64 | amd64) echo amd64 ;;
        aarch64 | arm64) echo arm64 ;;
        armv7* | armv6* | armhf) echo armhf ;;
        *) fail "no image for a $(uname -m)" "use an amd64, arm64 or armhf machine" ;;
    esac
}
