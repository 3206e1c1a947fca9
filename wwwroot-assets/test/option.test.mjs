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

test('complete_barOfNothing_hasNoBorderOthersKeepTheirs', () => {
  const bars = { xAxis: { type: 'category', data: ['a', 'b'] }, yAxis: { type: 'value' }, series: [{ type: 'bar', itemStyle: { borderWidth: 1 }, data: [{ value: 0 }, { value: 2 }] }] };
  const { data } = complete(bars, lookup, look).series[0];
  assert.equal(data[0].itemStyle.borderWidth, 0);
  assert.equal(data[1].itemStyle, undefined);
});

test('complete_fewNamesOfWords_breakAndAreAllShown', () => {
  const named = names => complete({ xAxis: { type: 'category', data: names }, yAxis: { type: 'value' }, series: [{ type: 'bar', data: [] }] }, lookup, look).xAxis;
  assert.equal(named(['under 1 h', 'over 30 d']).axisLabel.interval, 0);
  assert.deepEqual(named(['under 1 h', 'over 30 d']).data, ['under 1\u00a0h', 'over 30\u00a0d']);
  assert.equal(named(['2026-01-01', '2026-01-02']).axisLabel.interval, undefined);
  assert.equal(named(Array.from({ length: 9 }, (_, n) => `day ${n}`)).axisLabel.interval, undefined);
});

test('complete_axisWithAUnit_saysItOfEachNumber', () => {
  const { yAxis } = complete({ xAxis: { type: 'category', data: ['a'] }, yAxis: { type: 'value', axisLabel: { unit: ' %' } }, series: [{ type: 'line', data: [] }] }, lookup, look);
  assert.equal(yAxis.axisLabel.formatter(1200), '1,200 %');
  assert.ok(!('unit' in yAxis.axisLabel));
});
