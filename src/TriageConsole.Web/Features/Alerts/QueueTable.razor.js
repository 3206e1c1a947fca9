// Keeps the row under the cursor in view and the focus on its link, so that a screen reader reads what the eye sees.
// So far above the end, in pixels, that the rows are there when the eye is.
const near = 400;

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

  // Who scrolls to the end wants what comes behind it, as who presses the button below does; once for each height.
  let asked = 0;
  const more = () => {
    const button = element.nextElementSibling;
    if (asked === element.scrollHeight || !button?.matches('button.more') || element.scrollTop + element.clientHeight < element.scrollHeight - near)
      return;
    asked = element.scrollHeight;
    button.click();
  };
  element.addEventListener('scroll', more, { passive: true });

  // A row far away is not in the page until the list has been scrolled near it.
  const watch = new MutationObserver(focus);
  watch.observe(element, { childList: true, subtree: true });
  return {
    show(id, index, count) {
      wanted = String(id);
      if (!focus() && count > 0)
        element.scrollTop = element.scrollHeight * index / count;
    },
    top() {
      asked = 0;
      element.scrollTop = 0;
    },
    dispose() {
      watch.disconnect();
      element.removeEventListener('scroll', more);
    },
  };
}
