"""Reads exports back with the programs that people read them with, and compares what comes out.

read.py FOLDER: the folder holds one graph in every format, as `hostile.<ending>`, and in
`hostile.json`, our own, with which the others are compared. Prints a line for each reader.
"""

import collections
import csv
import json
import pathlib
import re
import subprocess
import sys

import igraph
import jsonschema
import networkx
import pydot
from lxml import etree

here = pathlib.Path(__file__).parent
folder = pathlib.Path(sys.argv[1])
ours = json.loads((folder / "hostile.json").read_text())
nodes, edges = ours["nodes"], ours["edges"]
names = collections.Counter(node["name"] for node in nodes)
relations = collections.Counter(edge["relation"] for edge in edges)
weights = sorted(edge["weight"] for edge in edges)


def path(ending):
    return folder / f"hostile.{ending}"


def same(reader, found, expected, what):
    if found != expected:
        sys.exit(f"{reader}: {what}: read {found!r}, written {expected!r}")


def report(reader, read_nodes, read_edges):
    same(reader, read_nodes, len(nodes), "nodes")
    same(reader, read_edges, len(edges), "edges")
    print(f"ok {reader}: {read_nodes} nodes, {read_edges} edges")


def visible(name):
    """What XML keeps of a name."""
    kept = (" " if c in "\n\r\t" else c for c in name if c in "\n\r\t" or (c >= " " and c not in "\ufffe\uffff"))
    return " ".join("".join(kept).split())


def own():
    schema = json.loads((here / "../../src/export/schema/graph.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(ours)
    report("whosaid.graph/1", len(ours["nodes"]), len(ours["edges"]))


def node_link():
    graph = networkx.node_link_graph(json.loads(path("node-link.json").read_text()))
    same("networkx node_link_graph", collections.Counter(n for _, n in graph.nodes(data="name")), names, "names")
    same("networkx node_link_graph", sorted(w for *_, w in graph.edges(data="weight")), weights, "weights")
    same("networkx node_link_graph", collections.Counter(k for *_, k in graph.edges(keys=True)), relations, "relations")
    report("networkx node_link_graph", graph.number_of_nodes(), graph.number_of_edges())


def graphml():
    graph = networkx.read_graphml(path("graphml"), force_multigraph=True)
    expected = collections.Counter(visible(n["name"]) for n in nodes)
    found = collections.Counter(visible(n or "") for _, n in graph.nodes(data="label"))
    same("networkx read_graphml", found, expected, "labels")
    same("networkx read_graphml", sorted(w for *_, w in graph.edges(data="weight")), weights, "weights")
    report("networkx read_graphml", graph.number_of_nodes(), graph.number_of_edges())
    graph = igraph.Graph.Read_GraphML(str(path("graphml")))
    same("igraph Read_GraphML", collections.Counter(graph.es["relation"]), relations, "relations")
    report("igraph Read_GraphML", graph.vcount(), graph.ecount())


def gexf():
    document = etree.parse(path("gexf"))
    schema = etree.RelaxNG(etree.parse(here / "gexf.rng"))
    if not schema.validate(document):
        sys.exit(f"gexf.rng: {schema.error_log}")
    print("ok gexf.rng")
    graph = networkx.read_gexf(path("gexf"), version="1.3")
    same("networkx read_gexf", collections.Counter(r for *_, r in graph.edges(data="relation")), relations, "relations")
    report("networkx read_gexf", graph.number_of_nodes(), graph.number_of_edges())


def dot():
    canon = subprocess.run(["dot", "-Tcanon", path("dot")], check=True, capture_output=True, timeout=60)
    same("dot -Tcanon", canon.stderr, b"", "warnings")
    plain = subprocess.run(["dot", "-Tdot_json", path("dot"), "-Knop"], capture_output=True, timeout=60)
    # Graphviz leaves control characters in its JSON as they are.
    drawn = json.loads(plain.stdout, strict=False)
    report("dot -Tdot_json", len(drawn["objects"]), len(drawn["edges"]))
    (graph,) = pydot.graph_from_dot_data(path("dot").read_text())
    found = [n for n in graph.get_nodes() if n.get_name() not in ("node", "edge", "graph")]
    report("pydot", len(found), len(graph.get_edges()))


def jgf():
    """The format's own rules (version 2): only these keys, everything else under `metadata`."""
    text = {"type": "string"}
    metadata = {"type": "object"}
    schema = {
        "type": "object", "required": ["graph"], "additionalProperties": False,
        "properties": {"graph": {
            "type": "object", "required": ["nodes", "edges"], "additionalProperties": False,
            "properties": {
                "id": text, "label": text, "type": text, "directed": {"type": "boolean"}, "metadata": metadata,
                "nodes": {"type": "object", "additionalProperties": {
                    "type": "object", "additionalProperties": False,
                    "properties": {"label": text, "metadata": metadata}}},
                "edges": {"type": "array", "items": {
                    "type": "object", "required": ["source", "target"], "additionalProperties": False,
                    "properties": {"id": text, "source": text, "target": text, "relation": text, "label": text,
                                   "directed": {"type": "boolean"}, "metadata": metadata}}},
            }}},
    }
    graph = json.loads(path("jgf").read_text())
    jsonschema.validate(graph, schema)
    graph = graph["graph"]
    for edge in graph["edges"]:
        assert edge["source"] in graph["nodes"] and edge["target"] in graph["nodes"]
    report("jgf", len(graph["nodes"]), len(graph["edges"]))


def tables():
    for stem, safe in (("hostile", False), ("safe", True)):
        with open(folder / f"{stem}.nodes.csv", newline="", encoding="utf-8") as file:
            read_nodes = list(csv.DictReader(file))
        with open(folder / f"{stem}.edges.csv", newline="", encoding="utf-8") as file:
            read_edges = list(csv.DictReader(file))
        ids = {row["Id"] for row in read_nodes}
        same("csv", {row["Type"] for row in read_edges} - {"Directed", "Undirected"}, set(), "Type")
        if safe:
            cells = [c for row in read_nodes + read_edges for c in row.values() if c and c[0] in "=+-@\t\r"]
            same("csv-safe", [c for c in cells if not c.lstrip("+-").replace(".", "").isdigit()], [], "formulas")
        else:
            same("csv", collections.Counter(row["Label"] for row in read_nodes),
                 collections.Counter(n["name"].replace("\0", "") for n in nodes), "labels")
            assert all(row["Source"] in ids and row["Target"] in ids for row in read_edges)
        report(f"csv ({stem})", len(read_nodes), len(read_edges))


def neo4j():
    with open(path("nodes.csv").with_name("neo.nodes.csv"), newline="", encoding="utf-8") as file:
        read_nodes = list(csv.DictReader(file))
    with open(path("nodes.csv").with_name("neo.relationships.csv"), newline="", encoding="utf-8") as file:
        read_edges = list(csv.DictReader(file))
    heads = set(read_nodes[0]) | set(read_edges[0])
    assert {"id:ID", ":LABEL", ":START_ID", ":END_ID", ":TYPE"} <= heads, heads
    script = (folder / "neo.load.cypher").read_text()
    for node in nodes:
        if len(node["name"]) > 8 and node["name"] in script:
            sys.exit(f"neo4j: a name stands in the script: {node['name']!r}")
    same("neo4j", script.count("LOAD CSV"), 1 + len(relations), "statements")
    report("neo4j", len(read_nodes), len(read_edges))


def ftm():
    from followthemoney.exc import InvalidData
    from followthemoney.proxy import EntityProxy

    schemata = collections.Counter()
    ids = set()
    links = []
    for line in path("ftm.jsonl").read_text().splitlines():
        data = json.loads(line)
        proxy = EntityProxy.from_dict(data)
        try:
            proxy.schema.validate(data)
        except InvalidData as error:
            sys.exit(f"followthemoney: {error.errors}: {line}")
        assert data["id"] not in ids, data["id"]
        ids.add(data["id"])
        schemata[proxy.schema.name] += 1
        if proxy.schema.edge:
            links.append(proxy)
    for link in links:
        for end in link.get(link.schema.edge_source) + link.get(link.schema.edge_target):
            assert end in ids, end
    people = sum(n for s, n in schemata.items() if s not in ("Article", "UnknownLink"))
    report("followthemoney", people, len(links))


def svg():
    document = etree.parse(path("svg"))
    space = "{http://www.w3.org/2000/svg}"
    paths = document.findall(f".//{space}g[@class]")
    same("svg", len(document.findall(f".//{space}script")), 0, "scripts")
    foreign = [a for e in document.iter() for a in e.attrib if a.startswith("on") or a.endswith("href")]
    same("svg", foreign, [], "handlers and links")
    labels = document.findall(f".//{space}g[@text-anchor='middle']/{space}text")
    report("svg", len(labels), len(paths))


def mermaid():
    lines = path("mmd").read_text().splitlines()
    same("mermaid", lines[0], "graph LR", "head")
    read_nodes = [l for l in lines if re.fullmatch(r' n\d+(\(\["|\{\{"|\[")[^"]*("\]\)|"\}\}|"\]):::\w+', l)]
    read_edges = [l for l in lines if re.fullmatch(r' n\d+ (-->|-\.->|---)\|"[^"]*"\| n\d+', l)]
    assert all(line.isprintable() for line in lines)
    report("mermaid", len(read_nodes), len(read_edges))


def pictures():
    png = path("png").read_bytes()
    same("png", png[:8], b"\x89PNG\r\n\x1a\n", "signature")
    same("pdf", path("pdf").read_bytes()[:5], b"%PDF-", "signature")
    etree.parse(folder / "engine.svg")
    print("ok png, pdf, svg by Graphviz")


for check in (own, node_link, graphml, gexf, dot, jgf, tables, neo4j, ftm, svg, mermaid, pictures):
    check()
