# SSH tunnels: speed, size and coming back, against OpenSSH's sshd
# Sourced by bench/run. Each row_… starts what it needs.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

ours_port=20000
peer_port=10000

# Requests through the stock client's ssh -R to either server, same cipher.
row_http() {
    start_server 10
    start_sshd
    start_ssh ours "$tunnel_port" "$(device_user 0)" $ours_port "$origin:80"
    start_ssh peer "$sshd_port" nobody $peer_port "$origin:80"
    local c _
    http_load warm-up 50 "$BENCH_SECONDS" http://127.0.0.1:$ours_port/1k
    for c in 50 200; do
        for _ in $(rounds); do
            accounted_load "server ours" "tunnel-c$c" $c "$BENCH_SECONDS" http://127.0.0.1:$ours_port/1k
            http_load "openssh-c$c" $c "$BENCH_SECONDS" http://127.0.0.1:$peer_port/1k
        done
        http_load "site-c$c" $c "$((BENCH_SECONDS < 4 ? BENCH_SECONDS : 4))" "http://$origin/1k"
    done
    ratio tunnel_http_c50_vs_openssh "$(median_ratio tunnel-c50.rps openssh-c50.rps)" ge 6
    ratio tunnel_http_c200_vs_openssh "$(median_ratio tunnel-c200.rps openssh-c200.rps)" ge 1.8
    ratio tunnel_http_c50_p99_vs_openssh "$(median_ratio tunnel-c50.p99 openssh-c50.p99)" le 0.125
    ratio tunnel_http_c50_vs_direct "$(quotient tunnel-c50.rps site-c50.rps)"
    ratio tunnel_http_c200_vs_direct "$(quotient tunnel-c200.rps site-c200.rps)"
    ratio tunnel_http_c50_openssh_vs_direct "$(quotient openssh-c50.rps site-c50.rps)"
    figure tunnel_http_c50 "$(median tunnel-c50.rps)" requests/s
    figure tunnel_http_c50_p99 "$(median tunnel-c50.p99)" ms
    figure tunnel_http_c200 "$(median tunnel-c200.rps)" requests/s
    figure tunnel_http_c200_p99 "$(median tunnel-c200.p99)" ms
    figure tunnel_http_c50_server "$(median tunnel-c50.server)" us/request
    figure tunnel_http_c50_device "$(median tunnel-c50.ours)" us/request
    figure tunnel_http_c200_server "$(median tunnel-c200.server)" us/request
    figure tunnel_http_c200_device "$(median tunnel-c200.ours)" us/request
    figure tunnel_http_c50_openssh "$(median openssh-c50.rps)" requests/s
    figure tunnel_http_c50_p99_openssh "$(median openssh-c50.p99)" ms
    figure tunnel_http_c200_openssh "$(median openssh-c200.rps)" requests/s
}

row_bulk() {
    start_server 10
    start_sshd
    start_ssh ours "$tunnel_port" "$(device_user 1)" $((ours_port + 1)) "$origin:5201"
    start_ssh peer "$sshd_port" nobody $((peer_port + 1)) "$origin:5201"
    local _
    # The JVM compiles ciphers only once they were used a lot; how it begins is a figure of its own.
    iperf bulk-first $((ours_port + 1))
    for _ in 1 2; do
        iperf bulk-warm-up $((ours_port + 1))
        iperf bulk-warm-up $((ours_port + 1)) -R
    done
    for _ in $(rounds); do
        iperf bulk-ours-up $((ours_port + 1))
        iperf bulk-openssh-up $((peer_port + 1))
        iperf bulk-ours-down $((ours_port + 1)) -R
        iperf bulk-openssh-down $((peer_port + 1)) -R
    done
    local up down
    up=$(median_ratio bulk-ours-up.mbs bulk-openssh-up.mbs)
    down=$(median_ratio bulk-ours-down.mbs bulk-openssh-down.mbs)
    ratio tunnel_bulk_vs_openssh "$(printf '%s\n' "$up" "$down" | sort -g | head -n 1)" ge 1.1
    ratio tunnel_bulk_to_device_vs_openssh "$up"
    ratio tunnel_bulk_from_device_vs_openssh "$down"
    figure tunnel_bulk_to_device "$(median bulk-ours-up.mbs)" MB/s
    figure tunnel_bulk_from_device "$(median bulk-ours-down.mbs)" MB/s
    figure tunnel_bulk_first "$(median bulk-first.mbs)" MB/s
}

# Growth of the server's memory by tunnels that do nothing but prove that they are alive. After a collection both times: between two,
# garbage is all that changes.
row_idle() {
    local few many
    few=$(scaled 1000)
    many=$(scaled 5000)
    P2PVPS_HEAP=${BENCH_HEAP:-512m} start_server "$many"
    start_fleet ours "$tunnel_port"
    local before at_few at_many
    fleet open 50
    before=$(settled_pss)
    fleet open "$few"
    at_few=$(settled_pss)
    fleet open "$many"
    at_many=$(settled_pss)
    fleet up
    [ "$answer" = "up $many" ] || fail "only $answer of $many tunnels stand" "see $log/server.out"
    stop fleet KILL
    stop server KILL
    sample idle-kib "$(awk -v a="$before" -v b="$at_few" -v n="$few" 'BEGIN { print (b - a) / (n - 50) }')"
    figure tunnel_idle_kib_1000 "$(tail -n 1 "$run/samples/idle-kib")" KiB
    sample idle-kib "$(awk -v a="$before" -v b="$at_many" -v n="$many" 'BEGIN { print (b - a) / (n - 50) }')"
    figure tunnel_idle_kib_5000 "$(tail -n 1 "$run/samples/idle-kib")" KiB
    figure tunnel_idle_per_gib "$(sort -g "$run/samples/idle-kib" | awk '{ worst = $1 } END { print int(1048576 / worst) }')" tunnels ge 20000
    idle_openssh "$(scaled 200)"
}

idle_openssh() {
    local before after
    start_sshd
    # shellcheck disable=SC2046 # one word a process
    before=$(pss $(sshd_processes))
    start_fleet openssh "$sshd_port"
    fleet open "$1"
    sleep 2
    # shellcheck disable=SC2046 # one word a process
    after=$(pss $(sshd_processes))
    figure tunnel_idle_per_gib_openssh "$(awk -v a="$before" -v b="$after" -v n="$1" 'BEGIN { print 1048576 / ((b - a) / n) }')" tunnels
}

settled_pss() {
    sleep 4
    "$JAVA_HOME/bin/jcmd" "${pids[server]}" GC.run > /dev/null
    sleep 1
    pss "${pids[server]}"
}

# kill -9, a cold server, and every device comes back to its port.
row_storm() {
    local count _ wrong=0
    count=$(scaled 1000)
    storms ours "$count"
    storms openssh "$count"
    figure tunnel_storm_s "$(median storm-ours)" s le 4
    ratio tunnel_storm_vs_openssh "$(median_ratio storm-openssh storm-ours)" ge 2.5
    figure tunnel_warm_per_s "$(median warm-ours)" tunnels/s ge 600
    figure tunnel_warm_server_ms "$(median warm-ours-server)" ms/tunnel
    figure tunnel_warm_client_ms "$(median warm-ours-fleet)" ms/tunnel
    figure tunnel_storm_wrong_ports "$wrong" ports le 0
    figure tunnel_storm_s_openssh "$(median storm-openssh)" s
    figure tunnel_warm_per_s_openssh "$(median warm-openssh)" tunnels/s
}

# storms ours|openssh COUNT
storms() {
    local who=$1 count=$2 port=$tunnel_port server=server before fleet_before server_before
    [ "$who" = ours ] || { port=$sshd_port server=sshd; }
    start_storm_server "$who" "$count"
    start_fleet "$who" "$port"
    fleet open "$count"
    # The devices are machines of their own; here their code has to be made before it counts.
    warm_up_storm
    for _ in $(rounds); do
        stop $server KILL
        fleet await-loss
        echo await-server >&5
        before=$(wc -l < "$run/fleet.out")
        start_storm_server "$who" "$count"
        wait_for 120 fleet_answered "$before" || fail "the devices don't come back" "see $log/$server.out"
        sample "storm-$who" "$(tail -n 1 "$run/fleet.out" | cut -d' ' -f3)"
        fleet wrong
        wrong=$((wrong + ${answer#wrong }))
        say "  $who: back after $(tail -n 1 "$run/samples/storm-$who") s, $answer"
    done
    warm_up_storm
    for _ in $(rounds); do
        fleet_before=$(cpu "${pids[fleet]}")
        server_before=$(cpu "${pids[$server]}")
        fleet reconnect
        sample "warm-$who" "$(echo "$answer" | awk '{ print $2 / $3 }')"
        sample "warm-$who-fleet" "$(awk -v a="$fleet_before" -v b="$(cpu "${pids[fleet]}")" -v n="$count" 'BEGIN { print (b - a) / n * 1000 }')"
        sample "warm-$who-server" "$(awk -v a="$server_before" -v b="$(cpu "${pids[$server]}")" -v n="$count" 'BEGIN { print (b - a) / n * 1000 }')"
        say "  $who: $answer"
    done
    stop fleet KILL
    stop $server KILL
}

warm_up_storm() {
    local _
    for _ in 1 2 3 4 5 6; do
        fleet reconnect
    done
}

start_storm_server() {
    if [ "$1" = ours ]; then start_server "$2"; else start_sshd; fi
}

# One device is flooded, another measured; and the same while as much load goes past the server, straight to the site, for what
# sharing the processors does to it.
row_neighbour() {
    start_server 10
    start_ssh quiet "$tunnel_port" "$(device_user 2)" $((ours_port + 2)) "$origin:80"
    start_ssh flooded "$tunnel_port" "$(device_user 3)" $((ours_port + 3)) "$origin:80"
    local _ quiet=http://127.0.0.1:$((ours_port + 2))/1k flooded=http://127.0.0.1:$((ours_port + 3))/1k
    local seconds=$((BENCH_SECONDS < 8 ? BENCH_SECONDS : 8))
    http_load warm-up 50 "$seconds" "$flooded"
    for _ in $(rounds); do
        http_load neighbour-quiet 2 "$seconds" "$quiet"
        beside_flood "$flooded" neighbour-flooded 2 "$seconds" "$quiet"
        beside_flood "http://$origin/1k" neighbour-past-server 2 "$seconds" "$quiet"
    done
    figure tunnel_neighbour_p99_ratio "$(median_ratio neighbour-flooded.p99 neighbour-quiet.p99)" x le 1.5
    figure tunnel_neighbour_p99_ratio_past_server "$(median_ratio neighbour-past-server.p99 neighbour-quiet.p99)" x
    figure tunnel_neighbour_p99 "$(median neighbour-flooded.p99)" ms
}

# beside_flood URL HTTP-LOAD-ARGUMENT...
beside_flood() {
    local flood
    wrk -t1 -c100 -d$((seconds + 2))s --timeout 2s "$1" > "$log/wrk-flood.out" 2>&1 &
    flood=$!
    sleep 1
    http_load "${@:2}"
    wait $flood || true
}
