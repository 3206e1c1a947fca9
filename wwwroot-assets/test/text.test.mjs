import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, visible } from '../js/shared/text.js';

test('visible_plainText_untouched', () => {
  assert.equal(visible('C:\\Windows\\System32\\wscript.exe "a b" //E:vbs é 漢 😀'), 'C:\\Windows\\System32\\wscript.exe "a b" //E:vbs é 漢 😀');
  assert.equal(visible(null), '');
});

test('visible_turnedAndHiddenCharacters_named', () => {
  assert.equal(visible('inv\u202egpj.exe'), 'inv⟨U+202E⟩gpj.exe');
  assert.equal(visible('a\u200bb\u0000c'), 'a⟨U+200B⟩b⟨U+0000⟩c');
});

test('visible_loneSurrogate_replaced', () => {
  assert.equal(visible('a\ud800b'), 'a\ufffdb');
  assert.equal(visible('\udc00'), '\ufffd');
});

test('cut_longText_fitsAndKeepsPairs', () => {
  const fits = text => text.length <= 10;
  assert.equal(cut('short', fits), 'short');
  const long = cut('😀'.repeat(30), fits);
  assert.ok(fits(long) && long.endsWith('…') && !/[\ud800-\udbff]…/.test(long));
});
