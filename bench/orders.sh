# OpenBazaar orders: how many a second are worked off, how long 10,000 listings take to compare
# Sourced by bench/run. Needs no namespaces: everything is one JVM on loopback, with a real database and the stand-in daemon.
# shellcheck shell=bash

row_watch() {
    local name
    maven_bench
    for name in order_paid_to_credentials_p95_s order_paid_to_ssh_p95_s; do
        unmeasured $name "it wants the whole server and real containers"
    done
}

# The figures come from OrdersBench itself.
maven_bench() {
    local out=var/bench/orders.out
    ${MVN:-./mvnw} -B -ntp -Dstyle.color=never -pl bundles/openbazaar -am install -Dtest=OrdersBench \
        -Dsurefire.failIfNoSpecifiedTests=false ${BENCH_SCALE:+"-DargLine=-Dbench.listings=$((10000 / BENCH_SCALE))"} > "$out" 2>&1 ||
        fail "the benchmark: $(grep -m 3 '^\[ERROR\]' "$out")" "see $out"
    local name value unit
    while read -r _ name value unit; do
        figure "$name" "$value" "$unit"
    done < <(grep -E '^figure ' "$out")
}
