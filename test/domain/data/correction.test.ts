import { expect, it } from 'vitest'
import { changeTrouble } from '../../../src/domain/data/correction.ts'

it.each([
  ['update orders set total_cents = 1 where id = 3', null],
  ["  DELETE FROM orders WHERE name = 'a; b -- c';  ", null],
  ['update orders set note = $$ x; y $$ where id = 1', null],
  ['update orders set total_cents = 1', 'no where'],
  ["update orders set note = 'where'", 'no where'],
  ['delete from orders -- where id = 1', 'no where'],
  ['delete from orders /* where */', 'no where'],
  ['delete from orders where id = 1; drop table orders', 'one statement'],
  ['truncate orders', 'one update or delete'],
  ['with gone as (delete from orders returning 1) select 1 where true', 'one update or delete'],
  ['commit', 'one update or delete'],
  ['', 'one update or delete'],
])('%j may be a correction, unless: %s', (change, trouble) => {
  const found = changeTrouble(change)
  if (trouble === null) expect(found).toBeNull()
  else expect(found).toContain(trouble)
})
