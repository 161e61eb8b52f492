import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitBill } from '../src/splitBill.js';

const sum = (shares) => shares.reduce((total, share) => total + share, 0);

test('a bill that divides evenly gives equal shares', () => {
  assert.deepEqual(splitBill(900, 3), [300, 300, 300]);
});

test('the shares add up to the bill', () => {
  for (const [total, people] of [[100, 3], [1, 2], [1001, 7], [5, 4]]) {
    assert.equal(sum(splitBill(total, people)), total, `${total} among ${people}`);
  }
});

test('no two shares differ by more than one cent', () => {
  for (const [total, people] of [[100, 3], [1, 2], [1001, 7], [5, 4], [11, 3]]) {
    const shares = splitBill(total, people);
    assert.ok(Math.max(...shares) - Math.min(...shares) <= 1, `${total} among ${people}: ${shares}`);
  }
});

test('a bill or a number of people that makes no sense is refused', () => {
  assert.throws(() => splitBill(-1, 2), RangeError);
  assert.throws(() => splitBill(10.5, 2), RangeError);
  assert.throws(() => splitBill(10, 0), RangeError);
});
