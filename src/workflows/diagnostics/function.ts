import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import type { DiagnosticQuestion, Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { FunctionTest } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { driftAt } from './drift.ts'
import { functionsAt, gone, type Step, seen } from './step.ts'

/** One function: as it is deployed, and as it answers those who may call it and those who may not. */
export const functionSteps: readonly Step[] = [
  { name: 'deployed', title: 'How it is deployed', look: lookAtDeployed },
  {
    name: 'configured',
    title: 'Called as it is configured',
    look: (deps, asked) => callIt(deps, asked, 'configured'),
  },
  {
    name: 'anonymous',
    title: 'Called with the anonymous key',
    look: (deps, asked) => callIt(deps, asked, 'anonymous'),
  },
  { name: 'keyless', title: 'Called without a key', look: callWithoutKey },
]

async function lookAtDeployed(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const place = functionsAt(deps, question)
  const policy = place?.service.functions.find(({ slug }) => slug === question.argument)
  if (!place || !policy) return seen(gone)
  const { slug, verifyJwt } = policy
  const found = (await deps.functionHost.list(place.project)).find((one) => one.slug === slug)
  if (!found)
    return seen({
      ...{ what: slug, is: 'trouble', why: `it is not deployed in ${place.project}` },
      fix: `Deploy it: /deploy ${place.service.name} ${place.environment}`,
    })
  const checks = (isChecked: boolean) =>
    isChecked ? 'checks callers’ tokens' : 'takes calls without a token'
  const tokens: Evidence =
    found.verifyJwt === verifyJwt
      ? { what: 'verify_jwt', is: 'ok', why: `it ${checks(verifyJwt)}, as pilothouse.yml says` }
      : {
          ...{ what: 'verify_jwt', is: 'trouble', fix: 'Deploy it again, which sets it as configured.' },
          why: `it ${checks(found.verifyJwt)}, and pilothouse.yml says that it ${checks(verifyJwt)}`,
        }
  const table = {
    title: 'as Supabase lists it',
    columns: ['Version', 'Hash', 'Entrypoint', 'Changed'],
    rows: [
      [String(found.version), found.hash ?? 'not told', found.entrypoint, found.updatedAt.toISOString()],
    ],
  }
  const findings = [tokens, await driftAt(deps, place.service.name, place.environment)]
  return { findings, tables: [table] }
}

type Place = NonNullable<ReturnType<typeof functionsAt>>

/** What is called again and again anyway does no harm; of any other call nobody knows what it does. */
function harmlessCall(
  { config }: Deps,
  { service, project }: Place,
  slug: string | null,
): FunctionTest | undefined {
  const smoke = service.smoke.find((test) => test.function === slug)
  if (smoke) return smoke
  return config.checks.flatMap((check) =>
    check.kind === 'function' && check.project === project && check.function === slug ? [check] : [],
  )[0]
}

const unasked = (slug: string): Evidence => ({
  ...{
    what: slug,
    is: 'unknown',
    why: 'no call of it is configured, so nobody knows which one does no harm',
  },
  fix: 'Add a call under smoke: of its service, or a check of kind function.',
})

async function callIt(
  deps: Deps,
  question: DiagnosticQuestion,
  as: 'configured' | 'anonymous',
): Promise<Seen> {
  const place = functionsAt(deps, question)
  const slug = question.argument
  if (!place || slug === null) return seen(gone)
  const test = harmlessCall(deps, place, slug)
  if (!test) return seen(unasked(slug))
  if (as === 'anonymous' && test.session === null)
    return seen({ what: 'The anonymous key', is: 'ok', why: 'the configured call uses it already' })
  const { method, body, within: timeoutMs } = test
  const session = as === 'configured' ? test.session : null
  const answer = await deps.functionHost.call(place.project, { slug, method, body, session, timeoutMs })
  const said = `${method} answered ${answer.status} in ${answer.latencyMs} ms, with ${bodyShape(answer.body)}`
  if (as === 'anonymous') return seen({ what: 'With the anonymous key', is: 'ok', why: said })
  const wrong = answer.status === test.status ? bodyTrouble(answer.body, test) : `answered not ${test.status}`
  if (wrong === null) return seen({ what: slug, is: 'ok', why: said })
  const fix = 'Look what it logged: /status diagnose logs'
  return seen({ what: slug, is: 'trouble', why: `${said}; it ${wrong}`, fix })
}

async function callWithoutKey(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const place = functionsAt(deps, question)
  const policy = place?.service.functions.find(({ slug }) => slug === question.argument)
  if (!place || !policy) return seen(gone)
  const { slug, verifyJwt } = policy
  const test = harmlessCall(deps, place, slug)
  // Where tokens are checked, a call without one does not reach it; where they should be and are not, it does.
  if (!test) return seen(unasked(slug))
  const { method, body, within: timeoutMs } = test
  const request = { slug, method, body, session: null, isKeyless: true, timeoutMs }
  const { status } = await deps.functionHost.call(place.project, request)
  const isRefused = status === 401 || status === 403
  const what = 'Without a key'
  if (isRefused === verifyJwt)
    return seen({ what, is: 'ok', why: `it answered ${status}${verifyJwt ? ', as it should' : ''}` })
  return seen(
    verifyJwt
      ? {
          ...{ what, is: 'trouble', why: `it answered ${status}, so anybody may call it` },
          fix: 'Deploy it again with verifyJwt: true.',
        }
      : {
          ...{
            what,
            is: 'trouble',
            why: `it answered ${status}, though it should take calls without a token`,
          },
          fix: 'Deploy it again with verifyJwt: false, or look whether its own code refuses.',
        },
  )
}

/** What kind of answer it was; what stands in it may be somebody's own. */
function bodyShape(body: string): string {
  if (body.trim() === '') return 'an empty body'
  try {
    const json: unknown = JSON.parse(body)
    if (Array.isArray(json)) return `a JSON list of ${json.length}`
    if (typeof json === 'object' && json !== null)
      return `JSON (${Object.keys(json).slice(0, 8).join(', ') || 'empty'})`
    return 'JSON'
  } catch {
    return `${body.length} characters of text`
  }
}
