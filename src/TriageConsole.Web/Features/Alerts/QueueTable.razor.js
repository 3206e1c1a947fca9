// Keeps the row under the cursor in view and the focus on its link, so that a screen reader reads what the eye sees.
export function mount(element) {
  let wanted = null;
  function focus() {
    const row = wanted && element.querySelector(`tr[data-row="${wanted}"]`);
    if (!row)
      return false;
    wanted = null;
    // A row can hold other links before the one that opens it.
    (row.querySelector('a.tc-link') ?? row.querySelector('a'))?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
    return true;
  }

  // A row far away is not in the page until the list has been scrolled near it.
  const watch = new MutationObserver(focus);
  watch.observe(element, { childList: true, subtree: true });
  return {
    show(id, index, count) {
      wanted = String(id);
      if (!focus() && count > 0)
        element.scrollTop = element.scrollHeight * index / count;
    },
    dispose() { watch.disconnect(); },
  };
}
