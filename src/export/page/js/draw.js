// The map as strokes and markers, for the canvas painter, PNG, SVG and print.

import { corners } from './style.js';

export const markerPath = (look, x, y, r) =>
  look.sides ? { points: corners(look, r).map(([dx, dy]) => [x + dx, y + dy]) } : { circle: [x, y, r] };

/** Both ends of a tie on the screen, shortened to the rim of its target where it has an arrow. */
function ends(edge, nodes, project, growth) {
  const [a, b] = [nodes[edge.source], nodes[edge.target]];
  const [x1, y1] = project(a.x, a.y);
  let [x2, y2] = project(b.x, b.y);
  if (!edge.directed) return [x1, y1, x2, y2];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const back = Math.min(length * 0.8, b.r * growth + 1.5);
  return [x1, y1, x2 - ((x2 - x1) / length) * back, y2 - ((y2 - y1) / length) * back];
}

function arrow([x1, y1, x2, y2], width) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [long, wide] = [width * 5, width * 2.2];
  const [bx, by] = [x2 - ux * long, y2 - uy * long];
  return { tip: [[x2, y2], [bx - uy * wide, by + ux * wide], [bx + uy * wide, by - ux * wide]], stem: [x1, y1, bx, by] };
}

export function drawEdges(pen, scene, camera, [w, h]) {
  const project = (x, y) => camera.project(x, y);
  const groups = new Map();
  const order = scene.edges.filter((e) => !e.hidden).sort((a, b) => a.z - b.z || a.width - b.width);
  for (const e of order) {
    const line = ends(e, scene.nodes, project, camera.growth);
    if (Math.max(line[0], line[2]) < 0 || Math.min(line[0], line[2]) > w) continue;
    if (Math.max(line[1], line[3]) < 0 || Math.min(line[1], line[3]) > h) continue;
    const key = `${e.z}|${e.color}|${e.width}|${e.dashed}`;
    if (!groups.has(key)) groups.set(key, { e, lines: [], tips: [] });
    const group = groups.get(key);
    if (e.directed) {
      const { tip, stem } = arrow(line, e.width);
      group.tips.push(tip);
      group.lines.push(stem);
    } else group.lines.push(line);
  }
  for (const { e, lines, tips } of groups.values()) {
    pen.lines(lines, { stroke: e.color, width: e.width, dash: e.dashed ? [5, 4] : null });
    for (const points of tips) pen.shape({ points }, { fill: e.color });
  }
}

export function drawNodes(pen, scene, camera, [w, h]) {
  const order = scene.nodes.filter((n) => !n.hidden).sort((a, b) => a.z - b.z || b.r - a.r);
  for (const n of order) {
    const [x, y] = camera.project(n.x, n.y);
    const r = n.r * camera.growth;
    if (x < -r * 2 || y < -r * 2 || x > w + r * 2 || y > h + r * 2) continue;
    const inner = Math.max(1, r - n.ringWidth / 2);
    pen.shape(markerPath(n.marker, x, y, inner), { fill: n.fill, stroke: n.ring, width: n.ringWidth, title: n.label });
  }
}
