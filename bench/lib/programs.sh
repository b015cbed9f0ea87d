# Sourced by bench/run: starts and stops what is measured, inside the namespaces.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

origin=127.0.0.2
gateway_port=8088
gateway_tls_port=8448
data_port=30000
haproxy_port=8449
tunnel_port=2222
sshd_port=2022

# background NAME COMMAND...: its process id is in ${pids[NAME]}, its output in var/bench/log/NAME.out.
declare -A pids=()
background() {
    local name=$1
    shift
    "$@" > "$log/$name.out" 2>&1 < /dev/null &
    pids[$name]=$!
}

# stop NAME [SIGNAL]
stop() {
    [ -n "${pids[$1]:-}" ] || return 0
    kill "-${2:-TERM}" "${pids[$1]}" 2> /dev/null || true
    wait "${pids[$1]}" 2> /dev/null || true
    unset "pids[$1]"
}

# All but the site on the device.
stop_all() {
    local name
    for name in "${!pids[@]}"; do
        case $name in
            origin*) ;;
            *) stop "$name" KILL ;;
        esac
    done
}

listens() {
    [ -n "$(ss -Hltn "sport = :$1")" ]
}

await_port() {
    wait_for 30 listens "$1" || fail "nothing listens at port $1" "see $log/$2.out"
}

# --- The device's web server, at an address of its own as a container has one

start_origin() {
    mkdir -p "$run/www" "$run/up"
    head -c 1024 /dev/urandom > "$run/www/1k"
    head -c 1048576 /dev/urandom > "$run/www/1m"
    head -c 104857600 /dev/urandom > "$run/www/100m"
    chmod a+rx "$run" "$run/www"
    chmod a+r "$run"/www/*
    chmod a+rwx "$run/up"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=device -addext 'subjectAltName=DNS:*.localhost' \
        -keyout "$run/site.key" -out "$run/site.crt" 2> /dev/null
    nginx_configuration > "$run/nginx.conf"
    mkdir "$run/certificates"
    cat "$run/site.crt" "$run/site.key" > "$run/certificates/default.pem"
    chmod 600 "$run/certificates/default.pem"
    background origin nginx -c "$run/nginx.conf" -p "$run" -g 'daemon off;'
    await_port 8081 origin
    background origin-iperf iperf3 -s -B $origin -p 5201
    await_port 5201 origin-iperf
}

# The site itself at port 80 and, for the stock client, at port 8001; and nginx as a proxy in front of it.
nginx_configuration() {
    cat << EOF
worker_processes auto;
pid $run/nginx.pid;
error_log $log/nginx.log warn;
events { worker_connections 8192; }
http {
    access_log off;
    sendfile on;
    tcp_nodelay on;
    keepalive_requests 100000000;
    client_max_body_size 0;
    client_body_temp_path $run/up;
    upstream site { server $origin:80; keepalive 256; keepalive_requests 100000000; }
    server {
        listen $origin:80 backlog=4096;
        listen 10.99.0.1:80;
        listen 127.0.0.1:8001;
        listen [::1]:8001;
        listen $origin:443 ssl backlog=4096;
        ssl_certificate $run/site.crt;
        ssl_certificate_key $run/site.key;
        root $run/www;
        location /up/ { root $run; dav_methods PUT; }
    }
    server {
        listen 127.0.0.1:8081 backlog=4096;
        listen 127.0.0.1:8082 ssl backlog=4096;
        ssl_certificate $run/site.crt;
        ssl_certificate_key $run/site.key;
        location / {
            proxy_pass http://site;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }
    }
}
EOF
}

# --- Our server

# setting PID KEY VALUE: for appliances started later.
setting() {
    local file=$run/config/${1//.//}.config
    mkdir -p "$(dirname "$file")"
    [ -e "$file" ] || echo "service.pid=\"$1\"" > "$file"
    echo "$2=\"$3\"" >> "$file"
}

# start_server LEASES: with the appliance's JVM flags.
start_server() {
    if [ ! -e "$run/config/org/p2pvps/tunnel.config" ]; then
        setting org.p2pvps.tunnel hostKey "$run/host_key"
        setting org.p2pvps.tunnel connectionsPerDevice 1024
        setting org.p2pvps.tunnel.limits deviceConnections 1024
        setting org.p2pvps.tunnel.limits deviceConnectionsPerMinute 0
        setting org.p2pvps.localtunnel dataKey "$run/data_key.pem"
        setting org.p2pvps.localtunnel guests true
        setting org.p2pvps.localtunnel certificates "$run/certificates"
    fi
    local options
    options=$(java_options server)
    # shellcheck disable=SC2086 # options are words
    background server "$JAVA_HOME/bin/java" $options -Dbench.jars="$(cat bench/harness/target/class-path)" \
        -cp "$(server_class_path)" org.p2pvps.bench.Appliance "$run" "$1" "$(cut -d' ' -f1,2 "$run/key.pub")"
    await_port $tunnel_port server
    await_port $gateway_port server
}

# --- The agent's end of the web tunnel, with the agent's JVM flags

# start_agent NUMBER [NAME PREFIX...]: with TLS to the gateway, unless agent_clear is set.
start_agent() {
    local number=$1 name=${2:-agent$1} options secure=()
    shift $(($# < 2 ? $# : 2))
    options=$(java_options agent)
    [ -n "${agent_clear:-}" ] || secure=("$data_port" "$(data_key)")
    rm -f "$run/$name.up"
    # shellcheck disable=SC2086 # options are words
    background "$name" "$@" env MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" $options -cp "$(agent_class_path)" org.p2pvps.bench.AgentEnds \
        "http://${agent_server:-127.0.0.1}:$gateway_port" "$number" "${agent_container:-$origin}" "$run/$name.up" "${secure[@]}"
    wait_for 30 test -e "$run/$name.up" || fail "the agent's web tunnel does not open" "see $log/$name.out"
}

# What an agent is told at its registration: the digest of the gateway's public key.
data_key() {
    openssl x509 -in "$run/data_key.pem" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64
}

# --- Stock programs

# Passes TLS through by name, as the gateway does.
start_haproxy() {
    cat > "$run/haproxy.cfg" << EOF
global
    maxconn 4000
defaults
    mode tcp
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend tls
    bind 127.0.0.1:$haproxy_port
    tcp-request inspect-delay 5s
    tcp-request content accept if { req_ssl_hello_type 1 }
    use_backend device if { req_ssl_sni -i device4.localhost }
backend device
    server device $origin:443
EOF
    background haproxy haproxy -db -f "$run/haproxy.cfg"
    await_port $haproxy_port haproxy
}

# start_ssh NAME PORT USER LEASED TARGET: OpenSSH's client with a tunnel.
start_ssh() {
    local name=$1 port=$2 user=$3 leased=$4 target=$5
    background "$name" ssh -F none -N -T -i "$run/key" -p "$port" -c aes128-gcm@openssh.com -R "$leased:$target" -o BatchMode=yes \
        -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
        -o ExitOnForwardFailure=yes -o ServerAliveInterval=5 "$user@127.0.0.1"
    await_port "$leased" "$name"
}

device_user() {
    printf '00000000-0000-0000-0000-%012x' "$1"
}

# In a process namespace of its own, so that none of its children stays behind.
start_sshd() {
    [ -e "$run/sshd_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$run/sshd_key"
    cp "$run/key.pub" "$run/authorized_keys"
    chmod 644 "$run/authorized_keys"
    mkdir -p /run/sshd
    cat > "$run/sshd_config" << EOF
Port $sshd_port
ListenAddress 127.0.0.1
HostKey $run/sshd_key
PidFile none
AuthorizedKeysFile $run/authorized_keys
StrictModes no
UsePAM no
UseDNS no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 4096
AllowTcpForwarding remote
PrintMotd no
LogLevel ERROR
EOF
    background sshd unshare --pid --fork --kill-child --mount-proc "$(command -v sshd)" -D -e -f "$run/sshd_config"
    await_port $sshd_port sshd
}

# sshd_processes: all of them, as this namespace numbers them.
sshd_processes() {
    pgrep -x sshd
}

# start_fleet ours|openssh PORT
start_fleet() {
    rm -f "$run/fleet.in" "$run/fleet.out"
    : > "$run/fleet.out"
    mkfifo "$run/fleet.in"
    "$JAVA_HOME/bin/java" -Xms512m -Xmx4g -XX:+UseParallelGC -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$(fleet_class_path)" \
        org.p2pvps.bench.Fleet "$1" "$2" "$run/key" < "$run/fleet.in" > "$run/fleet.out" 2> "$log/fleet.err" &
    pids[fleet]=$!
    exec 5> "$run/fleet.in"
}

# fleet COMMAND: its answer is in $answer.
fleet() {
    local before
    before=$(wc -l < "$run/fleet.out")
    echo "$*" >&5
    wait_for 180 fleet_answered "$before" || fail "the fleet does not answer to \"$*\"" "see $log/fleet.err"
    answer=$(tail -n 1 "$run/fleet.out")
}

fleet_answered() {
    [ "$(wc -l < "$run/fleet.out")" -gt "$1" ]
}
