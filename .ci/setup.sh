# Sourced by run and test: what the machine needs, installed with apt where it is missing.
# shellcheck shell=bash

set_up_build() {
    need git git "knows the tree's state"
    need curl curl "talks to the server; the Maven wrapper downloads Maven with it"
    [ -e /etc/ssl/certs/ca-certificates.crt ] || install_packages "lets TLS check certificates" ca-certificates
    need unzip unzip "the Maven wrapper unpacks Maven with it"
    need ps procps "stops and freezes programs in tests"
    set_up_java
    set_up_node
}

# The tunnel's tests bring these as devices and renters; without them they are skipped.
set_up_ssh_clients() {
    need ssh openssh-client "is a device and a renter in tests"
    need dbclient dropbear-bin "is a device in tests"
    need plink putty-tools "is a device in tests"
    need rsync rsync "copies through the jump host in tests"
    # At somebody's home this would open port 22: there the tests that need it are skipped.
    [ -z "${CI:-}" ] || need sshd openssh-server "is a container in tests"
}

set_up_demo() {
    need jq jq "reads JSON in this script"
    need ssh openssh-client "is what a renter logs in with"
    need ip iproute2 "tells which ports are taken"
}

# Java 17 if there is one, else the newest there is from 17 to 23 (Karaf's launcher fails on 24).
set_up_java() {
    find_java && return
    apt_offers openjdk-17-jdk-headless || refresh_package_lists
    local candidate
    for candidate in openjdk-17-jdk-headless openjdk-21-jdk-headless; do
        if apt_offers $candidate; then
            install_packages "compiles and runs everything" $candidate
            break
        fi
    done
    find_java || fail "no JDK 17 to 23 here" "install one, and set JAVA_HOME to it"
}

apt_offers() {
    case $(apt-cache policy "$1" 2> /dev/null) in
        *"Candidate: (none)"* | "") return 1 ;;
    esac
}

find_java() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/java-17-openjdk* /usr/lib/jvm/*; do
        if [ -x "$home/bin/javac" ] && java_fits "$home"; then
            export JAVA_HOME=$home
            return 0
        fi
    done
    return 1
}

java_fits() {
    local version
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 17 ] && [ "$version" -le 23 ]
}

set_up_node() {
    need node nodejs "builds the web pages"
    need npm npm "fetches what the web pages are built with"
    local version
    version=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
    [ "$version" -ge 18 ] || fail "Node $version is too old" "install Node 18 or newer"
}

# --- Docker

# As this user if that works, else as root.
engine() {
    if docker info > /dev/null 2>&1; then
        docker "$@"
    else
        as_root env ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} docker "$@"
    fi
}

engine_answers() {
    has docker && engine info > /dev/null 2>&1
}

set_up_engine() {
    if engine_answers; then
        say "Using the Docker engine that is running ($(engine info --format '{{.ServerVersion}}' 2> /dev/null))"
        return
    fi
    [ -z "${DOCKER_HOST:-}" ] || fail "no Docker engine answers at DOCKER_HOST=$DOCKER_HOST" "start it, or unset DOCKER_HOST"
    set_up_engine_packages
    start_engine
}

set_up_engine_packages() {
    has dockerd || install_packages "runs the rented containers" docker.io iptables
    has docker || install_packages "commands the Docker engine" docker-cli
    has iptables || install_packages "the Docker engine routes its containers with it" iptables
}

start_engine() {
    if [ -d /run/systemd/system ]; then
        say "Starting the Docker engine (systemctl start docker)"
        as_root systemctl start docker || fail "systemctl start docker" "journalctl -u docker"
    elif ! wait_for 5 engine_answers; then
        say "Starting the Docker engine in the background (its log: var/log/dockerd.out)"
        # shellcheck disable=SC2016 # the inner shell expands it
        as_root sh -c 'setsid dockerd --pidfile "$1/var/dockerd.pid" > "$1/var/log/dockerd.out" 2>&1 < /dev/null &' sh "$PWD"
    fi
    wait_for 60 engine_answers || fail "the Docker engine does not answer" "see var/log/dockerd.out or journalctl -u docker; in a container, give it --privileged"
}

# Only if ./run started it.
stop_engine() {
    [ -e var/dockerd.pid ] || return 0
    say "Stopping the Docker engine that ./run started"
    as_root kill "$(as_root cat var/dockerd.pid)" 2> /dev/null || as_root rm -f var/dockerd.pid
    wait_for 60 test ! -e var/dockerd.pid || fail "the Docker engine does not stop" "see var/log/dockerd.out"
}

# wait_for SECONDS COMMAND...
wait_for() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.2
    done
}
