import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../js/process-tree/wire.js';

const bytes = value => new TextEncoder().encode(JSON.stringify(value));

test('read_bareAndFullRow_recordsWithDefaults', () => {
  const [bare, full] = read(bytes({
    texts: ['a.exe', 'Context', 'Unknown', 'Observed', 'Payload', 'why', 'badge'],
    rows: [
      ['1', -1, 0, -1, -1, 1, 2, 3, null, null, null],
      ['2', 0, 0, -1, -1, 1, 2, 3, 'cmd', 4, '2026-01-02 03:04:05', 4, -1, 5, 2, 7, 6],
    ],
  }));
  assert.deepEqual([bare.parentId, bare.imageName, bare.kind, bare.findings, bare.badges], [undefined, 'a.exe', 'Process', 0, []]);
  assert.deepEqual([full.parentId, full.commandLine, full.pid, full.kind, full.edgeReason, full.findings, full.foldedCount, full.badges], ['1', 'cmd', 4, 'Payload', 'why', 2, 7, ['badge']]);
});

test('read_recordsOrNothing_takenAsTheyAre', () => {
  const records = [{ id: '1' }];
  assert.equal(read(records), records);
  assert.equal(read(undefined), undefined);
});
