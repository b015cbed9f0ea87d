# The web gateway: speed and steadiness, against nginx, haproxy and LocalTunnel
# Sourced by bench/run. Each row_… starts what it needs.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

site=http://127.0.0.1:$gateway_port
direct=http://$origin
stock_port=3000

# Requests of 1 KiB through gateway and agent; the site itself and one nginx in front of it are the limit. Device 1 speaks TLS with the
# gateway, as devices do, device 6 in the clear. Both JVMs need half a minute of work until their code is made; the first seconds are a figure.
row_http() {
    start_server 10
    start_agent 1
    agent_clear=yes start_agent 6
    local c _
    http_load first-c50 50 "$(short 4)" "$site/1k" device1.localhost
    http_load warm-up 50 "$((BENCH_SECONDS * 2))" "$site/1k" device1.localhost
    http_load warm-up-clear 50 "$(short 10)" "$site/1k" device6.localhost
    for c in 50 200; do
        for _ in $(rounds); do
            accounted_load "server agent1" "agent-c$c" $c "$(short 10)" "$site/1k" device1.localhost
            http_load "direct-c$c" $c "$(short 10)" "$direct/1k"
            http_load "clear-c$c" $c "$(short 10)" "$site/1k" device6.localhost
            [ $c != 50 ] || http_load nginx-c50 50 "$(short 10)" http://127.0.0.1:8081/1k
        done
    done
    ratio gateway_http_c50_agent_vs_direct "$(median_ratio agent-c50.rps direct-c50.rps)" ge 0.30
    ratio gateway_http_c200_agent_vs_direct "$(median_ratio agent-c200.rps direct-c200.rps)" ge 0.30
    ratio gateway_http_c50_clear_agent_vs_direct "$(median_ratio clear-c50.rps direct-c50.rps)"
    ratio gateway_http_c200_clear_agent_vs_direct "$(median_ratio clear-c200.rps direct-c200.rps)"
    ratio gateway_http_c50_p99_vs_nginx "$(median_ratio agent-c50.p99 nginx-c50.p99)" le 2
    ratio gateway_http_c50_nginx_vs_direct "$(median_ratio nginx-c50.rps direct-c50.rps)"
    figure gateway_http_first "$(median first-c50.rps)" requests/s
    figure gateway_http_c50 "$(median agent-c50.rps)" requests/s
    figure gateway_http_c50_p99 "$(median agent-c50.p99)" ms
    figure gateway_http_c200 "$(median agent-c200.rps)" requests/s
    figure gateway_http_c200_p99 "$(median agent-c200.p99)" ms
    figure gateway_http_c50_gateway "$(median agent-c50.server)" us/request
    figure gateway_http_c50_agent "$(median agent-c50.agent1)" us/request
    figure gateway_http_c200_gateway "$(median agent-c200.server)" us/request
    figure gateway_http_c200_agent "$(median agent-c200.agent1)" us/request
    figure gateway_http_c50_direct "$(median direct-c50.rps)" requests/s
    figure gateway_http_failed "$(cat "$run"/samples/agent-c*.failed | awk '{ n += $1 } END { print n + 0 }')" requests
}

# npm's client at our gateway and at upstream's server, a fresh tunnel each round.
row_stock() {
    start_server 10
    local _
    for _ in $(rounds); do
        stock_round ours "$gateway_port"
        [ -z "$LOCALTUNNEL_SERVER" ] || stock_round upstream $stock_port
    done
    if [ -n "$LOCALTUNNEL_SERVER" ]; then
        ratio gateway_http_stockclient_vs_localtunnel "$(median_ratio stock-ours.rps stock-upstream.rps)" ge 6
        ratio gateway_http_stockclient_p99_vs_localtunnel "$(median_ratio stock-ours.p99 stock-upstream.p99)" le 0.2
        figure gateway_http_stockclient_localtunnel "$(median stock-upstream.rps)" requests/s
    else
        local name
        for name in gateway_http_stockclient_vs_localtunnel gateway_http_stockclient_p99_vs_localtunnel gateway_http_stockclient_localtunnel; do
            unmeasured $name "LOCALTUNNEL_SERVER names no checkout of upstream's server"
        done
    fi
    figure gateway_http_stockclient "$(median stock-ours.rps)" requests/s
    figure gateway_http_stockclient_p99 "$(median stock-ours.p99)" ms
}

# stock_round ours|upstream PORT
stock_round() {
    [ "$1" = ours ] || start_upstream
    start_stock "$2"
    http_load "stock-$1" 50 "$BENCH_SECONDS" "http://127.0.0.1:$2/1k" "$stock_host"
    stop stock KILL
    [ "$1" = ours ] || stop upstream KILL
}

# start_stock PORT: npm's client in front of the same site. The host that it got is in $stock_host.
start_stock() {
    rm -f "$log/stock.out"
    background stock node var/bench/npm/node_modules/localtunnel/bin/lt.js --host "http://localhost:$1" --port 8001
    wait_for 20 grep -qs 'your url is' "$log/stock.out" || fail "npm's localtunnel gets no name" "see $log/stock.out"
    stock_host=$(sed -n 's|^your url is: https*://||p' "$log/stock.out")
    wait_for 10 curl -sf -o /dev/null --max-time 2 -H "Host: $stock_host" "http://127.0.0.1:$1/1k" ||
        fail "npm's localtunnel does not serve" "see $log/stock.out"
}

start_upstream() {
    background upstream env -C "$LOCALTUNNEL_SERVER" node -r esm bin/server --port $stock_port --domain localhost
    await_port $stock_port upstream
}

# 1 MiB with ten clients; 100 MiB to and from the device.
row_bulk() {
    start_server 10
    start_agent 1
    local _ agent_host="Host: device1.localhost"
    http_load warm-up 10 "$(short 4)" "$site/1m" device1.localhost
    for _ in $(rounds); do
        http_load agent-bulk 10 "$(short 8)" "$site/1m" device1.localhost
        http_load direct-bulk 10 "$(short 8)" "$direct/1m"
    done
    start_stock "$gateway_port"
    for _ in $(rounds); do
        transfer agent-download -H "$agent_host" "$site/100m"
        transfer stock-download -H "Host: $stock_host" "$site/100m"
        transfer agent-upload -H "$agent_host" -T "$run/www/100m" "$site/up/agent"
        transfer stock-upload -H "Host: $stock_host" -T "$run/www/100m" "$site/up/stock"
        transfer direct-upload -T "$run/www/100m" "$direct/up/direct"
    done
    ratio gateway_bulk_agent_vs_direct "$(median_ratio agent-bulk.rps direct-bulk.rps)" ge 0.45
    ratio gateway_upload_agent_vs_stockclient "$(median_ratio agent-upload.mbs stock-upload.mbs)" ge 10
    figure gateway_bulk "$(median agent-bulk.rps | awk '{ print $1 * 1.048576 }')" MB/s
    figure gateway_download "$(median agent-download.mbs)" MB/s
    figure gateway_download_stockclient "$(median stock-download.mbs)" MB/s
    figure gateway_upload "$(median agent-upload.mbs)" MB/s
    figure gateway_upload_stockclient "$(median stock-upload.mbs)" MB/s
    figure gateway_upload_direct "$(median direct-upload.mbs)" MB/s
}

# TLS that ends on the device, by way of the name in its hello: a connection for each request, and kept ones.
row_sni() {
    start_server 10
    start_agent 4
    start_haproxy
    local _ ours=https://device4.localhost:$gateway_tls_port/1k peer=https://device4.localhost:$haproxy_port/1k
    http_load warm-up 20 "$(short 4)" "$ours" device4.localhost -H 'Connection: close'
    for _ in $(rounds); do
        http_load sni-ours 20 "$(short 8)" "$ours" device4.localhost -H 'Connection: close'
        http_load sni-haproxy 20 "$(short 8)" "$peer" device4.localhost -H 'Connection: close'
    done
    for _ in $(rounds); do
        http_load sni-kept-ours 20 "$(short 8)" "$ours" device4.localhost
        http_load sni-kept-haproxy 20 "$(short 8)" "$peer" device4.localhost
    done
    ratio gateway_sni_vs_haproxy "$(median_ratio sni-ours.rps sni-haproxy.rps)" ge 0.9
    ratio gateway_sni_vs_haproxy_keepalive "$(median_ratio sni-kept-ours.rps sni-kept-haproxy.rps)" ge 0.9
    figure gateway_sni "$(median sni-ours.rps)" connections/s
    figure gateway_sni_keepalive "$(median sni-kept-ours.rps)" requests/s
    figure gateway_sni_failed "$(cat "$run"/samples/sni-*ours.failed | awk '{ n += $1 } END { print n + 0 }')" requests
}

# TLS that ends at the gateway; beside nginx as a proxy that does the same.
row_tls() {
    start_server 10
    start_agent 5
    local _ ours=https://device5.localhost:$gateway_tls_port/1k peer=https://device5.localhost:8082/1k
    http_load warm-up 50 "$(short 4)" "$ours" device5.localhost
    for _ in $(rounds); do
        http_load tls-ours 50 "$(short 8)" "$ours" device5.localhost
        http_load tls-nginx 50 "$(short 8)" "$peer" device5.localhost
    done
    ratio gateway_tls_vs_nginx "$(median_ratio tls-ours.rps tls-nginx.rps)"
    figure gateway_tls "$(median tls-ours.rps)" requests/s
}

# Downloads that are broken off, in bursts; then every data connection of the device must be back.
row_aborts() {
    start_server 10
    start_agent 1
    local before after
    before=$(data_connections)
    local bursts=10 each
    each=$(scaled 100)
    for _ in $(seq $bursts); do
        for _ in $(seq "$each"); do
            curl -s -o /dev/null --max-time 0.3 --limit-rate 100k -H "Host: device1.localhost" "$site/1m" &
            downloads+=($!)
        done
        wait "${downloads[@]}" || true
        downloads=()
    done
    wait_for 15 has_connections "$before" || true
    after=$(data_connections)
    figure gateway_aborts "$((bursts * each))" downloads
    # The pool may have grown meanwhile.
    figure gateway_aborts_lost "$((after < before ? before - after : 0))" sockets le 0
    figure gateway_aborts_alive "$(curl -s -o /dev/null --max-time 5 -w '%{http_code}' -H "Host: device1.localhost" "$site/1k")" status le 200
}

# How many connections the gateway has in hand for the device, as LocalTunnel's own status says.
data_connections() {
    curl -s "$site/api/tunnels/device1/status" | jq -r '.connected_sockets // 0'
}

has_connections() {
    [ "$(data_connections)" -ge "$1" ]
}

# What a visitor gets, and when, from a device that is not there any more; and how soon one that comes back has its name.
row_dead() {
    local deadline=3
    setting org.p2pvps.localtunnel responseTimeout $deadline
    setting org.p2pvps.localtunnel waitTimeout $deadline
    start_server 10
    dead_service
    dead_frozen
    dead_cable
    figure gateway_dead_peer_s "$(sort -g "$run"/samples/dead-*.s | tail -n 1)" s le $((deadline + 1))
    figure gateway_dead_peer_service_s "$(median dead-service.s)" s
    figure gateway_dead_peer_frozen_s "$(median dead-frozen.s)" s
    figure gateway_dead_peer_cable_s "$(median dead-cable.s)" s
    figure gateway_dead_peer_wrong_answers "$(grep -Lx '50[24]' "$run"/samples/dead-*.status | wc -l)" answers le 0
    figure gateway_dead_peer_name_back_s "$(sort -g "$run"/samples/back-*.s | tail -n 1)" s le 1
}

# Nothing listens in the container: nothing does at this address.
dead_service() {
    agent_container=127.0.0.9 start_agent 1
    ask_dead service
    stop agent1 KILL
}

dead_frozen() {
    start_agent 2
    kill -STOP "${pids[agent2]}"
    ask_dead frozen
    come_back frozen 2
    stop agent2 KILL
}

# The device in a network of its own, at the end of a cable.
dead_cable() {
    background home unshare --net sleep 300
    wait_for 5 in_own_network "${pids[home]}" || fail "no network for the device" "see $log/home.out"
    ip link add cable type veth peer name eth0 netns "${pids[home]}"
    ip addr add 10.99.0.1/24 dev cable
    ip link set cable up
    nsenter -t "${pids[home]}" -n sh -c 'ip link set lo up; ip addr add 10.99.0.2/24 dev eth0; ip link set eth0 up'
    agent_server=10.99.0.1 agent_container=10.99.0.1 start_agent 3 agent3 nsenter -t "${pids[home]}" -n
    visit 3 > /dev/null
    ip link set cable down
    ask_dead cable
    come_back cable 3
}

in_own_network() {
    [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]
}

# visit NUMBER: status and seconds.
visit() {
    curl -s -o /dev/null --max-time 30 -w '%{http_code} %{time_total}\n' -H "Host: device$1.localhost" "$site/1k" || true
}

# ask_dead CASE
ask_dead() {
    local number answer
    case $1 in service) number=1 ;; frozen) number=2 ;; cable) number=3 ;; esac
    answer=$(visit $number)
    sample "dead-$1.status" "${answer% *}"
    sample "dead-$1.s" "${answer#* }"
    say "  $1: $answer s"
}

# come_back CASE NUMBER: the same device from elsewhere; from the moment that it was given its name to the first page.
come_back() {
    start_agent "$2" "again$2"
    local start=$EPOCHREALTIME
    wait_for 30 serves "$2" || fail "the name is not back" "see $log/again$2.out"
    sample "back-$1.s" "$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')"
    say "  $1: back after $(tail -n 1 "$run/samples/back-$1.s") s"
}

serves() {
    [[ $(visit "$1") = 200* ]]
}

short() {
    echo $((BENCH_SECONDS < $1 ? BENCH_SECONDS : $1))
}
