#!/bin/sh
# The page's tests: the committed bundle is what its sources give, and it works in a real browser.
set -eu
cd "$(dirname "$0")"
chromium="${CHROMIUM:-/usr/bin/chromium}"
for tool in node npm cargo "$chromium"; do
  command -v "$tool" >/dev/null || { echo "tests/page: $tool is missing" >&2; exit 1; }
done
export CHROMIUM="$chromium"
(cd ../../src/export/page && npm ci --ignore-scripts --silent && node build.mjs --check)
npm ci --ignore-scripts --silent
(cd ../.. && cargo build --quiet --example page)
node --test --test-concurrency=1 ./*.test.mjs
