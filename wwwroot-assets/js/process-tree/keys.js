// What a key does in the diagram. Right opens or goes deeper, left closes or goes up, up and down go through siblings.

const plain = {
  ArrowRight: tree => tree.walker.deeper(),
  ArrowLeft: tree => tree.walker.shallower(),
  ArrowDown: tree => tree.walker.aside(1),
  ArrowUp: tree => tree.walker.aside(-1),
  Home: tree => tree.walker.end(0),
  End: tree => tree.walker.end(-1),
  '+': tree => tree.zoom(1.25),
  '=': tree => tree.zoom(1.25),
  '-': tree => tree.zoom(0.8),
  0: tree => tree.fit(),
  Enter: tree => tree.walker.enter(),
  ' ': tree => tree.walker.enter(),
  f: tree => tree.focusSearch(),
};

/** True when the key was for the diagram. */
export function press(tree, event) {
  if (event.ctrlKey || event.altKey || event.metaKey)
    return false;
  const action = plain[event.key];
  if (!action)
    return false;
  action(tree);
  return true;
}

/** Where an arrow leads from an item of the layout; null where nowhere. */
export const moves = {
  child: item => item.children[0] ?? null,
  parent: item => item.parent,
  aside(placed, item, step) {
    const siblings = item.parent ? item.parent.children : placed.items.filter(other => !other.parent);
    const next = siblings[siblings.indexOf(item) + step];
    if (next)
      return next;
    if (step < 0)
      return item.parent;
    for (let up = item.parent; up; up = up.parent) {
      const beside = up.parent ? up.parent.children : placed.items.filter(other => !other.parent);
      const after = beside[beside.indexOf(up) + 1];
      if (after)
        return after;
    }
    return null;
  },
};
