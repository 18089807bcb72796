import { ancestry, resolve } from './graph.ts'
import { changed, checksOf, shaOf } from './history.ts'
import type { CheckState, Commit, Person } from './state.ts'
import type { GithubWorld } from './world.ts'

export type PushedCommit = { message: string; author: Person; files?: string[] }

/** What people do to the repository from their own machines: none of it goes over HTTP, none is in `records`. */
export function pushes(world: GithubWorld) {
  const { state } = world
  return {
    /** The commit a branch, tag or sha names; `~n` goes n commits back. */
    commit(ref: string): Commit | undefined {
      const [, name = ref, back = '0'] = /^(.+)~(\d+)$/.exec(ref) ?? []
      const from = resolve(state, name)
      return from && ancestry(state, from)[Number(back)]
    },
    /** Adds a commit to a branch (a new branch starts at main) and runs its checks; answers with the commit's sha. */
    push(branch: string, pushed: PushedCommit): string {
      const parent = state.branches[branch] ?? state.branches.main
      const commit = commitOn(world, parent, pushed)
      state.commits[commit.sha] = commit
      state.branches[branch] = commit.sha
      state.checks.push(...checksOf(commit, state))
      world.changed()
      return commit.sha
    },
    /** Points a branch at another known commit; what it pointed at stays reachable by sha, as on GitHub. */
    forcePush(branch: string, sha: string): void {
      if (!(sha in state.commits)) throw new Error(`The sandbox repository has no commit ${sha}.`)
      state.branches[branch] = sha
      world.changed()
    },
    deleteBranch(branch: string): void {
      delete state.branches[branch]
      world.changed()
    },
    setCheck(sha: string, name: string, to: CheckState): void {
      const check = state.checks.find((one) => one.sha === sha && one.name === name)
      if (check) check.state = to
      else
        state.checks.push({ id: state.nextId++, sha, name, state: to, startedAt: world.now().toISOString() })
      world.changed()
    },
  }
}

function commitOn(world: GithubWorld, parent: string | undefined, pushed: PushedCommit): Commit {
  const count = Object.keys(world.state.commits).length
  return {
    sha: shaOf(['harbour/shop', parent ?? '', pushed.message, String(count)]),
    message: pushed.message,
    author: pushed.author,
    date: world.now().toISOString(),
    parents: parent === undefined ? [] : [parent],
    files: (pushed.files ?? ['src/app.tsx']).map((filename) => changed(filename, pushed.message)),
  }
}
