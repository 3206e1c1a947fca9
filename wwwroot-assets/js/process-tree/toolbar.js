// The buttons and the search field that .NET drew around the diagram: heard here, so that looking around costs no way
// to the server.
import { save } from '../shared/interop.js';

const actions = {
  fit: tree => tree.fit(),
  'zoom-in': tree => tree.zoom(1.25),
  'zoom-out': tree => tree.zoom(0.8),
  'open-all': tree => tree.openAll(),
  'fold-all': tree => tree.foldAll(),
  layout: tree => tree.turn(),
  next: tree => tree.nextMatch(1),
  previous: tree => tree.nextMatch(-1),
  svg: tree => save(tree.exportSvg(), `${tree.fileName}.svg`, 'image/svg+xml'),
  png: async tree => {
    try {
      save(await tree.exportPng(), `${tree.fileName}.png`, 'image/png');
    } catch {
      tree.say('The picture could not be made: the tree that is shown is too large. Fold some of it, or save as SVG.');
    }
  },
};

export function hear(element, tree, signal) {
  element.addEventListener('click', event => {
    actions[event.target.closest?.('[data-tree-action]')?.dataset.treeAction]?.(tree);
  }, { signal });

  const field = element.querySelector('[data-tree=search]');
  field?.addEventListener('input', () => tree.search(field.value), { signal });
  field?.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'Enter') {
      tree.nextMatch(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      field.value = '';
      tree.search('');
      tree.focus();
    } else {
      return;
    }
    event.preventDefault();
  }, { signal });
}
