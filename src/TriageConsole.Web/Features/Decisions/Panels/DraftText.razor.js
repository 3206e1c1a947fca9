// Keeps what is typed into a field for this tab, so that a lost connection loses no words.
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
  element.addEventListener('input', keep);
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
    dispose() { element.removeEventListener('input', keep); },
  };
}
