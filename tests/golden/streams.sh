#!/bin/sh
# Stands for patchctl in tests/cli/golden.rs and runs it so that its two streams can be told apart
# when they are kept as one text: first standard output as it is, then standard error with `! `
# before each line. The exit code is that of patchctl.
#
#   GOLDEN_BINARY       patchctl itself
#   GOLDEN_ENVIRONMENT  its variables, and no others: KEY=VALUE, with spaces between them
#   GOLDEN_HOME         the folder in which it runs
#   GOLDEN_STREAMS      a folder for the streams, and for a file with a line for each run
#
# What would be lost on the way through trycmd gets a sign of its own: ⧵ is a backslash (trycmd
# makes a slash of it), ␍ a carriage return at the end of a line, and a line with ⏎ alone says that
# the line before it did not end.
#
# What is no promise gets a word: [REQUEST] is the id of a request, which the sandbox counts. What
# cannot be chosen is [RANDOM]: the patch snapshot that `patch-now retry` makes (--snapshot-id
# chooses all others), and the digest of the plan that it is in.
set -u

cd "$GOLDEN_HOME" || exit 125
folder=$GOLDEN_STREAMS
echo run >> "$folder/runs"

# shellcheck disable=SC2086 # words are meant
env -i $GOLDEN_ENVIRONMENT "$GOLDEN_BINARY" "$@" > "$folder/stdout" 2> "$folder/stderr" < /dev/null
code=$?

return=$(printf '\r')
x='[0-9a-f]'
uuid="$x\{8\}-$x\{4\}-$x\{4\}-$x\{4\}-$x\{12\}"
chosen=4f0b9f0e-7f3c-4a58-9c2e-1d6a7e5b3c21

show() {
    sed -e 's/\\/⧵/g' -e "s/$return\$/␍/" -e "s/^/$2/" \
        -e "s/00000000-0000-4000-8000-$x\{12\}/[REQUEST]/g" \
        -e "s/$chosen/[CHOSEN]/g" \
        -e "s/SnapshotId=$uuid/SnapshotId=[RANDOM]/g" \
        -e "s/\"snapshot_id\": \"$uuid\"/\"snapshot_id\": \"[RANDOM]\"/" \
        -e "s/^\( *\)\"$uuid\"\$/\1\"[RANDOM]\"/" \
        -e "s/\[CHOSEN\]/$chosen/g" "$1" > "$folder/shown"
    if grep -q '\[RANDOM\]' "$folder/shown"; then
        sed -e "s/\"digest\": \"$x*\"/\"digest\": \"[RANDOM]\"/" "$folder/shown"
    else
        cat "$folder/shown"
    fi
    if [ -n "$(tail -c 1 "$1")" ]; then
        printf '\n⏎\n'
    fi
}
show "$folder/stdout" ''
show "$folder/stderr" '! '
exit "$code"
