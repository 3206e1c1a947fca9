// Keeps what is typed into a field for this tab, so that a lost connection loses no words. Ctrl+Enter in it sends its form.
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
  // The words are sent as they are typed, so that what the form sends holds them all.
  const send = event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.repeat || !element.form)
      return;
    event.preventDefault();
    event.stopPropagation();
    element.form.requestSubmit();
  };
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
