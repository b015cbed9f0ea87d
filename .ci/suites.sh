# Sourced by test: the suites. Each adds to passed and failed.
# shellcheck shell=bash

passed=0
failed=0

known_suite() {
    case $1 in
        scripts | build | ledger | image | path | openbazaar | bench | tree) ;;
        *) [ -f "$1/pom.xml" ] ;;
    esac
}

begin_tests() {
    mkdir -p var/log
    touch var/tests-began
    if git rev-parse --git-dir > /dev/null 2>&1; then
        tree_before=$(git status --porcelain)
    fi
}

run_suite() {
    local before=$failed
    say "Suite $1"
    case $1 in
        scripts) suite_scripts ;;
        build) suite_build ;;
        ledger) suite_ledger ;;
        image) suite_image ;;
        path) suite_path ;;
        openbazaar) suite_openbazaar ;;
        bench) suite_bench ;;
        tree) suite_tree ;;
        *) suite_module "$1" ;;
    esac
    if [ "$failed" = "$before" ]; then say "Suite $1: passed"; else say "Suite $1: FAILED"; fi
}

# check NAME COMMAND...: one check of a script.
check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        say "  FAILED: $name"
    fi
}

# --- scripts

suite_scripts() {
    need shellcheck shellcheck "checks the shell scripts"
    local script
    while read -r script; do
        check "$script" shellcheck --external-sources "$script"
    done < <(shell_scripts)
}

shell_scripts() {
    git ls-files --cached --others --exclude-standard | while read -r file; do
        [ -f "$file" ] || continue
        case $file in
            mvnw) ;; # Maven's own
            *.sh) echo "$file" ;;
            *) if head -c 64 "$file" | grep -qaE '^#!/(usr/bin/env bash|bin/sh|bin/bash)'; then echo "$file"; fi ;;
        esac
    done
}

# --- build

suite_build() {
    set_up_build
    set_up_ssh_clients
    rm -f var/build.digest
    local digest
    digest=$(sources_digest)
    check "the build" maven build --fail-at-end install
    count_reports surefire
    openbazaar_figures build
    [ "$maven_status" != 0 ] || echo "$digest" > var/build.digest
}

suite_module() {
    set_up_build
    set_up_ssh_clients
    check "the build of $1" maven "${1//\//-}" -pl "$1" -am install
    count_reports surefire
}

# The recordings, the stand-in daemon, and the kills. KILL_EVERY=1: before every step.
suite_openbazaar() {
    set_up_build
    check "the tests of bundles/openbazaar" maven openbazaar -pl bundles/openbazaar -am install -Dsurefire.failIfNoSpecifiedTests=false \
        -Dtest=RecordingsTest,StandInTest,StorefrontTest,OrderDeskTest,KillTest,DoorTest,HostileDaemonTest,ContactTest
    count_reports surefire
    openbazaar_figures openbazaar
}

# openbazaar_figures LOG
openbazaar_figures() {
    grep -aoE '^figure openbazaar_[a-z_]+ [0-9]+ count' "var/log/$1.out" || true
}

# Random histories of orders, payments, crashes and refunds against the real code; see docs/ledger.md.
suite_ledger() {
    local figures=bundles/rental/target/figures.txt
    set_up_build
    rm -f $figures
    check "the ledger's histories" maven ledger -pl bundles/rental -am install \
        '-Dtest=LedgerHistoriesTest,SettlementTest,DivisionTest,LedgerStoreTest' -Dsurefire.failIfNoSpecifiedTests=false \
        "-Djqwik.tries.default=${HISTORIES:-60000}" -Dsurefire.timeout=7200
    count_reports surefire
    check "the ledger's figures" grep -q '^figure ledger_violations 0 ' $figures
    [ ! -e $figures ] || cat $figures
}

# maven LOG ARGUMENT...: one line for each module, and the faults; everything is in var/log/LOG.out.
maven() {
    local log=var/log/$1.out
    shift
    maven_status=0
    ./mvnw -B -ntp -Dstyle.color=never "$@" 2>&1 | tee "$log" | show_build || maven_status=1
    [ $maven_status = 0 ] || { grep -E '^\[ERROR\]' "$log" | head -n 40; say "  the whole log: $log"; }
    return $maven_status
}

# Adds up the test reports of a kind (surefire or failsafe) that were written since the tests began.
count_reports() {
    local tests bad
    read -r tests bad < <(find bundles agent-bundle assembly -path "*/target/$1-reports/TEST-*.xml" -newer var/tests-began -print0 |
        xargs -0 -r grep -hm1 '<testsuite ' | tr ' ' '\n' | tr -d '">' |
        awk -F= '$1 == "tests" { tests += $2 } $1 == "skipped" { tests -= $2 }
            $1 == "errors" || $1 == "failures" { bad += $2 } END { print tests + 0, bad + 0 }')
    passed=$((passed + tests - bad))
    failed=$((failed + bad))
    touch var/tests-began
}

# --- image and path: what drives the finished distributions from outside

suite_image() {
    set_up_outside
    outside image 'Image*IT'
}

suite_path() {
    set_up_outside
    build
    outside path '!Image*IT,!*Bench'
}

set_up_outside() {
    set_up_build
    set_up_engine_packages
    need ssh openssh-client "is what a renter logs in with"
    need ip iproute2 "makes the network that the devices stand in"
    need nsenter util-linux "starts programs in that network"
    images/build ${P2PVPS_ARCHITECTURE:+"$P2PVPS_ARCHITECTURE"}
    case ${P2PVPS_ARCHITECTURE:-} in
        arm64) let_programs_keep_their_rights qemu-aarch64 ;;
        armhf) let_programs_keep_their_rights qemu-arm ;;
    esac
}

# Under QEMU sudo is root only if the kernel heeds the set-user-id bit of what QEMU runs: flag C, which Debian leaves out.
let_programs_keep_their_rights() {
    local folder=/proc/sys/fs/binfmt_misc
    [ -e "$folder/$1" ] || return 0 # this machine's own
    grep -q '^flags: .*C' "$folder/$1" && return
    awk -v name="$1" '
        function escaped(hex) { gsub(/../, "\\x&", hex); return hex }
        { value[$1] = $2 }
        END {
            print ":" name ":M:" value["offset"] ":" escaped(value["magic"]) ":" escaped(value["mask"]) ":" \
                value["interpreter"] ":" value["flags:"] "C"
        }' "$folder/$1" > var/binfmt
    echo -1 | as_root tee "$folder/$1" > /dev/null
    as_root cp var/binfmt "$folder/register"
}

# outside NAME TESTS
outside() {
    local log=var/log/$1.out figures=assembly/path-test/target/figures.txt
    as_root rm -rf $figures
    exec 8> /var/tmp/p2pvps-path.lock
    flock -n 8 || fail "another image or path test is running on this machine" "wait for it"
    sweep_leftovers
    trap sweep_leftovers EXIT
    ./mvnw -q -B -ntp -P path -pl assembly/path-test test-compile > "$log" 2>&1 ||
        fail "compiling the $1 test: $(grep -m 3 '^\[ERROR\]' "$log")" "see $log"
    check "the $1 test" drive "$log" "$2"
    as_root chown -R "$(id -u):$(id -g)" assembly/path-test/target
    count_reports failsafe
    sweep_leftovers
    exec 8>&-
    [ ! -e $figures ] || cat $figures
}

drive() {
    local status=0
    as_root env HOME="$HOME" JAVA_HOME="$JAVA_HOME" ${P2PVPS_ARCHITECTURE:+P2PVPS_ARCHITECTURE="$P2PVPS_ARCHITECTURE"} ./mvnw -B -ntp -Dstyle.color=never -P path -pl assembly/path-test \
        verify "-Dit.test=$2" -Dsurefire.failIfNoSpecifiedTests=false ${drive_options:+"$drive_options"} 2>&1 | tee "$1" | sed -nu 's/^step /  /p' || status=1
    [ $status = 0 ] || { grep -E '^\[ERROR\]' "$1" | head -n 60; say "  the whole log: $1"; }
    return $status
}

# What a test that was killed may have left: its processes, its network, its files.
sweep_leftovers() {
    local folder pid
    for folder in /var/tmp/p2pvps-path-*; do
        [ -d "$folder" ] || continue
        for pid in $(as_root grep -lsFa "$folder" /proc/[0-9]*/cmdline | grep -o '[0-9]*'); do
            [ "$pid" = $$ ] || as_root kill -9 "$pid" 2> /dev/null || true
        done
        { grep -o " ${folder}[^ ]*" /proc/mounts || true; } | sort -r | while read -r mount; do as_root umount -l "$mount" || true; done
        as_root rm -rf "$folder"
    done
    as_root ip link del p2pvpst0 2> /dev/null || true
    as_root ip netns del p2pvps-test 2> /dev/null || true
}

# --- bench

# Whether every benchmark still runs and prints what it promises; how fast anything is says bench/run alone.
suite_bench() {
    local name promised log
    for name in tunnel gateway; do
        log=var/log/bench-$name.out
        check "bench/run $name --quick" bench_briefly "$name" "$log"
        while read -r promised; do
            check "bench/run $name prints $promised" grep -qE "^(ratio|figure|#) $promised " "$log"
        done < <(grep -oE '^ *(ratio|figure|unmeasured) [a-z0-9_]+' "bench/$name.sh" | awk '{ print $2 }' | sort -u)
    done
}

bench_briefly() {
    BENCH_SECONDS=1 bench/run "$1" --quick > "$2" 2>&1
}

# --- tree

suite_tree() {
    check "the tests left something behind that git sees" test "$(git status --porcelain)" = "${tree_before:-}"
}
