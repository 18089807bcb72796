import { expect, test } from 'vitest'
import {
  judgeAccess,
  judgeTried,
  reachOf,
  type TableAccess,
  type TablePolicy,
} from '../../src/domain/diagnostic/rls.ts'

const table = (more: Partial<TableAccess> = {}): TableAccess => ({
  ...{ name: 'orders', isView: false, isInvoker: false, hasRls: true, policies: [] },
  grants: { anon: ['select'], authenticated: ['select', 'update'] },
  ...more,
})
const policy = (more: Partial<TablePolicy> = {}): TablePolicy => ({
  ...{
    name: 'p',
    verb: 'select',
    roles: ['public'],
    isPermissive: true,
    using: '(user_id = auth.uid())',
    check: null,
  },
  ...more,
})

test.each([
  ['no grant', table({ grants: { anon: [], authenticated: [] }, hasRls: false }), 'none'],
  ['no row level security', table({ hasRls: false }), 'all'],
  ['no policy', table(), 'none'],
  ['a policy by row', table({ policies: [policy()] }), 'some'],
  ['a policy that is true', table({ policies: [policy({ using: 'true' })] }), 'all'],
  [
    'a policy of another role',
    table({ policies: [policy({ using: 'true', roles: ['authenticated'] })] }),
    'none',
  ],
  ['a policy of another verb', table({ policies: [policy({ using: 'true', verb: 'delete' })] }), 'none'],
  ['only a restriction', table({ policies: [policy({ using: 'true', isPermissive: false })] }), 'none'],
  [
    'true, and a restriction',
    table({ policies: [policy({ using: 'true' }), policy({ isPermissive: false })] }),
    'some',
  ],
  ['a view', table({ isView: true, hasRls: false }), 'all'],
  ['a view of the asker’s rights', table({ isView: true, isInvoker: true, hasRls: false }), 'some'],
] as const)('With %s, what anybody may read is %s', (_what, given, reach) => {
  expect(reachOf(given, 'anon', 'select')).toBe(reach)
})

test('Whoever may write every row is trouble, and a row that should not have come is told', () => {
  const open = table({ policies: [policy({ verb: 'update', using: 'true' })] })
  expect(judgeAccess([open])[0]).toMatchObject({
    is: 'trouble',
    why: expect.stringContaining('may update every row'),
  })
  const read = { table: 'orders', role: 'anon', rows: 1, said: '200' } as const
  expect(judgeTried([read], [table()])[0]).toMatchObject({ is: 'trouble' })
  expect(judgeTried([{ ...read, rows: 0 }], [table()])).toMatchObject([{ is: 'ok' }])
})
