// Telemetry is hostile text. Control characters and those that turn or hide text are shown by name, so that what a
// person reads is what is there, and so that a picture's XML stays well formed.
const control = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\ufeff\ufff9-\ufffb]/;
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const named = new RegExp(control.source, 'g');

/** Text for the screen: hidden characters named, lone surrogates replaced. */
export function visible(text) {
  if (!text)
    return '';
  const whole = text.replace(lone, '\ufffd');
  return control.test(whole)
    ? whole.replace(named, c => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
    : whole;
}

/** The longest beginning of a text that `fits`, with an ellipsis where it was cut. Never cuts a surrogate pair. */
export function cut(text, fits) {
  if (fits(text))
    return text;
  const points = Array.from(text.slice(0, 400));
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(`${points.slice(0, middle).join('')}…`))
      low = middle;
    else
      high = middle - 1;
  }
  return `${points.slice(0, low).join('')}…`;
}
