# Sourced by run: one owner with one device, whose agent runs on this machine, and one rental of it.
# What was generated for it stands in var/demo.json.
# shellcheck shell=bash

start_demo() {
    load_demo
    sign_in
    have_device
    start_agent
    have_rental
    check_ssh
}

# --- REST

# api METHOD PATH [BODY]: the answer's body; a failure ends the script with the problem's own words.
api() {
    local answer status
    answer=$(ask "$@") || fail "the server does not answer ($1 $2)" "./run logs"
    status=${answer##*$'\n'}
    answer=${answer%$'\n'*}
    case $status in
        2*) printf '%s' "$answer" ;;
        *) fail "$1 $2 was answered $status: $(printf '%s' "$answer" | jq -r '.code + ": " + .detail' 2> /dev/null || printf '%s' "$answer")" "./run logs" ;;
    esac
}

# The body, and the status on a line of its own. Tokens and bodies go through standard input, never on the command line.
ask() {
    {
        [ -z "${token:-}" ] || printf 'header = "Authorization: Bearer %s"\n' "$token"
        [ -z "${3:-}" ] || printf 'header = "Content-Type: application/json"\ndata-raw = %s\n' "$(jq -Rs . <<< "$3")"
    } | curl -sS --max-time 30 --config - -w '\n%{http_code}' -X "$1" "$site/api/v1/$2"
}

# --- What is remembered

load_demo() {
    [ -s var/demo.json ] || echo '{}' > var/demo.json
}

remembered() {
    jq -r ".$1 // empty" var/demo.json
}

remember() {
    jq --arg value "$2" ".$1 = \$value" var/demo.json > var/demo.json.new && mv var/demo.json.new var/demo.json
}

# --- Account, device, rental

sign_in() {
    local email=demo@localhost
    token=
    if [ -n "$(remembered password)" ] && open_session; then
        return
    fi
    say "Making an account for the device's owner, $email"
    remember email "$email"
    remember password "$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')"
    remember device ""
    remember rental ""
    api POST accounts "$(jq '{email, password, name: "Demo owner"}' var/demo.json)" > /dev/null
    open_session || fail "the new account can't sign in" "./run logs"
}

open_session() {
    local answer
    answer=$(ask POST sessions "$(jq '{email, password}' var/demo.json)")
    [ "${answer##*$'\n'}" = 201 ] && token=$(printf '%s' "${answer%$'\n'*}" | jq -r .token)
}

have_device() {
    local answer
    device=$(remembered device)
    if [ -n "$device" ] && [ -e var/agent/device.json ]; then
        answer=$(ask GET "devices/$device")
        [ "${answer##*$'\n'}" != 200 ] || return 0
    fi
    say "Adding a device"
    answer=$(api POST devices '{"name":"First device","description":"The computer that ./run was called on","hourlyRate":{"amount":5,"currency":"EUR"},"purpose":"FOR_RENT"}')
    device=$(jq -r .device.id <<< "$answer")
    stop_agent
    rm -rf var/agent/state
    jq .deviceFile <<< "$answer" > var/agent/device.json
    remember device "$device"
    remember rental ""
}

start_agent() {
    if is_running agent; then
        say "The agent is running already"
        return
    fi
    say "Starting the agent"
    if [ -n "${DOCKER_HOST:-}" ]; then
        sed -i "s#^\#* *dockerHost *=.*#dockerHost=$DOCKER_HOST#" var/agent/etc/org.p2pvps.agent.cfg
    fi
    if docker info > /dev/null 2>&1; then
        start_program agent
    else
        start_program agent as_root env JAVA_HOME="$JAVA_HOME"
    fi
}

stop_agent() {
    stop_program agent
}

# So that nothing of ours stays behind; the agent starts them again.
stop_containers() {
    local containers id
    has jq || return 0
    id=$(jq -r '.device // empty' var/demo.json 2> /dev/null)
    [ -n "$id" ] && engine_answers || return 0
    containers=$(engine ps -q --filter "label=org.p2pvps.device=$id")
    # shellcheck disable=SC2086 # several words are meant
    [ -z "$containers" ] || engine stop $containers > /dev/null
}

have_rental() {
    local answer
    rental=$(remembered rental)
    if [ -n "$rental" ] && [ "$(api GET "rentals/$rental" | jq -r .state)" = ACTIVE ]; then
        wait_for_device RENTED
        return
    fi
    wait_for_device READY
    say "Renting the device for a day"
    answer=$(api POST orders "{\"deviceId\":\"$device\",\"hours\":24,\"sshKeys\":[]}")
    local order total
    order=$(jq -r .id <<< "$answer")
    total=$(jq -c .total <<< "$answer")
    say "Confirming the payment as its owner"
    api POST "invoices/$order/payment" "{\"amount\":$total}" > /dev/null
    rental=$(api GET "orders/$order" | jq -r .rentalId)
    remember rental "$rental"
}

# Waits until the device is what it should be and its tunnel is up, and tells what it is meanwhile.
wait_for_device() {
    local wanted=$1 last='' now answer deadline=$((SECONDS + 180))
    while [ $SECONDS -lt $deadline ]; do
        answer=$(api GET "devices/$device")
        now=$(jq -r '.state + (if .online then ", online" else ", offline" end) + (if .trouble != "" then ": " + .trouble else "" end)' <<< "$answer")
        [ "$now" = "$last" ] || say "  the device is $now"
        last=$now
        case $now in "$wanted, online"*) return ;; esac
        is_running agent || fail "the agent stopped: $(tail -n 1 var/log/agent.out)" "see var/log/agent.out and var/agent/data/log/agent.log"
        sleep 0.5
    done
    fail "the device is still $last" "see var/agent/data/log/agent.log: the agent says there what is wrong"
}

# Logs in as the printed line would, with the password handed over by a program instead of typed.
check_ssh() {
    local answer
    say "Trying the ssh line"
    answer=$(api GET "rentals/$rental/credentials")
    printf '#!/bin/sh\ncat "%s/var/askpass.secret"\n' "$PWD" > var/askpass
    jq -r .password <<< "$answer" > var/askpass.secret
    chmod 700 var/askpass
    wait_for 30 ssh_works "$answer" || fail "ssh does not get in: $(tail -n 1 var/log/ssh.out)" "./run logs"
    rm -f var/askpass var/askpass.secret
    say "It works"
}

ssh_works() {
    SSH_ASKPASS=$PWD/var/askpass SSH_ASKPASS_REQUIRE=force DISPLAY=:0 ssh -p "$(jq -r .sshPort <<< "$1")" \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o NumberOfPasswordPrompts=1 -o ConnectTimeout=5 \
        "$(jq -r .username <<< "$1")@$(jq -r .sshHost <<< "$1")" true > var/log/ssh.out 2>&1 < /dev/null
}

show_demo() {
    local answer
    site=http://localhost:$(configured server org.ops4j.pax.web org.osgi.service.http.port 8080)
    load_demo
    echo
    echo "  Site      $site/"
    show_admin
    echo "  Owner     $(remembered email)   password $(remembered password)"
    rental=$(remembered rental)
    if [ -n "$rental" ] && { [ -n "${token:-}" ] || open_session; }; then
        answer=$(ask GET "rentals/$rental/credentials")
        if [ "${answer##*$'\n'}" = 200 ]; then
            printf '%s' "${answer%$'\n'*}" | jq -r '"  Web       " + .webAddress + "   (what listens on port 80 in the container)\n\n  " + .sshCommand + "\n  password  " + .password'
        else
            echo "  The rental has ended; ./run makes a new one."
        fi
    fi
    echo
}

# The password that was generated; the admin may have changed it since, and deleted the file.
show_admin() {
    local file=var/server/state/first-admin.txt
    if [ -e $file ]; then
        echo "  Admin     $(sed -n 's/^email=//p' $file)   password $(sed -n 's/^password=//p' $file)   ($file; delete it when you have it)"
    fi
}
