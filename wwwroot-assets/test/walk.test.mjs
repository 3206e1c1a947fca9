import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather, isJunk, named } from '../js/drop-folder/walk.js';

const file = name => ({ isFile: true, isDirectory: false, name, file: done => done({ name }) });
const locked = name => ({ isFile: true, isDirectory: false, name, file: (_, failed) => failed(new Error('locked')) });
const folder = (name, ...children) => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader() {
    const left = [...children];
    return { readEntries: done => done(left.splice(0, 2)) };
  },
});
const paths = async (entries, most = 100) => (await gather(entries, most)).files.map(found => found.path);

test('gather_foldersInFolders_givesPathsInOrder', async () => {
  const tree = folder('case', file('b.evtx'), folder('day 1', file('z.csv'), file('a.xml')), file('a.evtx'), file('c.evtx'));
  assert.deepEqual(await paths([tree, file('alone.json')]), ['case/a.evtx', 'case/b.evtx', 'case/c.evtx', 'case/day 1/a.xml', 'case/day 1/z.csv', 'alone.json']);
});

test('gather_whatFileManagersLeave_isPassedOver', async () => {
  assert.deepEqual(await paths([folder('case', file('.DS_Store'), file('Thumbs.db'), file('DESKTOP.INI'), folder('.git', file('x')), file('a.evtx'))]), ['case/a.evtx']);
});

test('isJunk_namesThatOnlyLookAlike_areNot', () => {
  assert.equal(isJunk('thumbs.db.evtx'), false);
  assert.equal(isJunk('a.evtx'), false);
});

test('gather_moreThanMayBe_stopsOneAfter', async () => {
  assert.equal((await paths([folder('case', ...Array.from({ length: 50 }, (_, i) => file(`${i}`)))], 10)).length, 11);
});

test('gather_unreadableEntry_isCountedAndTheRestTaken', async () => {
  const found = await gather([folder('case', locked('a.evtx'), file('b.evtx'))], 10);
  assert.equal(found.unreadable, 1);
  assert.deepEqual(found.files.map(f => f.path), ['case/b.evtx']);
});

test('gather_endlessDepth_ends', async () => {
  const round = folder('round');
  round.createReader = () => {
    let left = [round];
    return { readEntries: done => { done(left); left = []; } };
  };
  assert.deepEqual(await gather([round], 10), { files: [], unreadable: 1 });
});

test('named_path_keepsBytesAndSaysThePath', async () => {
  const given = named(new File(['abc'], 'a.evtx', { lastModified: 7 }), 'case/<b>/a.evtx');
  assert.equal(given.name, 'case/<b>/a.evtx');
  assert.equal(await given.text(), 'abc');
  assert.equal(given.lastModified, 7);
});
