# Sourced by bench/run: installs and builds what is measured, and the peers.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

set_up_bench() {
    need ip iproute2 "makes the network that is measured in"
    need unshare util-linux "makes the network that is measured in"
    need nginx nginx-light "is the site on the device, and the proxy to compare with"
    need haproxy haproxy "is the TLS pass-through to compare with"
    need wrk wrk "makes the load"
    need iperf3 iperf3 "makes the load"
    need jq jq "reads iperf3's figures"
    need openssl openssl "makes the certificate of the site on the device"
    need ssh openssh-client "is the client on the device"
    need sshd openssh-server "is the tunnel server to compare with"
    set_up_stock_client
}

# The localtunnel client as npm has it.
set_up_stock_client() {
    [ ! -e var/bench/npm/node_modules/localtunnel/bin/lt.js ] || return 0
    say "Installing npm's localtunnel into var/bench/npm"
    mkdir -p var/bench/npm
    npm install --prefix var/bench/npm --no-audit --no-fund --silent localtunnel@2.0.2 > var/bench/npm.out 2>&1 ||
        fail "npm could not install localtunnel" "see var/bench/npm.out"
}

build_harness() {
    local sources
    sources=$(measured_digest)
    [ "$(cat var/bench/build.digest 2> /dev/null)" != "$sources" ] || return 0
    say "Building the bundles that are measured (its log: var/bench/build.out)"
    mkdir -p var/bench
    ${MVN:-./mvnw} -B -ntp -q -Dstyle.color=never -pl bench/harness -am -DskipTests -Dspotless.check.skip=true package > var/bench/build.out 2>&1 ||
        fail "the build: $(grep -m 3 '^\[ERROR\]' var/bench/build.out)" "see var/bench/build.out"
    echo "$sources" > var/bench/build.digest
}

measured_digest() {
    git ls-files --cached --others --exclude-standard -- pom.xml bench/harness agent-bundle \
        bundles/pom.xml bundles/protocol bundles/api bundles/tunnel bundles/native-tls bundles/localtunnel |
        grep -v /src/test/ | while read -r file; do [ ! -f "$file" ] || sha256sum "$file"; done | sha256sum | cut -d' ' -f1
}

# java_options PROGRAM: the flags that a distribution's scripts give its JVM.
java_options() (
    DIRNAME=$run/setenv/bin
    EXTRA_JAVA_OPTS=${BENCH_JAVA_OPTS:-}
    # shellcheck source=/dev/null
    . "assembly/$1/src/main/resources/bin/setenv"
    printf '%s\n' "$EXTRA_JAVA_OPTS"
)

# class_path JAR-NAME...: the harness with the jars whose names begin so. What else is on the class path, libraries find and take.
class_path() {
    local names
    names=$(printf '|%s' "$@")
    printf '%s:' bench/harness/target/org.p2pvps.bench-1.0.0-SNAPSHOT.jar
    tr ':' '\n' < bench/harness/target/class-path | grep -E "/(${names#|})[^/]*$" | paste -sd:
}

# What the server's framework stands on; the bundles themselves are in its own care.
server_class_path() {
    class_path org.apache.felix.framework org.p2pvps.api org.p2pvps.protocol slf4j- org.osgi.service.event javax. \
        swagger-annotations org.apache.karaf.shell.core
}

agent_class_path() {
    class_path org.p2pvps.agent org.p2pvps.protocol org.p2pvps.api sshd-osgi slf4j-
}

fleet_class_path() {
    class_path org.p2pvps.protocol org.p2pvps.api sshd-osgi slf4j- jcl-over-slf4j bcprov-
}
