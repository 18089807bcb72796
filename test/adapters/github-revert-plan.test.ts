import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedPaths, planRevert, type Tree, type TreeFile } from '../../src/adapters/github/revert-plan.ts'

const file = fc.constantFrom<TreeFile>(
  { type: 'blob', mode: '100644', sha: 'one' },
  { type: 'blob', mode: '100644', sha: 'two' },
  { type: 'blob', mode: '100755', sha: 'two' },
)
const tree = (paths: string[]): fc.Arbitrary<Tree> =>
  fc.dictionary(fc.constantFrom(...paths), file).map((files) => new Map(Object.entries(files)))
const flat = tree(['a', 'b', 'c'])
/** Trees as git could hold them: no file has the name of a folder. */
const deep = tree(['a', 'a/b', 'a/b/c', 'd/e', 'd']).filter(isPossible)

function isPossible(files: Tree): boolean {
  return ![...files.keys()].some((path) => [...files.keys()].some((other) => other.startsWith(`${path}/`)))
}

function carriedOut(now: Tree, { changes }: ReturnType<typeof planRevert>): Tree {
  const after = new Map(now)
  for (const { path, sha, ...rest } of changes) {
    if (sha === null) after.delete(path)
    else after.set(path, { ...rest, sha })
  }
  return after
}

describe('taking changes back', () => {
  test('right after them leads to what was before', () => {
    fc.assert(
      fc.property(deep, deep, (base, head) => {
        const plan = planRevert(base, head, head)
        expect(plan.leftAlone).toEqual([])
        expect(new Map(carriedOut(head, plan))).toEqual(new Map(base))
      }),
    )
  })

  test('touches only what changed and was not changed again', () => {
    fc.assert(
      fc.property(flat, flat, flat, (base, head, now) => {
        const after = carriedOut(now, planRevert(base, head, now))
        const changed = changedPaths(base, head)
        for (const path of ['a', 'b', 'c']) {
          const isOurs = changed.includes(path) && !changedPaths(head, now).includes(path)
          expect(after.get(path)).toEqual(isOurs ? base.get(path) : now.get(path))
        }
      }),
    )
  })

  test('names what it left alone, and nothing else', () => {
    fc.assert(
      fc.property(deep, deep, deep, (base, head, now) => {
        const plan = planRevert(base, head, now)
        const unlike = changedPaths(base, carriedOut(now, plan))
        expect(plan.leftAlone).toEqual(changedPaths(base, head).filter((path) => unlike.includes(path)))
      }),
    )
  })

  test('never leaves a file where a folder is', () => {
    fc.assert(
      fc.property(deep, deep, deep, (base, head, now) => {
        expect(isPossible(carriedOut(now, planRevert(base, head, now)))).toBe(true)
      }),
    )
  })
})
