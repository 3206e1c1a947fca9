// What is in the tree and what of it is shown. No DOM here.
import { hierarchy } from 'd3-hierarchy';

const groupAbove = 4;
const openAtFirst = 40;

/** Ids of synthetic group nodes begin so; ids from .NET never do. */
export const groupPrefix = '\u0001group:';

export class TreeModel {
  #nodes = new Map();
  #roots = [];
  #closed = new Set();
  #opened = new Set();
  #touched = false;

  constructor(records) {
    this.set(records);
  }

  get size() { return this.#nodes.size; }
  get(id) { return this.#nodes.get(id); }
  all() { return this.#nodes.values(); }

  /** Takes the records anew; what a person opened or closed stays so. */
  set(records) {
    const nodes = new Map();
    for (const record of records ?? []) {
      if (!nodes.has(record.id))
        nodes.set(record.id, { id: record.id, record, children: [], parent: null, below: 0, onPath: false });
    }
    const roots = [];
    for (const node of nodes.values()) {
      const parent = nodes.get(node.record.parentId);
      if (parent && parent !== node)
        parent.children.push(node), node.parent = parent;
      else
        roots.push(node);
    }
    // Whatever the data says: what no root reaches stands in a loop, and the loop is cut at its first member.
    const reached = new Set();
    const reach = from => {
      const open = [from];
      while (open.length) {
        const node = open.pop();
        if (reached.has(node))
          continue;
        reached.add(node);
        open.push(...node.children);
      }
    };
    roots.forEach(reach);
    for (const node of nodes.values()) {
      if (reached.has(node))
        continue;
      node.parent.children = node.parent.children.filter(child => child !== node);
      node.parent = null;
      roots.push(node);
      reach(node);
    }
    // Another tree altogether: what was opened in the last one says nothing here.
    if (![...nodes.keys()].some(id => this.#nodes.has(id))) {
      this.#touched = false;
      this.#opened.clear();
    }
    this.#nodes = nodes;
    this.#roots = roots;
    this.#count();
    if (!this.#touched)
      this.#foldAtFirst();
  }

  #count() {
    const whole = hierarchy({ children: this.#roots }, node => node.children);
    whole.eachAfter(at => {
      const node = at.data;
      if (!at.parent)
        return;
      node.below = (node.record.foldedCount ?? 0) + node.children.reduce((sum, child) => sum + child.below + 1, 0);
      node.onPath = isTelling(node.record) || node.children.some(child => child.onPath);
    });
  }

  // Open at first: the way to everything that tells; with nothing telling, the first few generations.
  #foldAtFirst() {
    this.#closed.clear();
    const telling = this.#roots.some(root => root.onPath);
    let budget = openAtFirst;
    let level = this.#roots;
    while (level.length) {
      const next = [];
      for (const node of level) {
        if (!node.children.length)
          continue;
        const open = telling ? node.onPath && node.children.length > 0 : budget > 0;
        if (!open) {
          this.#closed.add(node.id);
          closeBelow(node, this.#closed);
          continue;
        }
        budget -= Math.min(node.children.length, groupAbove + 1);
        next.push(...node.children);
      }
      level = next;
    }
  }

  isClosed(id) { return this.#closed.has(id); }

  /** Opens or closes a node, or opens a group. True when something changed. */
  toggle(id, open = undefined) {
    this.#touched = true;
    if (id.startsWith(groupPrefix)) {
      this.#opened.add(id.slice(groupPrefix.length));
      return true;
    }
    const node = this.#nodes.get(id);
    if (!node?.children.length)
      return false;
    const wanted = open ?? this.#closed.has(id);
    if (wanted === !this.#closed.has(id))
      return false;
    if (wanted)
      this.#closed.delete(id);
    else // A node that is closed forgets that its group was opened.
      this.#closed.add(id), this.#opened.delete(id);
    return true;
  }

  openAll() {
    this.#touched = true;
    this.#closed.clear();
    for (const node of this.#nodes.values()) {
      if (node.children.length > groupAbove)
        this.#opened.add(node.id);
    }
    this.#opened.add('');
  }

  foldAll() {
    this.#touched = false;
    this.#opened.clear();
    this.#foldAtFirst();
  }

  /** Opens all that hides a node. */
  reveal(id) {
    const node = this.#nodes.get(id);
    if (!node)
      return false;
    this.#touched = true;
    let child = node;
    for (let parent = node.parent; ; child = parent, parent = parent.parent) {
      this.#closed.delete(parent?.id);
      if (this.#hiddenIn(parent?.id ?? '', parent ? parent.children : this.#roots).includes(child))
        this.#opened.add(parent?.id ?? '');
      if (!parent)
        return true;
    }
  }

  // Off the path, siblings past a few are folded into one counted group.
  #hiddenIn(parentId, children) {
    if (this.#opened.has(parentId) || children.length <= groupAbove)
      return [];
    const aside = children.filter(child => !child.onPath);
    return aside.length > groupAbove || aside.length > 1 && aside.length < children.length ? aside : [];
  }

  #shown = (parentId, children) => {
    const hidden = this.#hiddenIn(parentId, children);
    if (!hidden.length)
      return children;
    const whole = hidden.length === children.length;
    const kept = whole ? children.slice(0, groupAbove - 1) : children.filter(child => child.onPath);
    const left = whole ? children.slice(groupAbove - 1) : hidden;
    return [...kept, {
      id: groupPrefix + parentId,
      group: true,
      count: left.reduce((sum, child) => sum + child.below + 1, 0),
      children: [],
      record: {},
    }];
  };

  /** The shown tree as a d3 hierarchy under a virtual root that is not drawn; null when there is nothing. */
  shown() {
    if (!this.#roots.length)
      return null;
    return hierarchy({ id: '', children: this.#roots, virtual: true }, node => {
      if (node.group || this.#closed.has(node.id) || !node.children.length)
        return null;
      return this.#shown(node.id, node.children);
    });
  }

  /** The node to begin at: the first proxy, else the first that tells, else the first. */
  first() {
    let best = null;
    for (const node of this.#nodes.values()) {
      if (node.record.role === 'Proxy')
        return node.id;
      best ??= isTelling(node.record) ? node.id : null;
    }
    return best ?? this.#roots[0]?.id ?? null;
  }
}

function isTelling(record) {
  return record.role !== undefined && record.role !== 'Context' || record.findings > 0;
}

function closeBelow(top, closed) {
  const open = [...top.children];
  while (open.length) {
    const node = open.pop();
    if (!node.children.length)
      continue;
    closed.add(node.id);
    open.push(...node.children);
  }
}
