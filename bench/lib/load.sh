# Sourced by bench/run: the load, and what is read from it.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

# http_load LABEL CONNECTIONS SECONDS URL [HOST] [WRK-ARGUMENT...]: samples LABEL.rps, LABEL.p99 (ms), LABEL.failed and LABEL.probe (ms).
# wrk stops waiting for what never comes, so another client asks for the same page now and then.
http_load() {
    local label=$1 connections=$2 seconds=$3 url=$4 host=${5:-localhost} out=$log/wrk-$1.out probing
    shift $(($# < 5 ? $# : 5))
    probe "$url" "$host" > "$run/probe" &
    probing=$!
    wrk -t2 -c"$connections" -d"${seconds}s" --timeout 2s --latency -H "Host: $host" "$@" "$url" > "$out" 2>&1 || true
    kill "$probing" 2> /dev/null || true
    wait "$probing" 2> /dev/null || true
    sample "$label.rps" "$(awk '/^Requests\/sec:/ { print $2 }' "$out")"
    sample "$label.p99" "$(awk '$1 == "99%" { print $2 }' "$out" | milliseconds)"
    sample "$label.failed" "$(awk '/Non-2xx/ { n += $NF } /Socket errors/ { gsub(",", ""); n += $4 + $6 + $8 + $10 } END { print n + 0 }' "$out")"
    sample "$label.probe" "$(sort -g "$run/probe" | tail -n 1 | grep . || echo 0)"
    tell "$label"
}

# accounted_load "PROGRAM..." HTTP-LOAD-ARGUMENT...: samples LABEL.PROGRAM too, microseconds of processor that the program took for a request.
accounted_load() {
    local programs=$1 label=$2 seconds=$4 program
    local -A before=()
    shift
    for program in $programs; do
        before[$program]=$(cpu "${pids[$program]}")
    done
    http_load "$@"
    for program in $programs; do
        sample "$label.$program" "$(awk -v a="${before[$program]}" -v b="$(cpu "${pids[$program]}")" -v s="$seconds" \
            -v r="$(tail -n 1 "$run/samples/$label.rps")" 'BEGIN { print (r > 0 ? (b - a) / (s * r) * 1e6 : 0) }')"
    done
}

tell() {
    local what line=
    for what in rps p99 mbs failed probe; do
        [ ! -e "$run/samples/$1.$what" ] || line+=" $what $(shown "$(tail -n 1 "$run/samples/$1.$what")")"
    done
    say "  $1:$line"
}

# Milliseconds that each of its requests took; one that failed counts as 5 s.
probe() {
    while sleep 0.25; do
        curl -sk -o /dev/null --max-time 5 -H "Host: $2" -w '%{time_total} %{http_code}\n' "$1" |
            awk '{ print $2 ~ /^2/ ? $1 * 1000 : 5000 }'
    done
}

# wrk's durations in milliseconds.
milliseconds() {
    awk '{ v = $1 + 0 } /us$/ { v /= 1000 } /[0-9]s$/ { v *= 1000 } /m$/ { v *= 60000 } { print v }'
}

# transfer LABEL CURL-ARGUMENTS...: samples LABEL.mbs, MB/s of one transfer of 100 MiB.
transfer() {
    local label=$1 seconds
    shift
    seconds=$(curl -sS -f -o /dev/null --max-time 60 -w '%{time_total}' "$@") || seconds=60
    sample "$label.mbs" "$(awk -v s="$seconds" 'BEGIN { print 104.8576 / s }')"
    tell "$label"
}

# iperf LABEL PORT [-R]: samples LABEL.mbs. The reverse direction is from the device to the renter.
iperf() {
    local label=$1 port=$2 out=$log/iperf-$1.json
    shift 2
    iperf3 -c 127.0.0.1 -p "$port" -t "$((BENCH_SECONDS < 5 ? BENCH_SECONDS : 5))" -O 1 -J "$@" > "$out" 2>&1 || true
    sample "$label.mbs" "$(jq -r '(.end.sum_received.bits_per_second // 0) / 8e6' "$out")"
    tell "$label"
}

# cpu PID: seconds of processor time so far, of the process and the children that it waited for.
cpu() {
    awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13 + $14 + $15) / hz }' "/proc/$1/stat"
}

# pss PID...: proportional set size in KiB, added up.
pss() {
    local pid
    for pid in "$@"; do
        cat "/proc/$pid/smaps_rollup" 2> /dev/null || true
    done | awk '/^Pss:/ { sum += $2 } END { print sum + 0 }'
}
