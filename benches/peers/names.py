"""The same job by FlashText and by spaCy's PhraseMatcher: pip install flashtext spacy

python3 benches/peers/names.py [SIZE...]   prints build time and MB/s on a made-up text
"""

import sys
import time

STARTS = "Bra Dol Fen Gri Har Kel Lor Mar Nev Ost".split()
MIDDLES = ["", "ba", "de", "ka", "li", "mo", "na", "ri", "so", "ve"]
ENDS = "n ck dt ff ll nsky ova ris ston vich".split()
FILLER = (
    "said on the record that the harbour would open again when the council had "
    "settled who pays for the repairs to its walls and how long they may take"
)


def word(n):
    digit = [n // 10**place % 10 for place in range(5)]
    middles = MIDDLES[digit[1]] + MIDDLES[digit[2]] + MIDDLES[digit[4]]
    return STARTS[digit[0]] + middles + ENDS[digit[3]]


def name(n):
    return f"{word(n * 7919 % 1000)} {word((n * 104729 + n // 100000) % 100000)}"


def text(names, size):
    out, length, seed = [], 0, 1
    while length < size:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        share = (seed >> 33) % 1000 + 1
        out.append(f"Yesterday {name((seed >> 13) % (names // share + 1))} {FILLER}.\n")
        length += len(out[-1])
    return "".join(out)


def flashtext(names, body):
    from flashtext import KeywordProcessor

    start = time.process_time()
    matcher = KeywordProcessor()
    for n in range(names):
        matcher.add_keyword(name(n), f"e{n}")
    build = time.process_time() - start
    start = time.process_time()
    hits = len(matcher.extract_keywords(body))
    return build, len(body) / 1e6 / (time.process_time() - start), hits


def phrase_matcher(names, body):
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    start = time.process_time()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("NAME", [nlp.make_doc(name(n)) for n in range(names)])
    build = time.process_time() - start
    start = time.process_time()
    hits = sum(len(matcher(nlp.make_doc(line))) for line in body.splitlines())
    return build, len(body) / 1e6 / (time.process_time() - start), hits


def main():
    sizes = [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 100_000]
    for names in sizes:
        body = text(names, 2 << 20)
        for engine in (flashtext, phrase_matcher):
            try:
                build, speed, hits = engine(names, body)
            except ImportError as error:
                print(f"{names:<9} {engine.__name__:<15} not installed: {error}")
                continue
            print(f"{names:<9} {engine.__name__:<15} build {build:7.2f} s {speed:8.2f} MB/s {hits} hits")


main()
