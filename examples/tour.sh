#!/bin/sh
# The main job against the sandbox: build, look at a fleet, gate it, export it to S3, and read the object back.
# Needs a Rust toolchain and a C compiler; no AWS account. Everything it makes is in one temporary folder that it removes.
set -eu

cd "$(dirname "$0")/.."
cargo build --locked
patchctl=$PWD/target/debug/patchctl

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export PATCHCTL_SANDBOX="$dir/sandbox"
regions=us-east-1,eu-central-1,ap-northeast-1

step() {
    printf '\n==> patchctl %s\n' "$*"
    "$patchctl" "$@"
}

# An exit code other than the expected one ends the tour.
expect() {
    wanted=$1
    shift
    code=0
    step "$@" || code=$?
    if [ "$code" -ne "$wanted" ]; then
        echo "expected exit code $wanted, got $code" >&2
        exit 1
    fi
    printf 'exit code %s, as expected\n' "$code"
}

step compliance summary --region "$regions"
step compliance nodes --region "$regions" --verdict non-compliant --sort -missing
expect 3 compliance check --region "$regions" --fail-on critical --allow stale,not-reported,unreachable
bucket=$("$patchctl" sandbox status -q --query 'item.buckets[0]' -o ids)
step report csv --detail --layout full --region "$regions" --to "s3://$bucket/tour/patches.csv"
expect 8 report csv --region "$regions" --to "s3://$bucket/tour/patches.csv"

printf '\n==> the object, read back from the bucket\n'
object=$PATCHCTL_SANDBOX/s3/$bucket/tour/patches.csv
head -n 3 "$object" | cut -c 1-160
rows=$(($(wc -l < "$object") - 1))
printf '%s rows\n' "$rows"
test "$rows" -gt 100

printf '\nThe tour is complete.\n'
