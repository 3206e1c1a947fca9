// What only the browser knows, remembered in cookies so that the next load starts right.
const year = 365 * 24 * 60 * 60;

function remember(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${year}; samesite=lax`;
}

export function zone() {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;
  if (name)
    remember('tc-zone', name);
  return name;
}

export function setTheme(name) {
  document.documentElement.dataset.theme = name;
  remember('tc-theme', name);
}
