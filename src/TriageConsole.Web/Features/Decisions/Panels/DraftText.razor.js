// Keeps what is typed into a field for this tab, so that a lost connection loses no words. Ctrl+Enter sends its form.
const prefix = 'tc-draft/';

export function mount(element, draft) {
  const key = prefix + draft;
  const keep = () => {
    try {
      if (element.value)
        sessionStorage.setItem(key, element.value);
      else
        sessionStorage.removeItem(key);
    } catch {
      // Storage can be full or forbidden; the field itself still holds the words.
    }
  };
  const send = event => {
    if (event.key !== 'Enter' || event.isComposing || event.repeat || !(event.ctrlKey || event.metaKey))
      return;
    event.preventDefault();
    element.form?.requestSubmit();
  };
  // Whoever types at once is ahead of this module.
  if (element.value)
    keep();
  element.addEventListener('input', keep);
  element.addEventListener('keydown', send);
  return {
    kept() {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null;
      }
    },
    forget() {
      element.value = '';
      keep();
    },
    dispose() {
      element.removeEventListener('input', keep);
      element.removeEventListener('keydown', send);
    },
  };
}
