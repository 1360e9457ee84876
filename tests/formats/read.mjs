// Reads exports back with JavaScript's readers: node read.mjs FOLDER, as in read.py.
import fs from "node:fs";
import path from "node:path";
import cytoscape from "cytoscape";
import { forceLink, forceManyBody, forceSimulation } from "d3-force";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { draw } from "./mermaid.mjs";

const folder = process.argv[2];
const file = (ending) => fs.readFileSync(path.join(folder, `hostile.${ending}`), "utf8");
const ours = JSON.parse(file("json"));

function report(reader, nodes, edges) {
  if (nodes !== ours.nodes.length || edges !== ours.edges.length) {
    console.error(`${reader}: read ${nodes} nodes and ${edges} edges, written ${ours.nodes.length} and ${ours.edges.length}`);
    process.exit(1);
  }
  console.log(`ok ${reader}: ${nodes} nodes, ${edges} edges`);
}

function names(reader, found) {
  const written = ours.nodes.map((n) => n.name).sort();
  if (JSON.stringify([...found].sort()) !== JSON.stringify(written)) {
    console.error(`${reader}: names differ`);
    process.exit(1);
  }
}

const graph = Graph.from(JSON.parse(file("graphology.json")));
names("graphology", graph.mapNodes((_, a) => a.label));
if (graph.directedSize !== ours.edges.filter((e) => ["mentions", "addresses"].includes(e.relation)).length) {
  console.error("graphology: directed edges differ");
  process.exit(1);
}
report("graphology", graph.order, graph.size);

const elements = JSON.parse(file("cyjs"));
const cy = cytoscape({ headless: true, elements: elements.elements });
names("cytoscape", cy.nodes().map((n) => n.data("name")));
report("cytoscape", cy.nodes().length, cy.edges().length);

const d3 = JSON.parse(file("d3.json"));
forceSimulation(d3.nodes)
  .force("link", forceLink(d3.links).id((d) => d.id))
  .force("charge", forceManyBody())
  .stop()
  .tick(5);
if (!d3.nodes.every((n) => Number.isFinite(n.x)) || !d3.links.every((l) => typeof l.source === "object")) {
  console.error("d3-force: nodes without a place or links without an end");
  process.exit(1);
}
report("d3-force", d3.nodes.length, d3.links.length);

const fromGexf = gexf.parse(Graph, file("gexf"), { addMissingNodes: false });
report("graphology-gexf", fromGexf.order, fromGexf.size);
const fromGraphml = graphml.parse(Graph, file("graphml"), { addMissingNodes: false });
report("graphology-graphml", fromGraphml.order, fromGraphml.size);

const drawn = await draw(file("mmd"));
if (drawn.hostile > 0) {
  console.error("mermaid: something hostile is alive in the drawing");
  process.exit(1);
}
const shown = drawn.nodes.join("\n");
for (const part of ["alert(1)", 'Ida "The Quay" Vale', "日本太郎", "<b>bold</b>"]) {
  if (!shown.includes(part)) {
    console.error(`mermaid: ${part} is not in the drawing:\n${shown}`);
    process.exit(1);
  }
}
report("mermaid", drawn.nodes.length, drawn.ties);
