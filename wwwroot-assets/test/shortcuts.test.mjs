import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isForField, nameOf } from '../js/shortcuts.js';

const press = (key, more = {}) => ({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
const target = matching => ({ closest: selector => matching.split(' ').some(one => selector.split(', ').includes(one)) ? {} : null });

test('nameOf_letters_shiftNamedCharactersAsTyped', () => {
  assert.equal(nameOf(press('j')), 'j');
  assert.equal(nameOf(press('X', { shiftKey: true })), 'Shift+x');
  assert.equal(nameOf(press('?', { shiftKey: true })), '?');
  assert.equal(nameOf(press('/')), '/');
  assert.equal(nameOf(press('Enter', { shiftKey: true })), 'Shift+Enter');
  assert.equal(nameOf(press('Enter', { metaKey: true })), 'Ctrl+Enter');
  assert.equal(nameOf(press(' ')), 'Space');
});

test('isForField_typingInInput_true', () => {
  assert.equal(isForField({ ...press('j'), target: target('input') }), true);
  assert.equal(isForField({ ...press('j'), target: target('[role=application]') }), true);
});

test('isForField_bodyOrButton_onlyEnterIsTheButtons', () => {
  assert.equal(isForField({ ...press('j'), target: target('body') }), false);
  assert.equal(isForField({ ...press('j'), target: target('button') }), false);
  assert.equal(isForField({ ...press('Enter'), target: target('button') }), true);
  assert.equal(isForField({ ...press('j'), target: null }), false);
});
