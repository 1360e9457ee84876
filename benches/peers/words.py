"""Cutting texts into words by spaCy's blank English tokenizer: pip install spacy

python3 benches/peers/words.py DOCUMENTS.jsonl   prints MB/s of processor time, cold and warm
"""

import json
import sys
import time

import spacy


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    size = sum(len(text.encode()) for text in texts) / 1e6
    tokenizer = spacy.blank("en").tokenizer
    for name in ("cold", "warm"):
        start = time.process_time()
        words = sum(len(tokenizer(text)) for text in texts)
        spent = time.process_time() - start
        print(f"{name}: {size / spent:.2f} MB/s, {words} words, spaCy {spacy.__version__}")


main()
