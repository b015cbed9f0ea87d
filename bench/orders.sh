# OpenBazaar orders: how long a payment takes to become a login, how many a second are worked off, how long 10,000 listings take
# Sourced by bench/run. The daemon is the stand-in; everything else is real.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

# One JVM on loopback: this market and the order desk over a real database.
row_watch() {
    local out=var/bench/orders.out
    ${MVN:-./mvnw} -B -ntp -Dstyle.color=never -pl bundles/openbazaar -am install -Dtest=OrdersBench \
        -Dsurefire.failIfNoSpecifiedTests=false ${BENCH_SCALE:+"-DargLine=-Dbench.listings=$((10000 / BENCH_SCALE))"} > "$out" 2>&1 ||
        fail "the benchmark: $(grep -m 3 '^\[ERROR\]' "$out")" "see $out"
    figures_of "$out"
}

# The server and agent distributions with real containers, as in ./test path: two devices, rented again and again.
row_rentals() {
    set_up_outside
    build
    drive_options="-Dbench.rentals=$((50 / ${BENCH_SCALE:-1}))"
    outside orders StoreOrdersBench > var/bench/rentals.out
    trap print_results EXIT
    [ "$failed" = 0 ] || fail "the benchmark" "see var/log/orders.out"
    figures_of assembly/path-test/target/figures.txt
}

# The figures come from the programs themselves.
figures_of() {
    local name value unit
    while read -r _ name value unit; do
        case $name in
            order_paid_to_*_p95_s) figure "$name" "$value" "$unit" le 10 ;;
            order* | publish_* | reconcile_*) figure "$name" "$value" "$unit" ;;
        esac
    done < <(grep -E '^figure ' "$1")
}
