// 2,000 entities, 10,000 ties, 20,000 evidence sentences of made-up words.
import { random } from './random.mjs';

const SYLLABLES = 'ba be bi bo da de di do fa fe ga ge go ka ke ki ko la le li lo lu ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo za ze zo'.split(' ');

export function big({ nodes: count = 2000, edges: ties = 10000 } = {}) {
  const r = random(11);
  const pick = (list) => list[Math.floor(r() * list.length)];
  const word = () => Array.from({ length: 2 + Math.floor(r() * 2) }, () => pick(SYLLABLES)).join('');
  const name = (w) => w[0].toUpperCase() + w.slice(1);
  const vocabulary = Array.from({ length: 6000 }, word);
  const groups = Math.max(1, Math.round(count / 80));
  const normal = () => r() + r() + r() + r() - 2;
  const nodes = Array.from({ length: count }, (_, i) => {
    const c = i % groups;
    const [angle, far] = [c * 2.4, 90 * Math.sqrt(c + 0.5)];
    const label = `${name(word())} ${name(word())}`;
    return {
      id: `Q${100000 + i}`, label, kind: pick(['person', 'person', 'person', 'organisation', 'place']), listed: r() < 0.8, community: c,
      x: Math.round((Math.cos(angle) * far + normal() * 60) * 100) / 100, y: Math.round((Math.sin(angle) * far + normal() * 60) * 100) / 100,
      pagerank: r() / count, mentions: 1 + Math.floor(400 / (1 + i / 8)), quotes: Math.floor(60 / (1 + i / 10)), spoken_of: 2, documents: 3, degree: 0,
      forms: [[label, 3], [label.split(' ')[1], 2]],
    };
  });
  const documents = Array.from({ length: 3000 }, (_, i) => ({
    id: `doc-${i}`, title: `${name(word())} ${word()} ${word()} ${word()}`, url: `https://example.org/${i}`, source: Math.floor(r() * 12),
    published: new Date(Date.UTC(2031, 0, 1) + Math.floor(r() * 700) * 86400000).toISOString().slice(0, 10),
  }));
  const edges = new Map();
  while (edges.size < ties) {
    const a = Math.floor(Math.pow(r(), 1.7) * count);
    const b = r() < 0.8 ? (Math.floor((Math.pow(r(), 1.5) * count) / groups) * groups + (a % groups)) % count : Math.floor(Math.pow(r(), 1.7) * count);
    const relation = r() < 0.3 ? 0 : 1;
    const [s, t] = relation && a > b ? [b, a] : [a, b];
    if (s !== t) edges.set(`${s} ${t} ${relation}`, { source: s, target: t, relation });
  }
  const sentence = (a, b) => {
    const words = Array.from({ length: 22 }, () => pick(vocabulary));
    words.splice(3, 0, nodes[a].label);
    words.splice(12, 0, nodes[b].label);
    return `${name(words.join(' '))}.`;
  };
  const evidence = [];
  const quotes = [];
  const list = [...edges.values()].map((e) => {
    const docs = [Math.floor(r() * documents.length), Math.floor(r() * documents.length)];
    evidence.push(docs.map((doc) => ({ doc, text: sentence(e.source, e.target) })));
    if (e.relation === 0 && quotes.length < 2000) {
      quotes.push({ speaker: e.source, words: nodes[e.source].label, text: `“${sentence(e.target, e.target)}”`, kind: 'direct', cue: 'said', by: 'name', score: 0.95, doc: docs[0], mentions: [e.target] });
      evidence.at(-1)[0] = { doc: docs[0], quote: quotes.length - 1 };
    }
    nodes[e.source].degree += 1;
    nodes[e.target].degree += 1;
    const n = 1 + Math.floor(1 / (0.03 + r()));
    const when = docs.map((d) => documents[d].published).sort();
    return {
      ...e, count: n + 1, weight: n + 1, first: when[0], last: when[1], documents: 2,
      seen: docs.map((d) => [Math.round(Date.parse(documents[d].published) / 86400000), documents[d].source, 1]),
    };
  });
  return {
    graph: {
      schema: 'whosaid.page/1', title: 'Two thousand made-up names', generated_by: 'whosaid 0.1.0', weight: 'count', evidence: 'snippet', options: [['Appears with', 'in one sentence']],
      relations: [{ id: 'mentions', directed: true }, { id: 'co_occurrence', directed: false }], outlets: Array.from({ length: 12 }, (_, i) => `Outlet ${i + 1}`),
      nodes, edges: list, documents,
    },
    details: { evidence, quotes },
  };
}
