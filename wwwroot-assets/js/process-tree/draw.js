// Draws one card or one line. Kind and state are told by shape, line and word; colour only repeats them.
import { cut, visible } from '../shared/text.js';
import { card, trunk } from './layout.js';

const ns = 'http://www.w3.org/2000/svg';
const { width: w, height: h } = card;

export function svg(name, attributes, text) {
  const element = document.createElementNS(ns, name);
  for (const [key, value] of Object.entries(attributes ?? {}))
    element.setAttribute(key, value);
  if (text !== undefined)
    element.textContent = text;
  return element;
}

const outlines = {
  Process: `M4 0H${w - 4}Q${w} 0 ${w} 4V${h - 4}Q${w} ${h} ${w - 4} ${h}H4Q0 ${h} 0 ${h - 4}V4Q0 0 4 0Z`,
  // A sheet with a folded corner.
  Payload: `M0 0H${w - 12}L${w} 12V${h}H0ZM${w - 12} 0V12H${w}`,
  Folded: `M0 0H${w - 8}V${h - 8}H0ZM4 ${h - 8}V${h - 4}H${w - 4}V4H${w - 8}M8 ${h - 4}V${h}H${w}V8H${w - 4}`,
  // Notched where the real cause hands over.
  Brokered: `M0 0H${w}V${h}H0L9 ${h / 2}Z`,
};

const signatures = {
  Valid: 'M6 .8 11 2.6V6.4C11 9 9 10.8 6 12 3 10.8 1 9 1 6.4V2.6ZM3.6 6.2 5.4 8 8.6 4.4',
  Unsigned: 'M6 .8 11 2.6V6.4C11 9 9 10.8 6 12 3 10.8 1 9 1 6.4V2.6ZM3.8 4.2 8.2 8.4M8.2 4.2 3.8 8.4',
  Invalid: 'M6 .8 11 2.6V6.4C11 9 9 10.8 6 12 3 10.8 1 9 1 6.4V2.6ZM6 3.4V7M6 8.6V9.4',
  Inferred: 'M6 .8 11 2.6V6.4C11 9 9 10.8 6 12 3 10.8 1 9 1 6.4V2.6ZM3.4 6.6Q4.7 5.2 6 6.3T8.6 6',
  Unknown: 'M4 4.4Q4 2.6 6 2.6T8 4.4Q8 5.6 6.6 6.2 6 6.5 6 7.6M6 9.4V10.2',
};

const signatureWords = { Valid: 'signed', Unsigned: 'unsigned', Invalid: 'bad signature', Inferred: 'signature inferred', Unknown: 'signature unknown' };
const edgeWords = {
  None: 'parent unknown', Observed: 'observed', Corroborated: 'observed, and seen by a second record', Matched: 'matched by process id, time and image',
  Ghost: 'named by its child only', Inferred: 'inferred', Contradicted: 'contradicted: records name different parents',
};

export function tags(record) {
  const list = [];
  if (record.role && record.role !== 'Context')
    list.push(record.role.toLowerCase());
  if (record.kind === 'Ghost')
    list.push('not recorded');
  if (record.edge === 'Inferred')
    list.push('brokered');
  if (record.edge === 'Contradicted')
    list.push('parent disputed');
  return list;
}

/** All that is known of a node in plain lines: the tooltip, and what is read out. */
export function describe(node) {
  if (node.group)
    return `${node.count} more, folded. Press Enter to show.`;
  const { record } = node;
  const lines = [
    visible(record.imageName) || 'unknown image',
    record.path && visible(record.path),
    record.commandLine && visible(record.commandLine),
    [tags(record).join(', '), record.kind === 'Ghost' || record.kind === 'Payload' ? '' : signatureWords[record.signature ?? 'Unknown'] + (record.signer ? ` (${visible(record.signer)})` : '')].filter(Boolean).join('; '),
    [record.pid !== undefined && record.pid !== null ? `pid ${record.pid}` : '', visible(record.user), record.startUtc && `${record.startUtc} UTC`].filter(Boolean).join(', '),
    record.parentId && record.edge ? `Link to parent: ${edgeWords[record.edge]}${record.edgeReason ? `, ${visible(record.edgeReason)}` : ''}` : '',
    record.findings ? `${record.findings} finding${record.findings === 1 ? '' : 's'}` : '',
    node.below ? `${node.below} below` : '',
  ];
  return lines.filter(Boolean).join('\n');
}

export function drawCard(item, state) {
  const { node } = item;
  const { record } = node;
  const kind = node.group ? 'Folded' : record.kind ?? 'Process';
  const g = svg('g', { transform: `translate(${item.x} ${item.y})`, class: classes(item, kind, state) });
  g.append(svg('title', {}, describe(node)));
  g.append(svg('path', { class: 'tc-node-shape', d: outlines[record.edge === 'Inferred' && kind === 'Process' ? 'Brokered' : kind] ?? outlines.Process }));
  const notched = record.edge === 'Inferred' && kind === 'Process';
  if (record.role === 'Proxy' || record.role === 'Payload' && !notched)
    g.append(svg('path', { class: 'tc-node-bar', d: record.role === 'Proxy' ? `M2 2H${w - 2}` : `M2.5 1V${h - 1}` }));

  if (kind === 'Folded') {
    g.append(svg('text', { class: 'tc-node-name', x: 12, y: 22 }, `+${node.count ?? record.foldedCount ?? 0} more`));
    g.append(svg('text', { class: 'tc-node-more', x: 100, y: 22 }, node.group ? 'folded' : 'not loaded'));
    return g;
  }

  const inset = notched ? 18 : 12;
  const signature = record.signature ?? 'Unknown';
  const sign = kind === 'Process' && signatures[signature];
  if (sign)
    g.append(svg('path', { class: `tc-node-sign is-${signature.toLowerCase()}`, d: sign, transform: `translate(${inset - 2} 6)` }));
  const left = sign ? inset + 16 : inset;
  const flag = kind === 'Payload' ? w - 14 : w;
  const room = flag - left - (record.findings ? 40 : 14);
  g.append(svg('text', { class: 'tc-node-name', x: left, y: 18 }, cut(visible(record.imageName) || '(unknown)', state.fitsName(room))));

  const line = svg('text', { class: 'tc-node-more', x: inset, y: 35 });
  const words = tags(record);
  for (const word of words)
    line.append(svg('tspan', { class: 'tc-node-tag' }, `${word.toUpperCase()} `));
  const rest = kind === 'Payload'
    ? visible(record.path || record.commandLine)
    : [record.pid !== undefined && record.pid !== null ? `pid ${record.pid}` : '', userName(record.user), (record.badges ?? []).map(visible).join(' ')].filter(Boolean).join(' · ');
  line.append(svg('tspan', {}, cut(rest, state.fitsMore(w - inset - 12 - 7 * words.join(' ').length - 4 * words.length))));
  g.append(line);

  if (record.findings) {
    g.append(svg('path', { class: 'tc-node-flag', d: `M${flag - 32} 6H${flag - 10}L${flag - 15} 12.5 ${flag - 10} 19H${flag - 32}Z` }));
    g.append(svg('text', { class: 'tc-node-flag-text', x: flag - 24, y: 16.5 }, record.findings > 99 ? '99+' : String(record.findings)));
  }
  if (node.children.length) {
    const closed = state.isClosed(node.id);
    const count = closed ? String(node.below) : '';
    const toggle = svg('g', { class: 'tc-node-toggle', transform: `translate(${w + 1} ${h / 2})` });
    toggle.append(svg('rect', { x: -1, y: -9, width: 18 + 7 * count.length, height: 18, rx: 9 }));
    toggle.append(svg('path', { d: closed ? 'M4 0H12M8 -4V4' : 'M4 0H12' }));
    if (closed)
      toggle.append(svg('text', { x: 15, y: 4 }, count));
    g.append(toggle);
  }
  return g;
}

function userName(user) {
  const whole = visible(user);
  return whole.slice(whole.lastIndexOf('\\') + 1);
}

export function classes(item, kind, state) {
  const { record } = item.node;
  return [
    'tc-node', `is-${kind.toLowerCase()}`,
    record.role ? `is-role-${record.role.toLowerCase()}` : '',
    record.edge === 'Contradicted' ? 'is-contradicted' : '',
    record.edge === 'Inferred' ? 'is-brokered' : '',
    item.id === state.selected ? 'is-selected' : '',
    state.matches?.has(item.id) ? 'is-match' : '',
  ].filter(Boolean).join(' ');
}

/** The line into a card from its parent's trunk; its style tells how the link is known. */
export function drawEdge(placed, item) {
  const line = trunk(placed, item.parent);
  const y = item.y + h / 2;
  const from = placed.kind !== 'indented' && item.row === item.parent.row ? item.parent.x + w : line.x;
  const edge = item.node.group ? 'Folded' : item.node.record.edge ?? 'Observed';
  const g = svg('g', { class: `tc-edge is-${edge.toLowerCase()}` });
  const to = item.x;
  const jagged = edge === 'Contradicted' && to - from > 20;
  g.append(svg('path', { d: jagged ? zigzag(from, to, y) : `M${from} ${y}H${to}` }));
  const sign = { Matched: '≈', Inferred: '?', Contradicted: '≠' }[edge];
  if (sign) {
    const x = placed.kind === 'indented' ? line.x : to - 20;
    g.append(svg('circle', { cx: x, cy: y, r: 7 }));
    g.append(svg('text', { x, y: y + 3.5 }, sign));
  }
  return g;
}

function zigzag(from, to, y) {
  let path = `M${from} ${y}`;
  for (let x = from + 3, up = true; x < to - 2; x += 4, up = !up)
    path += `L${x} ${up ? y - 4 : y + 4}`;
  return `${path}L${to} ${y}`;
}

export function drawTrunk(placed, item) {
  const line = trunk(placed, item);
  const g = svg('g', { class: 'tc-trunk' });
  if (line.bottom > line.top)
    g.append(svg('path', { d: `M${line.x} ${line.top}V${line.bottom}` }));
  return g;
}
