"""Topics as scikit-learn finds them: TF-IDF with k-means, and TF-IDF with cosines.

Reads one JSON object from standard input, writes one to standard output.
"""

import json
import sys
import time

from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

SEEDS = range(20)
TERMS = {
    "default settings": {},
    "stop words": {"stop_words": "english"},
    "stop words, sublinear, pairs": {
        "stop_words": "english",
        "sublinear_tf": True,
        "ngram_range": (1, 2),
    },
}


def groups(texts, count):
    found = {}
    for name, settings in TERMS.items():
        rows = TfidfVectorizer(**settings).fit_transform(texts)
        found[name] = [
            KMeans(count, random_state=seed).fit_predict(rows).tolist() for seed in SEEDS
        ]
        found[name + ", 10 starts"] = [
            KMeans(count, n_init=10, random_state=seed).fit_predict(rows).tolist()
            for seed in SEEDS
        ]
    rows = TfidfVectorizer(stop_words="english").fit_transform(texts)
    for directions in (10, 50):
        labels = []
        for seed in SEEDS:
            svd = TruncatedSVD(directions, random_state=seed)
            points = make_pipeline(svd, Normalizer(copy=False)).fit_transform(rows)
            labels.append(KMeans(count, random_state=seed).fit_predict(points).tolist())
        found[f"stop words, LSA {directions}"] = labels
    return found


def near(texts, topics):
    found = {}
    for name, settings in TERMS.items():
        vectorizer = TfidfVectorizer(**settings).fit(texts + topics)
        rows = vectorizer.transform(texts) @ vectorizer.transform(topics).T
        found[name] = rows.toarray().tolist()
    return found


def main():
    asked = json.load(sys.stdin)
    began = time.perf_counter()
    if "topics" in asked:
        answer = near(asked["texts"], asked["topics"])
    elif asked.get("once"):
        rows = TfidfVectorizer(stop_words="english").fit_transform(asked["texts"])
        KMeans(asked["count"], n_init=10, random_state=0).fit(rows)
        answer = {}
    else:
        answer = groups(asked["texts"], asked["count"])
    json.dump({"answer": answer, "seconds": time.perf_counter() - began}, sys.stdout)


main()
