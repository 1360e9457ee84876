// Names and articles that try to run something, end an element, or mislead; all fictional.
const NAMES = [
  '</script><script>window.hacked=1</script>', '<img src=x onerror="window.hacked=1">', '"><svg onload=window.hacked=1>', "'-window.hacked=1-'", '{{graph}}',
  'javascript:window.hacked=1', ']]><b>', '&lt;b&gt;&amp;', 'a\u202Eb moc.live', '\u0000\u0001null', '', '-5', '=HYPERLINK("http://evil.example","x")', 'Łódź 日本 مرحبا', '$& $1 ${window.hacked=1}', '__proto__',
];
const LINKS = ['javascript:window.hacked=1', 'data:text/html,<script>window.hacked=1</script>', 'file:///etc/passwd', 'https://ok.example/a"onmouseover="window.hacked=1', '//evil.example/x', ' https://ok.example/trim', 'HTTPS://OK.EXAMPLE/upper', null];

export function hostile() {
  const nodes = NAMES.map((label, i) => ({
    id: `${label}|${i}`, label, kind: i % 3 ? 'person' : '<b>kind</b>', listed: i % 2 === 0, x: Math.cos(i) * 10, y: Math.sin(i) * 10, community: i % 2, pagerank: 0.1, mentions: i + 1, quotes: 1, spoken_of: 1, documents: 1, degree: 2,
    forms: [[label, 1, [0]], ['<i onmouseover=window.hacked=1>form</i>', 2, [0]]],
  }));
  const documents = LINKS.map((url, i) => ({ id: `doc<${i}>`, title: `<b>Title</b> ${NAMES[i]}`, url, published: i === 3 ? '<script>' : '2031-05-0' + (i + 1), source: 0 }));
  const quotes = NAMES.map((text, i) => ({ speaker: i, words: '<u>he</u>', text: `“${text} <iframe src=//evil.example>”`, kind: 'direct', cue: '<marquee>said</marquee>', by: '<x>', rule: '<r>', doc: i % LINKS.length, mentions: [(i + 1) % NAMES.length] }));
  const edges = NAMES.map((_, i) => ({
    source: i, target: (i + 1) % NAMES.length, relation: i % 2, count: 1, weight: 1, documents: 1, first: '2031-05-01', last: '<b>', counts: { reports: 1, direct: 1 }, seen: [[22400 + i, 0, 1]],
  }));
  return {
    graph: {
      schema: 'whosaid.page/1', title: '</title><script>window.hacked=1</script>{{viewer}}', generated_by: '<b>x</b>', weight: 'count', evidence: 'snippet', notes: ['<script>window.hacked=1</script>'],
      options: [['<b>name</b>', '<b>value</b>']], relations: [{ id: 'mentions', directed: true }, { id: '<b>odd</b>', directed: false }], outlets: ['<b>Outlet</b>'], nodes, edges, documents,
    },
    details: { evidence: edges.map((e, i) => [{ doc: i % LINKS.length, quote: i }, { doc: (i + 1) % LINKS.length, text: `${NAMES[i]} met ${NAMES[(i + 1) % NAMES.length]} <script>window.hacked=1</script>` }]), quotes },
  };
}
