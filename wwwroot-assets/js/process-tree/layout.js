// Places the shown nodes. Both layouts keep a parent at the top of its children, so that nothing important is ever
// screens away, and number rows so that they never fall along the order of the tree.

export const card = { width: 216, height: 44 };
const across = { column: card.width + 76, row: card.height + 14 };
const indented = { column: 32, row: card.height + 8 };

/**
 * @param root the shown hierarchy (its root is virtual) or null
 * @param kind 'across': a generation a column, the first child beside its parent; 'indented': one node a row
 */
export function layout(root, kind) {
  const size = kind === 'indented' ? indented : across;
  const items = [];
  const byId = new Map();
  let row = -1;
  root?.eachBefore(at => {
    if (!at.parent) {
      at.item = null;
      return;
    }
    const parent = at.parent.item;
    const beside = kind !== 'indented' && parent && at.parent.children[0] === at;
    row = beside ? parent.row : row + 1;
    const item = {
      id: at.data.id,
      node: at.data,
      parent,
      children: [],
      index: items.length,
      depth: at.depth - 1,
      row,
      x: (at.depth - 1) * size.column,
      y: row * size.row,
    };
    at.item = item;
    parent?.children.push(item);
    items.push(item);
    byId.set(item.id, item);
  });
  const width = items.reduce((most, item) => Math.max(most, item.x), 0) + card.width;
  return { kind, items, byId, width, height: row * size.row + card.height, rowHeight: size.row };
}

/** Index of the first item at or under a height. Items are in order of rows. */
function firstAt(items, y) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].y < y)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/** Items whose card touches a box, and the parents whose trunk line passes through it. */
export function inBox(placed, box) {
  const cards = [];
  const trunks = new Set();
  const { items } = placed;
  let first = null;
  for (let at = firstAt(items, box.top - card.height); at < items.length && items[at].y <= box.bottom; at++) {
    const item = items[at];
    first ??= item;
    // The toggle and its count stand to the right of the card.
    if (item.x <= box.right && item.x + card.width + 40 >= box.left)
      cards.push(item);
    if (item.parent)
      trunks.add(item.parent);
  }
  // A trunk that passes the whole box belongs to an ancestor of its first row: whatever is between a parent's first
  // and last child descends from that parent.
  for (let up = first?.parent; up; up = up.parent)
    trunks.add(up);
  return { cards, trunks: [...trunks].filter(item => trunkTouches(placed, item, box)) };
}

/** Where a parent's trunk stands and how far it reaches. */
export function trunk(placed, item) {
  const last = item.children.at(-1);
  return {
    x: placed.kind === 'indented' ? item.x + 14 : item.x + card.width + 34,
    top: placed.kind === 'indented' ? item.y + card.height : item.y + card.height / 2,
    bottom: last.y + card.height / 2,
  };
}

function trunkTouches(placed, item, box) {
  const line = trunk(placed, item);
  return line.x >= box.left - 60 && line.x <= box.right + 60 && line.bottom >= box.top && line.top <= box.bottom;
}
