// Page-wide keys. mount(null, keys, dotnet): .NET hears OnKey(key) for each of the given keys, written as "j", "?",
// "Enter", "Shift+x" or "Ctrl+Enter". A key typed into a field, a menu or a dialog's control is not for the page.
import { tell } from './shared/interop.js';

const fields = 'input, textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox], [role=combobox], [role=listbox], [role=menu], [role=menuitem], [role=application], [role=tree], [role=slider], [role=spinbutton]';

/** The name a key press goes by: the character itself, Shift named only where it does not change the character. */
export function nameOf(event) {
  const letter = event.key.length === 1;
  const upper = letter && event.key !== event.key.toLowerCase();
  const shift = event.shiftKey && (!letter || upper || event.key === ' ');
  return [event.ctrlKey || event.metaKey ? 'Ctrl+' : '', event.altKey ? 'Alt+' : '', shift ? 'Shift+' : '', upper ? event.key.toLowerCase() : event.key === ' ' ? 'Space' : event.key].join('');
}

/** Whether a press belongs to the thing that has the focus, not to the page. */
export function isForField(event) {
  const target = event.target;
  if (!target?.closest)
    return false;
  if (target.closest(fields))
    return true;
  // Enter and Space press the button or follow the link that has the focus.
  return (event.key === 'Enter' || event.key === ' ') && target.closest('button, a[href], summary, [role=button]') !== null;
}

export function mount(element, keys, dotnet) {
  let wanted = new Set(keys);
  const abort = new AbortController();
  const scope = element ?? document;
  scope.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.isComposing || event.repeat && event.key === 'Enter')
      return;
    const name = nameOf(event);
    if (!wanted.has(name))
      return;
    const chord = event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape';
    if (!chord && isForField(event))
      return;
    // While a dialog is open, the page under it does not hear.
    if (!element && document.querySelector('dialog[open], [role=dialog][aria-modal=true]') && !event.target?.closest?.('[data-shortcuts]'))
      return;
    event.preventDefault();
    tell(dotnet, 'OnKey', name);
  }, { signal: abort.signal });
  return {
    update(next) { wanted = new Set(next); },
    dispose() { abort.abort(); },
  };
}
