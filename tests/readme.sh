#!/usr/bin/env bash
# The README's commands as a reader would copy them, with the release binary; then what only a fast
# binary can show: a line of 100 MB, and memory that does not grow with the corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export PATH="$root/target/release:$PATH"
ln -s "$root/examples" "$root/gazetteer" "$place"
cd "$place"

ran=0
while IFS= read -r line; do
  echo "\$ $line"
  bash -euo pipefail -c "$line" >"out.$ran" 2>"err.$ran" || { cat "err.$ran"; exit 1; }
  ran=$((ran + 1))
done < <(awk '/^```sh$/{on=1;next} /^```/{on=0} on' "$root/README.md" |
  grep -v -e '^tests/run' | sed 's/^cargo run --release -- /whosaid /')
[ "$ran" -ge 4 ] || { echo "only $ran commands found in the README"; exit 1; }
for file in graph.html graph.svg graph.gexf graph.json explained.txt; do
  [ -s "$file" ] || { echo "$file was not written"; exit 1; }
done

# peak resident memory of a command, in KiB, and its exit code
peak() { python3 - "$@" <<'PY'
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
PY
}
python3 - <<'PY'
import json
story = [json.loads(line) for line in open("examples/harbour/articles.jsonl", encoding="utf-8")]
def corpus(path, megabytes):
    with open(path, "w", encoding="utf-8") as out:
        size = number = 0
        while size < megabytes * 1_000_000:
            for article in story:
                line = json.dumps(dict(article, id=f"{article['id']}-{number}"), ensure_ascii=False)
                out.write(line + "\n")
                size += len(line.encode())
            number += 1
corpus("10.jsonl", 10)
corpus("100.jsonl", 100)
with open("line.txt", "w", encoding="utf-8") as out:
    out.write("“We sail,” said Ada Brook of Velin, who has never met Tom Reed. " * 1_600_000)
PY
small=$(peak whosaid extract 10.jsonl -g examples/harbour/gazetteer.toml)
large=$(peak whosaid extract 100.jsonl -g examples/harbour/gazetteer.toml)
graph=$(peak whosaid build 100.jsonl -g examples/harbour/gazetteer.toml -o big.json)
line=$(peak whosaid extract line.txt)
echo "peak memory, KiB: extract 10 MB $small, 100 MB $large; build 100 MB $graph; a line of 100 MB $line"
[ "$large" -lt $((small * 2)) ] || { echo "memory grows with the corpus"; exit 1; }
echo "readme: $ran passed, 0 failed"
