// Keys of the accessible tree: arrows, Home, End, Enter and type-ahead. What is open is .NET's to know: opening and
// closing press the item's own toggle. The active item is told by aria-activedescendant, which .NET does not touch.
export function mount(element) {
  const abort = new AbortController();
  const items = () => [...element.querySelectorAll('[role=treeitem]')];
  const level = item => Number(item.getAttribute('aria-level'));
  let activeId = null;
  let typed = '';
  let typedAt = 0;

  const mark = (item, scroll = true) => {
    for (const other of element.querySelectorAll('[data-active]'))
      delete other.dataset.active;
    activeId = item?.id ?? null;
    if (!item) {
      element.removeAttribute('aria-activedescendant');
      return;
    }
    item.dataset.active = '';
    element.setAttribute('aria-activedescendant', item.id);
    if (scroll)
      item.scrollIntoView({ block: 'nearest' });
  };
  const active = () => (activeId && document.getElementById(activeId)) || element.querySelector('[aria-selected=true]') || items()[0];

  const go = (all, at) => {
    if (all[at])
      mark(all[at]);
  };
  const keys = {
    ArrowDown: (all, at) => go(all, at + 1),
    ArrowUp: (all, at) => go(all, at - 1),
    Home: all => go(all, 0),
    End: all => go(all, all.length - 1),
    ArrowRight: (all, at) => {
      if (all[at].getAttribute('aria-expanded') === 'false')
        all[at].querySelector('[data-toggle]')?.click();
      else if (all[at + 1] && level(all[at + 1]) > level(all[at]))
        go(all, at + 1);
    },
    ArrowLeft: (all, at) => {
      if (all[at].getAttribute('aria-expanded') === 'true') {
        all[at].querySelector('[data-toggle]')?.click();
        return;
      }
      for (let up = at - 1; up >= 0; up--) {
        if (level(all[up]) < level(all[at]))
          return go(all, up);
      }
    },
    Enter: (all, at) => all[at].click(),
    ' ': (all, at) => all[at].click(),
  };

  const typeAhead = (all, at, key) => {
    const now = performance.now();
    typed = now - typedAt < 700 ? typed + key.toLowerCase() : key.toLowerCase();
    typedAt = now;
    const from = typed.length > 1 ? at : at + 1;
    for (let step = 0; step < all.length; step++) {
      const item = all[(from + step) % all.length];
      if (item.dataset.name?.toLowerCase().startsWith(typed))
        return mark(item);
    }
  };

  element.addEventListener('keydown', event => {
    if (event.target !== element || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const all = items();
    if (!all.length)
      return;
    const at = Math.max(0, all.indexOf(active()));
    if (keys[event.key])
      keys[event.key](all, at);
    else if (event.key.length === 1)
      typeAhead(all, at, event.key);
    else
      return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal: abort.signal });
  element.addEventListener('click', event => {
    const item = event.target.closest('[role=treeitem]');
    if (item)
      mark(item, false);
  }, { signal: abort.signal });
  element.addEventListener('focus', () => {
    if (items().length)
      mark(active());
  }, { signal: abort.signal });

  // When .NET draws the list anew, the active item may be gone or another element.
  const observer = new MutationObserver(() => {
    const item = activeId && document.getElementById(activeId);
    if (item && !('active' in item.dataset))
      mark(item, false);
    else if (activeId && !item)
      mark(items()[0] ?? null, false);
  });
  observer.observe(element, { childList: true });

  return {
    update() {},
    dispose() {
      abort.abort();
      observer.disconnect();
    },
  };
}
