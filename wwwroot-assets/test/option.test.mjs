import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, plain, resolve } from '../js/chart/option.js';

const lookup = name => ({ '--tc-chart-1': '#111111' })[name] ?? '#222222';
const look = { font: 'sans-serif', width: 800 };
const hostile = '<img src=x onerror=alert(1)>';

test('resolve_tokenInColour_lookedUpElsewhereLeft', () => {
  assert.deepEqual(
    resolve({ color: '--tc-chart-1', name: '--tc-chart-1', gone: null, data: [{ value: null }, { value: [0, 1, null] }] }, lookup),
    { color: '#111111', name: '--tc-chart-1', data: [{ value: null }, { value: [0, 1, null] }] });
});

test('plain_richTextSyntax_disarmedOtherBracesKept', () => {
  assert.equal(plain('{a|words} {b} {|x}'), '{ a|words} {b} { |x}');
  assert.equal(plain(null), '');
});

test('complete_hostileTip_staysTextInDrawnTooltip', () => {
  const option = complete({ xAxis: { type: 'category', data: [hostile] }, yAxis: { type: 'value' }, series: [{ type: 'bar', data: [{ value: 1, tip: hostile }] }] }, lookup, look);
  assert.equal(option.tooltip.renderMode, 'richText');
  assert.equal(option.tooltip.formatter({ data: { tip: hostile } }), hostile);
  assert.equal(option.tooltip.formatter({}), '');
});

test('complete_labelText_isNotATemplate', () => {
  const option = complete({ series: [{ type: 'pie', data: [{ value: 1, name: '{b}', tip: '', label: { show: true, text: '{b} {c}' } }] }] }, lookup, look);
  const { label } = option.series[0].data[0];
  assert.equal(label.formatter({ name: 'other', value: 9 }), '{b} {c}');
  assert.ok(!('text' in label));
});

test('complete_narrowHeatMap_wordsInCellsBreakToo', () => {
  const map = { xAxis: { type: 'category', data: ['a', 'b'], axisLabel: {} }, yAxis: { type: 'category', data: ['x'], axisLabel: { width: 170 } }, series: [{ type: 'heatmap', data: [{ value: [0, 0, 0], label: { text: 'not evaluable' } }] }] };
  const tight = complete(map, lookup, { ...look, width: 600 });
  assert.equal(tight.series[0].data[0].label.overflow, 'break');
  assert.equal(tight.series[0].data[0].label.width, 245);
  assert.equal(tight.yAxis.axisLabel.width, 90);
  const wide = complete(map, lookup, look);
  assert.equal(wide.series[0].data[0].label.overflow, undefined);
  assert.equal(wide.yAxis.axisLabel.width, 170);
});

test('complete_heatMap_namesBreakWithinTheirColumn', () => {
  const option = complete({ xAxis: { type: 'category', data: ['a', 'b'], axisLabel: {} }, yAxis: { type: 'category', data: ['x'] }, series: [{ type: 'heatmap', data: [] }] }, lookup, look);
  assert.equal(option.xAxis.axisLabel.width, 297);
});
