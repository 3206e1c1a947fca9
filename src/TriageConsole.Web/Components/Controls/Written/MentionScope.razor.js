// Offers people's names after an @ in the text field inside. Names are set as text, never as markup.
const most = 8;
const begun = /(^|[^\w@.+-])@([A-Za-z0-9._@+-]{0,255})$/;

export function mount(element, people) {
  const field = element.querySelector('textarea, input');
  const list = element.querySelector('[role="listbox"]');
  const said = element.querySelector('[data-said]');
  let offered = [];
  let at = 0;

  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);

  function typed() {
    const before = field.value.slice(0, field.selectionStart ?? 0);
    return field.selectionStart === field.selectionEnd ? begun.exec(before)?.[2] ?? null : null;
  }

  function close() {
    offered = [];
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute('aria-activedescendant');
    said.textContent = '';
  }

  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
    field.setAttribute('aria-activedescendant', list.children[at].id);
    list.children[at].scrollIntoView({ block: 'nearest' });
  }

  function offer() {
    const part = typed()?.toLowerCase();
    if (part === undefined)
      return close();
    const starts = people.filter(name => name.toLowerCase().startsWith(part));
    const holds = people.filter(name => !starts.includes(name) && name.toLowerCase().includes(part));
    offered = [...starts, ...holds].slice(0, most);
    // A name that stands there whole already needs no list in the way of Enter.
    if (offered.length === 0 || offered.length === 1 && offered[0].toLowerCase() === part)
      return close();
    at = 0;
    list.replaceChildren(...offered.map((name, index) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${index}`;
      item.setAttribute('role', 'option');
      item.textContent = name;
      return item;
    }));
    list.hidden = false;
    said.textContent = `${offered.length} ${offered.length === 1 ? 'name' : 'names'}, arrow keys to choose`;
    mark();
  }

  function take(name) {
    const part = typed() ?? '';
    const end = field.selectionStart;
    field.setRangeText(`${name} `, end - part.length, end, 'end');
    close();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  }

  function key(event) {
    if (list.hidden || event.isComposing)
      return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + offered.length) % offered.length;
      mark();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      take(offered[at]);
    } else if (event.key === 'Escape') {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // Before the field loses the focus.
  function press(event) {
    const item = event.target.closest('[role="option"]');
    if (!item)
      return;
    event.preventDefault();
    take(item.textContent);
  }

  field.addEventListener('input', offer);
  field.addEventListener('click', offer);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', key, true);
  list.addEventListener('mousedown', press);
  return {
    update(names) { people = names; },
    dispose() {
      field.removeEventListener('input', offer);
      field.removeEventListener('click', offer);
      field.removeEventListener('blur', close);
      field.removeEventListener('keydown', key, true);
      list.removeEventListener('mousedown', press);
    },
  };
}
