import { deleteBranch, pointBranch } from './branches.ts'
import { writeFiles } from './files.ts'
import { ancestry, commitAt, filesOf, resolve } from './graph.ts'
import { withFiles } from './history.ts'
import { readObject, writeCommit } from './objects.ts'
import { addReview } from './review-routes.ts'
import type { CheckState, Commit, Person, ReviewState } from './state.ts'
import type { GithubWorld } from './world.ts'

/** `files` names files that get a line more, or gives whole contents by path; null deletes. */
export type PushedCommit = {
  message: string
  author: Person
  files?: string[] | Record<string, string | null>
}

/** What people do to the repository from their own machines: none of it goes over HTTP, none is in `records`. */
export function pushes(world: GithubWorld) {
  const { state } = world
  const find = (ref: string) => commitNamed(world, ref)
  return {
    /** The commit a branch, tag or sha names; `~n` goes n commits back. */
    commit: find,
    /** The paths of all files at a commit that begin with `start`; none where there is no such commit. */
    filesAt(ref: string, start = ''): string[] {
      const commit = find(ref)
      return commit ? [...filesOf(state, commit).keys()].filter((path) => path.startsWith(start)) : []
    },
    /** A file at a commit; undefined where there is none. */
    fileAt(ref: string, path: string): Uint8Array | undefined {
      const commit = find(ref)
      const file = commit && filesOf(state, commit).get(path)
      return file && readObject(state.objects, 'blob', file.sha)
    },
    /** Adds a commit to a branch (a new branch starts at main) and runs its checks; answers with the commit's sha. */
    push(branch: string, pushed: PushedCommit): string {
      const sha = commitOn(world, find(state.branches[branch] ?? 'main'), pushed)
      pointBranch(world, branch, sha)
      world.changed()
      return sha
    },
    /** Points a branch at another known commit; what it pointed at stays reachable by sha, as on GitHub. */
    forcePush(branch: string, sha: string): void {
      if (!commitAt(state, sha)) throw new Error(`The sandbox repository has no commit ${sha}.`)
      pointBranch(world, branch, sha)
      world.changed()
    },
    deleteBranch(branch: string): void {
      deleteBranch(world, branch)
      world.changed()
    },
    /** What somebody says of a pull request on its page. */
    review(number: number, author: Person, said: ReviewState): void {
      const issue = state.issues.find((one) => one.number === number)
      if (!issue?.pull) throw new Error(`The sandbox repository has no pull request ${number}.`)
      addReview(world, { ...issue, pull: issue.pull }, { author, state: said })
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

function commitNamed({ state }: GithubWorld, ref: string): Commit | undefined {
  const [, name = ref, back = '0'] = /^(.+)~(\d+)$/.exec(ref) ?? []
  const from = resolve(state, name)
  return from && ancestry(state, from)[Number(back)]
}

function commitOn(world: GithubWorld, parent: Commit | undefined, pushed: PushedCommit): string {
  const { objects } = world.state
  const before = parent ? filesOf(world.state, parent) : new Map()
  const named = pushed.files ?? ['src/app.tsx']
  const contents = Array.isArray(named)
    ? named.map((path): [string, string] => [path, lineMore(path)])
    : Object.entries(named)
  function lineMore(path: string): string {
    const text = readObject(objects, 'blob', before.get(path)?.sha ?? '')?.toString('utf8') ?? ''
    return `${text}// ${pushed.message.split('\n')[0]} (${Object.keys(objects).length})\n`
  }
  const { name, email } = pushed.author
  return writeCommit(objects, {
    tree: writeFiles(objects, withFiles(objects, before, contents)),
    parents: parent ? [parent.sha] : [],
    author: { name, email, at: world.now() },
    message: pushed.message,
  })
}
