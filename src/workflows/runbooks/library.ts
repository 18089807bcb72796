import { readdirSync, readFileSync } from 'node:fs'
import { UpstreamError } from '../../domain/errors.ts'
import type { RunbooksPolicy } from '../../domain/incident/incident-policy.ts'
import type { Runbook } from '../../domain/incident/runbook.ts'
import type { Deps } from '../../ports.ts'
import { loadRunbookFiles, type RunbookFile, saveRunbookFiles } from '../../store/incident/runbooks.ts'
import type { Db, Trx } from '../../store/tables.ts'
import { parseOnce } from './parse-once.ts'

/** `text` is the Markdown, which is kept with an incident that begins it. */
export type Shelved = { runbook: Runbook; markdown: string }

/** `asOf` is set where the team's could not be read now: then they are those of that time, or none. */
export type Library = { shelved: Shelved[]; trouble: { because: string; asOf: Date | null } | null }

/** All runbooks: the team's as they are now, in front of those that come with Pilothouse. */
export async function readLibrary(deps: Deps): Promise<Library> {
  try {
    await refreshLibrary(deps)
    return { shelved: await shelvedLibrary(deps.db), trouble: null }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    deps.log.warn({ err: error }, 'The runbooks could not be read; those read before are used')
    const asOf = (await loadRunbookFiles(deps.db))[0]?.readAt ?? null
    return { shelved: await shelvedLibrary(deps.db), trouble: { because: error.message, asOf } }
  }
}

/** All runbooks without asking anybody: the team's as last read. One of theirs replaces ours of the same name. */
export async function shelvedLibrary(db: Db | Trx): Promise<Shelved[]> {
  const theirs = await loadRunbookFiles(db)
  const ours = builtIn.filter(({ runbook }) => !theirs.some(({ name }) => name === runbook.name))
  return [...theirs.map(({ name, url, markdown }) => shelve(name, markdown, url)), ...ours]
}

const shelve = (name: string, markdown: string, url: string | null): Shelved => ({
  runbook: parseOnce(name, markdown, url),
  markdown,
})

/** Reads the team's runbooks and keeps them. Throws `UpstreamError`, and then keeps those read before. */
export async function refreshLibrary(deps: Deps): Promise<{ count: number }> {
  const policy = deps.config.incidents.runbooks
  const files = policy ? await readFiles(deps, policy) : []
  await deps.db.transaction().execute((trx) => saveRunbookFiles(trx, files, deps.now()))
  return { count: files.length }
}

const mostFiles = 50

async function readFiles(
  { codeHost }: Deps,
  { repository, ref, folder }: RunbooksPolicy,
): Promise<RunbookFile[]> {
  const found = await codeHost.resolve(repository, ref)
  if (!found)
    throw new UpstreamError(
      `${repository} has no branch, tag or commit ${ref}, which incidents.runbooks in pilothouse.yml names.`,
      { service: 'GitHub', isRetryable: false, code: 'no-ref' },
    )
  const paths = (await codeHost.listFiles(repository, found.sha, folder))
    .filter((path) => /\.md$/i.test(path) && !/(^|\/)readme\.md$/i.test(path))
    .slice(0, mostFiles)
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = await codeHost.readFile(repository, found.sha, path)
      const url = `https://github.com/${repository}/blob/${found.sha}/${path.split('/').map(encodeURIComponent).join('/')}`
      // A database takes no NUL.
      const markdown = new TextDecoder().decode(bytes ?? new Uint8Array()).replaceAll('\0', '')
      return { name: nameOf(path), url, markdown }
    }),
  )
  return files.filter(({ name, markdown }) => name !== '' && markdown.trim() !== '')
}

/** `docs/runbooks/Queue Backlog.md` is `queue-backlog`. */
const nameOf = (path: string): string =>
  (path.split('/').at(-1) ?? '')
    .replace(/\.md$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

const folder = new URL('../../runbooks/', import.meta.url)

/** Read once: they change with Pilothouse only. */
const builtIn: Shelved[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .sort()
  .map((file) => shelve(file.replace(/\.md$/, ''), readFileSync(new URL(file, folder), 'utf8'), null))
