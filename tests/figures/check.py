#!/usr/bin/env python3
"""Run the shared benchmarks and compare their figures with the thresholds reached so far.

usage: check.py SHARED_DIR WHOSAID [--print]

thresholds.json: benchmark -> figure (a path into the scorer's JSON) -> [">=" or "<=", bound].
The scorers lie with the benchmarks; nothing of the benchmarks lies here.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

HERE = pathlib.Path(__file__).parent
REPO = HERE.parent.parent


def run(*command, stdout=None):
    done = subprocess.run([str(c) for c in command], stdout=stdout or subprocess.PIPE, check=True)
    return done.stdout


def unpacked(path, folder):
    out = pathlib.Path(folder) / path.stem
    out.write_bytes(gzip.decompress(path.read_bytes()))
    return out


def seeds(shared, whosaid, folder):
    records = pathlib.Path(folder) / "seeds.jsonl"
    articles = sorted((shared / "seeds").glob("*.txt"))
    gazetteer = REPO / "gazetteer" / "belarus-2020.toml"
    with records.open("wb") as out:
        run(whosaid, "extract", *articles, "-g", gazetteer, stdout=out)
    contract = json.loads((shared / "contract" / "extraction.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(contract)
    for line in records.read_text("utf-8").splitlines():
        validator.validate(json.loads(line))
    graph = json.loads(run(whosaid, "build", *articles, "-g", gazetteer, "-o", "-", "--format", "json"))
    forms = ("Tikhanovskaya", "Tsikhanouskaya", "Tikjavovskaya")
    owners = {n["id"] for n in graph["nodes"] for f in n.get("forms", []) if f["text"].endswith(forms)}
    if owners != {"sviatlana-tsikhanouskaya"}:
        sys.exit(f"her spellings are not one node: {sorted(owners)}")
    figures = json.loads(run(sys.executable, shared / "gold" / "score.py", shared / "gold", records, "--json"))
    ours = json.loads(run(whosaid, "eval", shared / "gold", records, "--json"))
    # `whosaid eval` gives what the shared scorer gives
    for name, figure in figures.items():
        for key in ("p", "r", "f1", "share"):
            if key in figure and abs(figure[key] - ours[name][key]) > 1e-12:
                sys.exit(f"eval differs from the scorer: {name}.{key}: {ours[name][key]} for {figure[key]}")
    return figures


def suggest(shared, whosaid, folder):
    """The gazetteer emptied of ten people: where they come back, and whether their spellings stand together."""
    entries = re.split(r"^(?=\[\[entity\]\])", (REPO / "gazetteer" / "belarus-2020.toml").read_text("utf-8"), flags=re.M)
    people = [e for e in entries if '\nkind = "person"' in e][:10]
    emptied = pathlib.Path(folder) / "emptied.toml"
    emptied.write_text("".join(e for e in entries if e not in people), "utf-8")
    articles = sorted((shared / "seeds").glob("*.txt"))
    found = json.loads(run(whosaid, "gazetteer", "suggest", *articles, "-g", emptied, "--format", "json"))["entities"]
    texts = "\n".join(a.read_text("utf-8") for a in articles)
    last_rank, together = 0, True
    for entry in people:
        name = re.search(r'^name = "(.*)"$', entry, re.M).group(1)
        spelt = [f for f in re.findall(r'"([^"\n]+)"', entry) if " " in f and f in texts] or [name]
        ranks = {r for r, e in enumerate(found, 1) for v in e["variants"] if v["text"] in spelt}
        last_rank = max(last_rank, min(ranks, default=len(found) + 1))
        together &= len(ranks) == 1
    owners = [r for r, e in enumerate(found) for v in e["variants"] if v["text"] == "Tikjavovskaya"]
    together &= owners and "Tikhanovskaya" in found[owners[0]]["entity"]["name"]
    return {"ten people": {"last rank": last_rank, "spellings together": float(bool(together))}}


def polnear(shared, whosaid, folder):
    bench = shared / "bench" / "polnear"
    gold = unpacked(bench / "train.jsonl.gz", folder)
    documents = pathlib.Path(folder) / "documents.jsonl"
    with gold.open(encoding="utf-8") as lines, documents.open("w", encoding="utf-8") as out:
        for d in map(json.loads, lines):
            out.write(json.dumps({"id": d["id"], "published": d["date"], "text": d["text"]}, ensure_ascii=False) + "\n")
    records, predictions = pathlib.Path(folder) / "records.jsonl", pathlib.Path(folder) / "pred.jsonl"
    with records.open("wb") as out:
        run(whosaid, "extract", documents, stdout=out)
    with predictions.open("wb") as out:
        run(sys.executable, bench / "from_extraction.py", records, stdout=out)
    return json.loads(run(sys.executable, bench / "score.py", gold, predictions, "--json"))


def names(shared, whosaid, folder):
    bench = shared / "bench" / "names"
    gold, gazetteer = unpacked(bench / "dev.jsonl.gz", folder), unpacked(bench / "gazetteer.jsonl.gz", folder)
    predictions = pathlib.Path(folder) / "names.jsonl"
    with predictions.open("wb") as out:
        run(whosaid, "resolve", "-g", gazetteer, gold, "--field", "variant", stdout=out)
    return json.loads(run(sys.executable, bench / "score.py", "--gold", gold, "--pred", predictions, "--json", "--by", "type"))


def value(figures, path):
    for key in path.split("/"):
        figures = figures[key]
    return figures


def main(argv):
    shared, whosaid = pathlib.Path(argv[1]), pathlib.Path(argv[2]).resolve()
    thresholds = json.loads((HERE / "thresholds.json").read_text("utf-8"))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, benchmark in (("seeds", seeds), ("suggest", suggest), ("polnear", polnear), ("names", names)):
            figures = benchmark(shared, whosaid, folder)
            if "--print" in argv:
                print(json.dumps({name: figures}, indent=1))
            for path, (sign, bound) in thresholds[name].items():
                found = value(figures, path)
                good = found >= bound if sign == ">=" else found <= bound
                passed, failed = passed + good, failed + (not good)
                print(f"{'ok  ' if good else 'FELL'} {name} {path}: {found:.4f} ({sign} {bound})")
    print(f"figures: {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
