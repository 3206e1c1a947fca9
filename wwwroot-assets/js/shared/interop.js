/** Tells .NET something. A circuit that is gone is no reason to break the page. */
export function tell(dotnet, method, ...args) {
  if (!dotnet)
    return Promise.resolve();
  return Promise.resolve(dotnet.invokeMethodAsync(method, ...args)).catch(error => {
    if (!/disposed|disconnected|There is no tracked object|No interop methods/i.test(String(error)))
      console.warn(`${method} was not heard`, error);
  });
}

/** Saves bytes as a file. The link lives only for the click. */
export function save(bytes, name, type) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Calls back when the theme changes; gives the function that ends it. */
export function onTheme(callback) {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** The value of a token such as `--tc-accent`, as it stands now. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
