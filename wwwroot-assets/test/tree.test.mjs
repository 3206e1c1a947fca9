import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBox, layout, trunk } from '../js/process-tree/layout.js';
import { groupPrefix, TreeModel } from '../js/process-tree/model.js';
import { Search } from '../js/process-tree/search.js';

const node = (id, parentId, more = {}) => ({ id, parentId, kind: 'Process', imageName: `${id}.exe`, role: 'Context', findings: 0, ...more });
const ids = (records, change = () => {}) => {
  const model = new TreeModel(records);
  change(model);
  return layout(model.shown(), 'across').items.map(item => item.id);
};

test('shown_pathAmongManySiblings_foldsTheRestCounted', () => {
  const records = [node('root'), ...Array.from({ length: 20 }, (_, i) => node(`c${i}`, 'root')), node('proxy', 'root', { role: 'Proxy' }), node('p', 'proxy', { role: 'Payload' })];
  const model = new TreeModel(records);
  const items = layout(model.shown(), 'across').items;
  assert.deepEqual(items.map(item => item.id), ['root', 'proxy', 'p', `${groupPrefix}root`]);
  assert.equal(items[3].node.count, 20);
});

test('shown_groupOpened_showsAllSiblings', () => {
  const records = [node('root'), ...Array.from({ length: 20 }, (_, i) => node(`c${i}`, 'root')), node('proxy', 'root', { role: 'Proxy' })];
  assert.equal(ids(records, model => model.toggle(`${groupPrefix}root`)).length, 22);
});

test('shown_fewSiblings_notFolded', () => {
  assert.deepEqual(ids([node('a'), node('b', 'a'), node('c', 'a', { role: 'Proxy' })]), ['a', 'b', 'c']);
});

test('set_loopInData_cutAndAllShown', () => {
  const records = [node('a', 'c'), node('b', 'a'), node('c', 'b'), node('self', 'self'), node('orphan', 'nowhere')];
  assert.deepEqual(ids(records, model => model.openAll()).toSorted(), ['a', 'b', 'c', 'orphan', 'self']);
});

test('set_sameIdTwice_keptOnce', () => {
  assert.equal(new TreeModel([node('a'), node('a')]).size, 1);
});

test('set_chainOfTenThousand_noOverflow', () => {
  const records = Array.from({ length: 10_000 }, (_, i) => node(`n${i}`, i ? `n${i - 1}` : undefined));
  assert.equal(ids(records, model => model.openAll()).length, 10_000);
});

test('set_empty_showsNothing', () => {
  const model = new TreeModel([]);
  assert.equal(model.shown(), null);
  assert.equal(model.first(), null);
  assert.deepEqual(layout(null, 'across').items, []);
});

test('reveal_foldedDeepNode_isShown', () => {
  const records = [node('root'), ...Array.from({ length: 30 }, (_, i) => node(`c${i}`, 'root')), node('x', 'c29'), node('y', 'x'), node('hot', 'root', { role: 'Proxy' })];
  assert.ok(!ids(records).includes('y'));
  assert.ok(ids(records, model => model.reveal('y')).includes('y'));
  assert.equal(new TreeModel(records).reveal('none'), false);
});

test('reveal_rootAmongManyRoots_isShown', () => {
  const records = Array.from({ length: 30 }, (_, i) => node(`r${i}`));
  assert.ok(!ids(records).includes('r29'));
  assert.ok(ids(records, model => model.reveal('r29')).includes('r29'));
});

test('toggle_openNode_hidesWhatIsBelow', () => {
  const records = [node('a'), node('b', 'a', { role: 'Proxy' }), node('c', 'b', { role: 'Payload' })];
  assert.deepEqual(ids(records, model => model.toggle('b')), ['a', 'b']);
  assert.deepEqual(ids(records, model => { model.toggle('b'); model.toggle('b'); }), ['a', 'b', 'c']);
  assert.equal(new TreeModel(records).toggle('c'), false);
});

test('set_again_keepsWhatAPersonClosed', () => {
  const records = [node('a'), node('b', 'a', { role: 'Proxy' }), node('c', 'b', { role: 'Payload' })];
  assert.deepEqual(ids(records, model => { model.toggle('b', false); model.set([...records, node('d', 'a')]); }), ['a', 'b', 'd']);
});

test('set_anotherTree_foldsAsAtFirst', () => {
  const other = [node('x'), node('y', 'x', { role: 'Proxy' }), node('z', 'x'), node('zz', 'z')];
  assert.deepEqual(ids([node('a'), node('b', 'a')], model => { model.openAll(); model.set(other); }), ['x', 'y', 'z']);
});

test('first_proxyBeforeOthers', () => {
  assert.equal(new TreeModel([node('a'), node('b', 'a', { role: 'Payload' }), node('c', 'a', { role: 'Proxy' })]).first(), 'c');
  assert.equal(new TreeModel([node('a'), node('b', 'a', { findings: 1 })]).first(), 'b');
});

test('layout_across_firstChildBesideParent', () => {
  const { items } = layout(new TreeModel([node('a'), node('b', 'a'), node('c', 'b'), node('d', 'a')]).shown(), 'across');
  assert.deepEqual(items.map(item => [item.id, item.row, item.depth]), [['a', 0, 0], ['b', 0, 1], ['c', 0, 2], ['d', 1, 1]]);
});

test('layout_indented_oneNodeARow', () => {
  const { items } = layout(new TreeModel([node('a'), node('b', 'a'), node('c', 'b'), node('d', 'a')]).shown(), 'indented');
  assert.deepEqual(items.map(item => item.row), [0, 1, 2, 3]);
});

test('layout_manyNodes_noTwoShareAPlace', () => {
  const records = Array.from({ length: 500 }, (_, i) => node(`n${i}`, i ? `n${(i * 7919) % i}` : undefined));
  for (const kind of ['across', 'indented']) {
    const model = new TreeModel(records);
    model.openAll();
    const { items } = layout(model.shown(), kind);
    assert.equal(items.length, 500);
    assert.equal(new Set(items.map(item => `${item.x}/${item.y}`)).size, items.length);
  }
});

test('inBox_middleOfTallFan_fewCardsAndThePassingTrunk', () => {
  const model = new TreeModel([node('a'), ...Array.from({ length: 1000 }, (_, i) => node(`c${i}`, 'a'))]);
  model.openAll();
  const placed = layout(model.shown(), 'across');
  const middle = placed.items[500].y;
  const seen = inBox(placed, { left: 0, right: 1000, top: middle, bottom: middle + 300 });
  assert.ok(seen.cards.length > 0 && seen.cards.length < 10);
  assert.deepEqual(seen.trunks.map(item => item.id), ['a']);
  assert.equal(trunk(placed, placed.items[0]).bottom, placed.items.at(-1).y + 22);
});

test('inBox_subtreeBetweenFarSiblings_trunkOfAncestorKept', () => {
  const records = [node('a'), node('b', 'a'), ...Array.from({ length: 200 }, (_, i) => node(`d${i}`, 'b')), node('z', 'a')];
  const model = new TreeModel(records);
  model.openAll();
  const placed = layout(model.shown(), 'across');
  const middle = placed.byId.get('d100').y;
  const seen = inBox(placed, { left: 0, right: 2000, top: middle, bottom: middle + 200 });
  assert.deepEqual(seen.trunks.map(item => item.id).toSorted(), ['a', 'b']);
});

test('inBox_aside_noCards', () => {
  const placed = layout(new TreeModel([node('a')]).shown(), 'across');
  assert.deepEqual(inBox(placed, { left: 5000, right: 6000, top: 0, bottom: 500 }).cards, []);
});

test('search_words_allMustStandAndTheEndsMeet', () => {
  const search = new Search();
  const nodes = [...new TreeModel([node('wscript', undefined, { commandLine: '"C:\\A b\\x.vbs" //E:vbs', pid: 42 }), node('cscript'), node('cmd')]).all()];
  assert.equal(search.find('  ', nodes), null);
  assert.equal(search.label, '');
  assert.deepEqual([...search.find('SCRIPT', nodes)], ['wscript', 'cscript']);
  assert.deepEqual([search.next(1), search.next(1), search.next(1), search.label], ['wscript', 'cscript', 'wscript', '1 of 2']);
  assert.deepEqual([...search.find('script //e:vbs 42', nodes)], ['wscript']);
  assert.equal(search.find('nothing', nodes).size, 0);
  assert.deepEqual([search.next(1), search.label], [null, 'none']);
});
