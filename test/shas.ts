import type { World } from './world.ts'

/** The seven letters by which people know the commit that a branch, tag or `main~3` names in the sandbox's repository. */
export function shortSha({ sandbox }: Pick<World, 'sandbox'>, ref: string): string {
  const commit = sandbox.github.commit(ref)
  if (!commit) throw new Error(`The sandbox's repository has no commit ${ref}.`)
  return commit.sha.slice(0, 7)
}
