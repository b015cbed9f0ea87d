# Sourced by bench/run: samples, medians and the lines that are printed.
# shellcheck shell=bash disable=SC2034,SC2154 # what the sourced files share

table=()
lines=()

# sample NAME VALUE
sample() {
    mkdir -p "$run/samples"
    echo "$2" >> "$run/samples/$1"
}

# median NAME
median() {
    sort -g "$run/samples/$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# median_ratio NAME OTHER: of the quotients round by round, since the machine's speed drifts.
median_ratio() {
    paste "$run/samples/$1" "$run/samples/$2" | awk '$2 + 0 > 0 { print $1 / $2 }' > "$run/samples/$1-by-$(basename "$2")"
    median "$1-by-$(basename "$2")"
}

# quotient NAME OTHER: of the medians, where OTHER was not measured in turn.
quotient() {
    awk -v a="$(median "$1")" -v b="$(median "$2")" 'BEGIN { print (b > 0 ? a / b : 0) }'
}

# ratio NAME VALUE [OP TARGET]      OP: ge or le
ratio() {
    add_row "$1" "$2" "" "${3:-}" "${4:-}"
    lines+=("ratio $1 $(shown "$2")")
}

# figure NAME VALUE UNIT [OP TARGET]
figure() {
    add_row "$1" "$2" "$3" "${4:-}" "${5:-}"
    lines+=("figure $1 $(shown "$2") $3")
}

# unmeasured NAME WHY
unmeasured() {
    table+=("$(printf '%-48s %s' "$1" "not measured: $2")")
    lines+=("# $1 not measured: $2")
}

add_row() {
    local name=$1 value=$2 unit=$3 op=$4 target=$5 verdict=
    if [ -n "$op" ]; then
        verdict="$(awk -v v="$value" -v t="$target" -v op="$op" 'BEGIN { print (op == "ge" ? v >= t : v <= t) ? "reached" : "NOT REACHED" }')"
        target="$([ "$op" = ge ] && echo '>=' || echo '<=') $target"
    fi
    table+=("$(printf '%-48s %12s %-8s %-10s %s' "$name" "$(shown "$value")" "$unit" "$target" "$verdict")")
}

# Three digits that count.
shown() {
    awk -v v="$1" 'BEGIN { if (v == int(v)) print v; else if (v >= 100 || v <= -100) printf "%.0f\n", v; else printf "%.3g\n", v }'
}

print_results() {
    [ ${#table[@]} -gt 0 ] || return 0
    echo
    printf '%-48s %12s %-8s %-10s\n' "$BENCH_ROUNDS rounds of ${BENCH_SECONDS} s" value unit target
    printf '%s\n' "${table[@]}"
    echo
    printf '%s\n' "${lines[@]}"
}

# scaled NUMBER: smaller where it is only to be seen that everything works.
scaled() {
    echo $(($1 / BENCH_SCALE))
}

rounds() {
    seq "$BENCH_ROUNDS"
}
