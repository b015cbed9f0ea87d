# Sourced by run: builds the distributions, unpacks them into var/, starts and stops them.
# shellcheck shell=bash

distribution_of() {
    echo "assembly/$1/target/p2pvps-$1-1.0.0-SNAPSHOT.tar.gz"
}

build() {
    local sources
    sources=$(sources_digest)
    if [ -e "$(distribution_of server)" ] && [ -e "$(distribution_of agent)" ] && [ "$(cat var/build.digest 2> /dev/null)" = "$sources" ]; then
        say "The build is up to date"
        return
    fi
    say "Building (the first time it downloads its libraries; its log: var/log/build.out)"
    rm -f var/build.digest
    ./mvnw -B -ntp -Dstyle.color=never -DskipTests install 2>&1 | tee var/log/build.out | show_build ||
        fail "the build: $(grep -m 3 '^\[ERROR\]' var/log/build.out)" "see var/log/build.out"
    echo "$sources" > var/build.digest
}

# One line for each module that Maven comes to.
show_build() {
    sed -nu 's/^\[INFO\] Building \([^ ]*\).* \[\([0-9]*\)\/\([0-9]*\)\]$/\1 (\2 of \3)/p' | while read -r module; do
        say "  building $module"
    done
}

sources_digest() {
    git ls-files --cached --others --exclude-standard -- pom.xml mvnw .mvn bundles agent-bundle features assembly etc |
        while read -r file; do [ ! -f "$file" ] || sha256sum "$file"; done | sha256sum | cut -d' ' -f1
}

# unpack PROGRAM: makes var/PROGRAM what was built. State, logs and deploy/ stay; so do files in etc/ that were changed or added
# since they were unpacked, and where the new distribution changed the same file its own version is put beside it as *.new.
unpack() {
    local program=$1 archive digest
    archive=$(distribution_of "$program")
    digest=$(sha256sum < "$archive" | cut -d' ' -f1)
    [ "$(cat "var/$program/.distribution" 2> /dev/null)" != "$digest" ] || return 0
    say "Unpacking the $program into var/$program"
    if [ "$program" = agent ]; then stop_agent; else stop_program "$program"; fi
    rm -rf "var/$program.new"
    mkdir "var/$program.new"
    tar -xzf "$archive" -C "var/$program.new" --strip-components=1 || fail "unpacking $archive" "is the disk full?"
    (cd "var/$program.new" && find etc -type f -exec sha256sum {} + > .etc-as-shipped)
    [ ! -d "var/$program" ] || carry_over "var/$program" "var/$program.new"
    echo "$digest" > "var/$program.new/.distribution"
    rm -rf "var/$program"
    mv "var/$program.new" "var/$program"
}

carry_over() {
    local old=$1 new=$2 kept
    for kept in state device.json data/log deploy bin/setenv.local; do
        [ ! -e "$old/$kept" ] || { mkdir -p "$(dirname "$new/$kept")" && cp -a -T "$old/$kept" "$new/$kept"; }
    done
    (cd "$old" && find etc -type f ! -name '*.new' -exec sha256sum {} +) | grep -vxFf "$old/.etc-as-shipped" | cut -c67- |
        while read -r file; do keep_changed "$old" "$new" "$file"; done
}

keep_changed() {
    local old=$1 new=$2 file=$3
    mkdir -p "$(dirname "$new/$file")"
    if [ -e "$new/$file" ] && ! grep -qxF "$(cd "$new" && sha256sum "$file")" "$old/.etc-as-shipped"; then
        cp "$new/$file" "$new/$file.new"
        say "  your $old/$file stays as you changed it; the new version is beside it, $file.new"
    fi
    cp -a "$old/$file" "$new/$file"
}

# --- The running programs. A program's process id stands in var/PROGRAM.pid.

is_running() {
    [ -e "var/$1.pid" ] && tr '\0' ' ' 2> /dev/null < "/proc/$(cat "var/$1.pid")/cmdline" | grep -q "karaf.base=.*var/$1"
}

# start_program PROGRAM [PREFIX...]: in a session of its own, so that it outlives this terminal.
start_program() {
    local program=$1
    shift
    rm -f "var/$program.pid"
    # shellcheck disable=SC2016 # the inner shell expands it
    "$@" setsid sh -c 'echo $$ > "var/$1.pid"; exec "var/$1/bin/karaf" daemon' sh "$program" \
        >> "var/log/$program.out" 2>&1 < /dev/null &
    wait_for 5 test -s "var/$program.pid" || fail "the $program does not start" "see var/log/$program.out"
}

stop_program() {
    is_running "$1" || return 0
    say "Stopping the $1"
    as_owner_of "$1" kill "$(cat "var/$1.pid")"
    wait_for 30 not is_running "$1" || as_owner_of "$1" kill -9 "$(cat "var/$1.pid")"
    rm -f "var/$1.pid"
}

# The agent runs as root where Docker wants that.
as_owner_of() {
    if [ -O "/proc/$(cat "var/$1.pid")" ]; then "${@:2}"; else as_root "${@:2}"; fi
}

not() {
    ! "$@"
}

# configured PROGRAM PID KEY DEFAULT: a value from the program's etc/.
configured() {
    local value
    value=$(sed -n "s/^[[:space:]]*$3[[:space:]]*=[[:space:]]*//p" "var/$1/etc/$2.cfg" 2> /dev/null | tail -n 1)
    echo "${value:-$4}"
}

start_server() {
    http_port=$(configured server org.ops4j.pax.web org.osgi.service.http.port 8080)
    site=http://localhost:$http_port
    if is_running server; then
        say "The server is running already"
    else
        check_port "$http_port" org.ops4j.pax.web org.osgi.service.http.port
        check_port "$(configured server org.p2pvps.tunnel port 2222)" org.p2pvps.tunnel port
        check_port "$(configured server org.p2pvps.localtunnel port 8088)" org.p2pvps.localtunnel port
        check_port "$(configured server org.apache.karaf.shell sshPort 8101)" org.apache.karaf.shell sshPort
        say "Starting the server"
        start_program server
    fi
    wait_for 90 server_answers || fail "the server does not answer at $site" "see var/log/server.out and var/server/data/log/karaf.log"
    say "The server answers at $site"
}

server_answers() {
    is_running server || fail "the server stopped while starting: $(tail -n 1 var/log/server.out)" "see var/log/server.out and var/server/data/log/karaf.log"
    [ "$(curl -sf --max-time 5 "$site/api/v1/health" | jq -r .status)" = UP ]
}

check_port() {
    [ -z "$(ss -Hltn "sport = :$1")" ] || fail "port $1 is taken by another program" "stop that program, or set another port: key $3 in var/server/etc/$2.cfg"
}
