"""Compares our measures with networkx's and igraph's.

measures.py FOLDER: graphs in `*.measured.json`, written as node-link with measures.
"""

import itertools
import json
import pathlib
import sys

import igraph
import networkx


def close(what, ours, theirs, tolerance):
    worst = max(abs(ours[n] - theirs[n]) for n in theirs)
    if worst > tolerance:
        sys.exit(f"{what} differs by {worst}")
    return worst


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.measured.json")):
    multi = networkx.node_link_graph(json.loads(file.read_text()))
    ours = {n: data["measures"] for n, data in multi.nodes(data=True)}
    directed, plain = networkx.DiGraph(), networkx.Graph()
    directed.add_nodes_from(multi)
    plain.add_nodes_from(multi)
    for a, b, data in multi.edges(data=True):
        weight = max(data["weight"], 0.0)
        ways = [(a, b)] if data["directed"] else [(a, b), (b, a)]
        for x, y in ways:
            directed.add_edge(x, y, weight=weight + directed.get_edge_data(x, y, {"weight": 0})["weight"])
        plain.add_edge(a, b, weight=weight + plain.get_edge_data(a, b, {"weight": 0})["weight"])
    rank = networkx.pagerank(directed, weight="weight", tol=1e-14, max_iter=1000)
    close("PageRank", {n: m["pagerank"] for n, m in ours.items()}, rank, 1e-8)
    between = networkx.betweenness_centrality(plain)
    close("betweenness", {n: m["betweenness"] for n, m in ours.items()}, between, 1e-8)
    core = networkx.core_number(plain)
    close("core number", {n: m["core"] for n, m in ours.items()}, core, 0)
    degree = dict(plain.degree())
    close("degree", {n: m["degree"] for n, m in ours.items()}, degree, 0)
    groups = {}
    for n, m in ours.items():
        groups.setdefault(m["community"], set()).add(n)
    found = networkx.community.modularity(plain, groups.values(), weight="weight")
    graph = igraph.Graph.from_networkx(plain)
    best = max(graph.community_multilevel(weights="weight").modularity for _ in range(5))
    if found < best - 1e-9:
        sys.exit(f"{file.name}: modularity {found:.6f}, igraph's Louvain finds {best:.6f}")
    print(f"ok {file.name}: {len(plain)} entities, {plain.number_of_edges()} ties; "
          f"PageRank, betweenness, core number as networkx; modularity {found:.4f}, igraph {best:.4f}")
