import type { DiagnosticQuestion, Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import { factsOf, judgeKeys, keysIn } from '../../domain/diagnostic/keys.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Deps } from '../../ports.ts'
import { gone, type Step, seen, siteAt } from './step.ts'

const patienceMs = 8000
const mostScripts = 20
const mostBytes = 4 * 1024 * 1024

/** Whether the site talks to the project it should, with a key that the project has. No key is ever shown. */
export const anonKeySteps: readonly Step[] = [
  { name: 'project', title: 'The project’s keys', look: lookAtProject },
  { name: 'site', title: 'The key in the site’s scripts', look: lookAtSite },
]

/** The project whose functions stand beside the site: of the same repository and environment. */
function projectBeside({ config }: Deps, question: DiagnosticQuestion): string | null {
  const site = config.services.find(({ name }) => name === question.service)
  const beside = config.services.flatMap((one) => {
    const place = one.kind === 'supabase-functions' ? one.environments[question.environment ?? ''] : undefined
    return place ? [{ project: place.project, isSame: one.repository === site?.repository }] : []
  })
  return (beside.find(({ isSame }) => isSame) ?? beside[0])?.project ?? null
}

const noProject: Evidence = {
  ...{
    what: 'The project',
    is: 'unknown',
    why: 'pilothouse.yml has no Supabase functions on that environment',
  },
  fix: 'Add them as a service, so that Pilothouse knows which project belongs to the site.',
}

async function lookAtProject(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const project = projectBeside(deps, question)
  if (project === null) return seen(noProject)
  const keys = await deps.projectHost.publicKeys(project)
  if (keys.length === 0)
    return seen({
      ...{ what: project, is: 'trouble', why: 'it has neither an anonymous nor a publishable key' },
      fix: 'Make a publishable key in the project’s settings.',
    })
  const rows = keys.map(({ name, key }) => {
    const facts = factsOf(key)
    return [
      name,
      facts?.role ?? 'unknown',
      facts?.endsAt?.toISOString().slice(0, 10) ?? 'never',
      `…${key.slice(-4)}`,
    ]
  })
  const table = { title: `of ${project}`, columns: ['Name', 'Role', 'Good until', 'Ends with'], rows }
  const has: Evidence = { what: project, is: 'ok', why: `it has ${keys.length} keys that a site may carry` }
  return { findings: [has], tables: [table] }
}

async function lookAtSite(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const site = siteAt(deps, question)
  const project = projectBeside(deps, question)
  if (!site) return seen(gone)
  if (project === null) return seen(noProject)
  const { url } = site.place
  const page = await read(deps, url, 3)
  const scripts = scriptsOf(page, url)
  const answers = await Promise.all(scripts.slice(0, mostScripts).map((script) => readScript(deps, script)))
  const unread = answers.flatMap(({ trouble }) => trouble ?? [])
  const texts = [page, ...answers.flatMap(({ text }) => text ?? [])]
  const keys = await deps.projectHost.publicKeys(project)
  const found = [...new Set(texts.flatMap(keysIn))]
  const judged = judgeKeys({ found, project, known: keys.map(({ key }) => key), now: deps.now() })
  const left = Math.max(0, scripts.length - mostScripts)
  const untold: Evidence[] =
    unread.length + left > 0
      ? [
          {
            ...{ what: 'Scripts', is: 'warning', fix: null },
            why: `${unread.length + left} of ${scripts.length} could not be read${unread[0] ? `: ${unread[0]}` : ''}`,
          },
        ]
      : []
  const table = {
    title: 'read',
    columns: ['Script'],
    rows: scripts.slice(0, mostScripts).map((one) => [one]),
  }
  return { findings: [...judged, ...untold], tables: [table] }
}

/** Scripts of the site's own; those of others hold no key of ours. */
function scriptsOf(page: string, url: string): string[] {
  const { origin } = new URL(url)
  const tags = page.matchAll(/<(?:script|link)\b[^>]{0,500}?\b(?:src|href)\s*=\s*["']?([^"'\s>]{1,1000})/gi)
  const addresses = [...tags].flatMap(([, given = '']) => {
    const script = URL.canParse(given, url) ? new URL(given, url) : null
    return script?.origin === origin && /\.m?js$/.test(script.pathname) ? [script.href] : []
  })
  return [...new Set(addresses)]
}

async function readScript(deps: Deps, url: string): Promise<{ text?: string; trouble?: string }> {
  try {
    return { text: await read(deps, url, 0) }
  } catch (error) {
    if (error instanceof UpstreamError) return { trouble: error.message }
    throw error
  }
}

/** The team's own site, which may be on its own network. */
async function read(deps: Deps, url: string, follow: number): Promise<string> {
  const { status, body } = await deps.safeProbe({
    url,
    timeoutMs: patienceMs,
    follow,
    allowPrivate: true,
    mostBytes,
  })
  if (status < 400) return body
  const { host } = new URL(url)
  throw new UpstreamError(`${host} answered ${status}.`, {
    service: host,
    isRetryable: false,
    code: String(status),
  })
}
