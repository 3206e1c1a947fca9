// Holds the colours of tokens.css to WCAG 2: text 4.5:1, lines and marks that carry meaning 3:1.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const css = await readFile(new URL('../css/tokens.css', import.meta.url), 'utf8');
const block = selector => {
  // Alone or first in its list.
  const start = Math.max(css.indexOf(`${selector} {`), css.indexOf(`${selector}, `));
  assert.notEqual(start, -1, `tokens.css lost its block ${selector}`);
  return Object.fromEntries([...css.slice(start, css.indexOf('}', start)).matchAll(/--tc-([\w-]+):\s*(#[0-9a-f]{6});/g)]
    .map(match => [match[1], match[2]]));
};
const dark = block(':root');
const light = { ...dark, ...block(':root[data-theme="light"]') };

const luminance = hex => {
  const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
export const contrast = (one, other) => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

const surfaces = ['surface', 'surface-2', 'surface-3'];
const levels = ['critical', 'high', 'medium', 'low', 'info'].map(level => `level-${level}`);
const onAnySurface = ['text', 'text-muted', 'accent', 'danger', 'good', ...levels];
const textPairs = [
  ...onAnySurface.flatMap(text => surfaces.map(surface => [text, surface])),
  ...levels.map(level => [level, `${level}-tint`]),
  ...levels.map(level => ['text', `${level}-tint`]),
  // Filled marks carry their letter in the surface colour.
  ...levels.map(level => ['surface', level]),
  ['accent-text', 'accent'],
  ['accent', 'accent-tint'],
  ['text', 'accent-tint'],
  ['text-muted', 'accent-tint'],
  ['mark', 'mark-surface'],
  ...[0, 1, 2].map(step => ['text', `heat-${step}`]),
  ...[3, 4].map(step => ['heat-text', `heat-${step}`]),
];
const linePairs = ['focus', 'border-strong', 'chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', ...levels.map(level => `${level}-fill`)]
  .flatMap(line => ['surface', 'surface-2'].map(surface => [line, surface]));

for (const [name, theme] of [['dark', dark], ['light', light]]) {
  test(`contrast_${name}Text_atLeast4.5`, () => {
    const poor = textPairs.map(([text, on]) => [text, on, contrast(theme[text], theme[on])]).filter(([, , ratio]) => ratio < 4.5);
    assert.deepEqual(poor, []);
  });
  test(`contrast_${name}Lines_atLeast3`, () => {
    const poor = linePairs.map(([line, on]) => [line, on, contrast(theme[line], theme[on])]).filter(([, , ratio]) => ratio < 3);
    assert.deepEqual(poor, []);
  });
}

test('contrast_lightTheme_redefinesEveryColour', () => {
  const own = block(':root[data-theme="light"]');
  assert.deepEqual(Object.keys(dark).filter(name => !(name in own)), []);
});

test('contrast_knownPair_isMeasuredRight', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
  assert.ok(contrast('#777777', '#ffffff') < 4.5);
});
