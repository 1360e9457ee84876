// A fictional story for the tests: a town, a tidal barrage, and who says what about it.
import { random } from './random.mjs';

const PEOPLE = [
  ['p:okafor', 'Ines Okafor', 'person', 0, ['Ms Okafor', 'Okafor', 'Inès Okafor']],
  ['p:brandt', 'Tomas Brandt', 'person', 0, ['Mr Brandt', 'Brandt']],
  ['p:halloran', 'Siobhan Halloran', 'person', 0, ['Halloran', 'Siobhán Halloran']],
  ['o:council', 'Saltmere Town Council', 'organisation', 0, ['the council', 'STC']],
  ['o:barrage', 'Saltmere Barrage Company', 'organisation', 1, ['the Barrage Company', 'SBC']],
  ['p:vance', 'Leopold Vance', 'person', 1, ['Mr Vance', 'Vance']],
  ['p:ishikawa', 'Mei Ishikawa', 'person', 1, ['Ishikawa', 'Dr Ishikawa']],
  ['o:northbank', 'Northbank Capital', 'organisation', 1, ['Northbank']],
  ['p:petrov', 'Anton Petrov', 'person', 1, ['Petrov', 'A. Petrov']],
  ['p:quill', 'Dora Quill', 'person', 2, ['Quill', 'Mrs Quill', 'Dora “Dot” Quill']],
  ['o:fishers', 'Estuary Fishers’ Union', 'organisation', 2, ['the Fishers’ Union', 'EFU']],
  ['p:tamm', 'Jaan Tamm', 'person', 2, ['Tamm', 'Captain Tamm']],
  ['p:barlow', 'Ruth Barlow', 'person', 2, ['Barlow']],
  ['g:friends', 'Friends of the Mudflats', 'group', 3, ['the Friends']],
  ['p:castellanos', 'Nadia Castellanos', 'person', 3, ['Castellanos', 'Dr Castellanos']],
  ['p:whitlock', 'Peregrine Whitlock', 'person', 3, ['Whitlock', 'Professor Whitlock']],
  ['o:university', 'University of Harrowgate', 'organisation', 3, ['the university']],
  ['p:adeyemi', 'Folake Adeyemi', 'person', 4, ['Adeyemi', 'Judge Adeyemi']],
  ['o:court', 'Regional Planning Court', 'organisation', 4, ['the court']],
  ['p:lund', 'Kirsten Lund', 'person', 4, ['Lund']],
  ['pl:saltmere', 'Saltmere', 'place', 0, []],
  ['pl:estuary', 'Wend Estuary', 'place', 2, ['the estuary']],
  ['pl:northgate', 'Northgate Lock', 'place', 1, ['the lock']],
  ['w:report', 'Tidal Impact Report', 'work', 3, ['the report']],
];
const DISCOVERED = new Set(['p:barlow', 'p:petrov', 'w:report']);
const OUTLETS = ['The Saltmere Courier', 'Estuary Post', 'Harrowgate Herald', 'Radio Wend'];
const DOCS = [
  ['Council backs barrage by one vote', '2031-03-03', 0], ['Fishers say barrage will end the eel run', '2031-03-04', 1],
  ['Who owns the Saltmere Barrage Company?', '2031-03-07', 2], ['Professor’s report kept from councillors', '2031-03-11', 0],
  ['“We were promised a lock, not a wall”', '2031-03-12', 1], ['Northbank doubles its stake', '2031-03-18', 2],
  ['Harbour master breaks silence', '2031-03-21', 3], ['Court asked to halt works at Northgate', '2031-03-28', 0],
  ['Friends of the Mudflats count the cost', '2031-04-02', 3], ['Brandt: I never saw the second draft', '2031-04-03', 0],
  ['Judge wants the missing pages', '2031-04-09', 2], ['Barrage Company to pay for eel ladders', '2031-04-15', 1],
  ['Works stopped as court sits', '2031-04-22', 0], ['Council to vote again', '2031-04-29', 0],
];
const QUOTES = [
  ['p:okafor', 0, '“This is the most important vote that this town has taken in forty years,”', 'said', 'direct', ['pl:saltmere']],
  ['p:brandt', 0, '“The Barrage Company has answered every question we put to it.”', 'told the chamber', 'direct', ['o:barrage']],
  ['p:halloran', 0, 'that she could not support a scheme whose costs had doubled since the spring', 'said', 'indirect', []],
  ['p:quill', 1, '“Close the estuary for one season and you can sell my boat for firewood.”', 'said', 'direct', ['pl:estuary']],
  ['p:tamm', 1, '“The eels know nothing of Mr Vance and his shareholders.”', 'said', 'direct', ['p:vance']],
  ['o:fishers', 1, 'that forty-one families depend on the run', 'said', 'indirect', []],
  ['p:vance', 2, '“Our register is public. Anyone may read it.”', 'said', 'direct', []],
  ['p:castellanos', 2, '“Northbank sits behind three companies, and behind Northbank sits a trust,”', 'explained', 'direct', ['o:northbank']],
  ['p:halloran', 2, '“a wall of paper”', 'called it', 'mixed', []],
  ['p:whitlock', 3, '“I delivered the report in January. Tomas Brandt thanked me for it.”', 'said', 'direct', ['w:report', 'p:brandt']],
  ['p:brandt', 3, 'that he had passed the report to the council’s officers', 'insisted', 'indirect', ['w:report', 'o:council']],
  ['p:okafor', 3, '“If Professor Whitlock wrote it, councillors should have read it.”', 'said', 'direct', ['p:whitlock']],
  ['p:barlow', 4, '“We were promised a lock, not a wall,”', 'said', 'direct', ['pl:northgate']],
  ['p:quill', 4, '“Ms Okafor came to the quay and listened. Mr Brandt did not come.”', 'said', 'direct', ['p:okafor', 'p:brandt']],
  ['p:petrov', 5, '“We see a safe return over thirty years.”', 'said', 'direct', []],
  ['o:northbank', 5, 'that it had full confidence in Leopold Vance', 'said in a statement', 'indirect', ['p:vance']],
  ['p:ishikawa', 5, '“The turbines are proven. The estuary is the part nobody has measured.”', 'told investors', 'direct', ['pl:estuary']],
  ['p:tamm', 6, '“I logged every dredger. Nobody asked me for the log until the court did.”', 'said', 'direct', ['o:court']],
  ['p:tamm', 6, '“Dora Quill was right and I should have said so.”', 'added', 'direct', ['p:quill']],
  ['p:lund', 7, '“The Friends have an arguable case.”', 'wrote', 'direct', ['g:friends']],
  ['p:vance', 7, 'that any delay would be laid at the door of the Friends of the Mudflats', 'warned', 'indirect', ['g:friends']],
  ['p:castellanos', 8, '“Eleven thousand knots fed here in February. Put that in the accounts.”', 'said', 'direct', []],
  ['g:friends', 8, 'that the Barrage Company had declined four invitations', 'said', 'indirect', ['o:barrage']],
  ['p:brandt', 9, '“I never saw the second draft. Ines Okafor knows that.”', 'said', 'direct', ['p:okafor']],
  ['p:okafor', 9, '“I know what Mr Brandt told me. I do not know what he saw.”', 'replied', 'direct', ['p:brandt']],
  ['p:adeyemi', 10, '“The court will have the missing pages of the report by Friday,”', 'said', 'direct', ['w:report', 'o:court']],
  ['p:lund', 10, 'that Leopold Vance had been asked twice for the appendix', 'told the court', 'indirect', ['p:vance']],
  ['p:ishikawa', 11, '“Eel ladders should have been in the first drawing. I said so to Mr Vance.”', 'said', 'direct', ['p:vance']],
  ['p:quill', 11, '“A ladder is no use to a fish that cannot find the wall.”', 'answered', 'direct', []],
  ['p:adeyemi', 12, '“Nothing more is to be poured at Northgate until this court has ruled.”', 'ordered', 'direct', ['pl:northgate']],
  ['p:vance', 12, '“We respect Judge Adeyemi and we will wait.”', 'said', 'direct', ['p:adeyemi']],
  ['p:halloran', 13, '“This time everyone will have read Peregrine Whitlock’s report.”', 'said', 'direct', ['p:whitlock', 'w:report']],
  ['p:okafor', 13, '“I will vote as the evidence tells me, and I will say which evidence.”', 'said', 'direct', []],
];
const SENTENCES = [
  '{a} and {b} left the chamber together after the vote.', 'Documents seen by this newspaper name both {a} and {b}.',
  'On the quay, {a} was asked about {b}.', 'A letter from {a} mentions {b} twice.', '{a} met {b} at the lock on Tuesday evening.',
  'Minutes of the meeting list {a}, followed by {b}.', 'Neither {a} nor {b} had seen the second draft.',
];
const PAIRS = `okafor brandt 5,okafor council 6,brandt council 4,halloran council 4,okafor halloran 3,brandt barrage 4,vance barrage 7,vance northbank 4,petrov northbank 3,
ishikawa barrage 4,ishikawa vance 3,quill fishers 6,tamm fishers 3,quill tamm 4,quill barlow 2,barlow fishers 2,friends castellanos 5,castellanos whitlock 3,whitlock university 4,
castellanos university 2,whitlock report 5,report council 3,brandt report 3,brandt whitlock 2,adeyemi court 5,lund court 4,lund friends 3,adeyemi lund 3,vance court 2,okafor saltmere 3,
council saltmere 5,fishers estuary 4,quill estuary 2,tamm estuary 3,friends estuary 3,barrage northgate 4,vance northgate 2,court northgate 3,report estuary 2,petrov vance 2,okafor quill 2,vance brandt 2,castellanos northbank 1,tamm court 1,okafor whitlock 1`;

const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000);

export function story() {
  const r = random(7);
  const documents = DOCS.map(([title, published, source], i) => ({
    id: `articles/${String(i + 1).padStart(2, '0')}.txt`, title, url: `https://example.org/${published}/${i + 1}`, published, source,
  }));
  const at = new Map(PEOPLE.map(([id], i) => [id, i]));
  const short = new Map(PEOPLE.map(([id], i) => [id.split(':')[1], i]));
  const nodes = PEOPLE.map(([id, label, kind, community, forms]) => ({
    id, label, kind, community, listed: !DISCOVERED.has(id), x: 0, y: 0, pagerank: 0, mentions: 0, quotes: 0, spoken_of: 0, documents: 0,
    forms: [[label, 2 + Math.floor(r() * 5), [0, 1, 2, 3]], ...forms.map((f) => [f, 1 + Math.floor(r() * 9), r() < 0.5 ? [0, 2] : [1]])].sort((a, b) => b[1] - a[1]),
  }));
  const quotes = QUOTES.map(([who, doc, text, cue, kind, about]) => ({
    speaker: at.get(who), words: r() < 0.3 ? 'he' : nodes[at.get(who)].label, text, kind, cue, by: 'name', rule: 'cue-beside', score: 0.97,
    doc, mentions: about.map((id) => at.get(id)),
  }));
  const edges = new Map();
  const evidence = [];
  const add = (source, target, rel, item) => {
    const [a, b] = rel > 1 && source > target ? [target, source] : [source, target];
    const key = `${a} ${b} ${rel}`;
    if (!edges.has(key)) edges.set(key, { source: a, target: b, relation: rel, docs: new Map(), items: [] });
    const e = edges.get(key);
    e.docs.set(item.doc, (e.docs.get(item.doc) || 0) + 1);
    e.items.push(item);
  };
  quotes.forEach((q, i) => {
    nodes[q.speaker].quotes += 1;
    for (const about of q.mentions) {
      nodes[about].spoken_of += 1;
      add(q.speaker, about, 0, { doc: q.doc, quote: i });
    }
  });
  for (const pair of PAIRS.replace(/\n/g, '').split(',')) {
    const [a, b, n] = pair.trim().split(' ');
    for (let i = 0; i < +n; i += 1) {
      const doc = Math.floor(r() * 14);
      const text = SENTENCES[Math.floor(r() * SENTENCES.length)].replace('{a}', nodes[short.get(a)].label).replace('{b}', nodes[short.get(b)].label);
      add(short.get(a), short.get(b), 2, { doc, text });
    }
  }
  for (let d = 0; d < 14; d += 1) {
    const who = [...new Set(quotes.filter((q) => q.doc === d).map((q) => q.speaker))];
    who.forEach((a, i) => who.slice(i + 1).forEach((b) => add(a, b, 3, { doc: d, text: '' })));
  }
  add(at.get('p:ishikawa'), at.get('p:vance'), 1, { doc: 11, quote: 27 });
  const list = [...edges.values()].map((e) => {
    const when = [...e.docs.keys()].map((d) => documents[d].published).sort();
    const count = [...e.docs.values()].reduce((a, b) => a + b, 0);
    evidence.push(e.items.filter((item) => item.text !== '').slice(0, 10));
    return {
      source: e.source, target: e.target, relation: e.relation, count, weight: count, first: when[0], last: when.at(-1), documents: e.docs.size,
      seen: [...e.docs].map(([d]) => [day(documents[d].published), documents[d].source, 1]),
    };
  });
  finish(nodes, list);
  layout(nodes, list, r);
  return {
    graph: {
      schema: 'whosaid.page/1', title: 'The Saltmere barrage: who speaks of whom', generated_by: 'whosaid 0.1.0', weight: 'count', evidence: 'snippet',
      options: [['Appears with', 'in one sentence'], ['Ties kept', 'all'], ['Weight', 'number of times'], ['Evidence', 'passages of at most 200 characters']],
      relations: [{ id: 'mentions', directed: true }, { id: 'addresses', directed: true }, { id: 'co_occurrence', directed: false }, { id: 'quotes_with', directed: false }],
      outlets: OUTLETS, nodes, edges: list, documents,
    },
    details: { evidence, quotes },
  };
}

function finish(nodes, edges) {
  for (const n of nodes) n.mentions = n.forms.reduce((sum, f) => sum + f[1], 0) + n.quotes * 2;
  const strength = nodes.map(() => 0);
  for (const e of edges) {
    strength[e.source] += e.count;
    strength[e.target] += e.count;
  }
  const total = strength.reduce((a, b) => a + b, 0) || 1;
  nodes.forEach((n, i) => {
    n.pagerank = strength[i] / total;
    n.degree = edges.filter((e) => e.source === i || e.target === i).length;
    n.documents = Math.min(14, 1 + Math.round(n.mentions / 3));
  });
}

/** Springs and repulsion, enough for a test picture; the real positions come from Rust. */
function layout(nodes, edges, r) {
  for (const n of nodes) {
    n.x = Math.cos(n.community * 1.26) * 60 + r() * 40;
    n.y = Math.sin(n.community * 1.26) * 60 + r() * 40;
  }
  for (let step = 0; step < 600; step += 1) {
    const heat = 6 * (1 - step / 600);
    const move = nodes.map(() => [0, 0]);
    nodes.forEach((a, i) => nodes.forEach((b, j) => {
      if (i === j) return;
      const [dx, dy] = [a.x - b.x, a.y - b.y];
      const d2 = Math.max(1, dx * dx + dy * dy);
      move[i][0] += (dx / d2) * 900;
      move[i][1] += (dy / d2) * 900;
    }));
    for (const e of edges) {
      const w = e.relation === 3 ? 0.006 : 0.02 * Math.sqrt(e.count);
      const [dx, dy] = [nodes[e.target].x - nodes[e.source].x, nodes[e.target].y - nodes[e.source].y];
      move[e.source][0] += dx * w * 10;
      move[e.source][1] += dy * w * 10;
      move[e.target][0] -= dx * w * 10;
      move[e.target][1] -= dy * w * 10;
    }
    nodes.forEach((n, i) => {
      const length = Math.hypot(...move[i]) || 1;
      n.x += (move[i][0] / length) * Math.min(heat, length);
      n.y += (move[i][1] / length) * Math.min(heat, length);
    });
  }
  for (const n of nodes) {
    n.x = Math.round(n.x * 100) / 100;
    n.y = Math.round(n.y * 100) / 100;
  }
}
