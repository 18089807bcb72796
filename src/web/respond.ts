import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { type Incident, isOpen, maySee } from '../domain/incident/incident.ts'
import type { UserId } from '../domain/people.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { keptFromPublic } from '../domain/updates/public-update.ts'
import type { Deps, Invoker, LinkClaims } from '../ports.ts'
import { loadIncident } from '../store/incident/incidents.ts'
import { loadRecentEntries } from '../store/timeline/timeline.ts'
import { listWaitingPublic, loadPublicUpdate } from '../store/updates/public-updates.ts'
import { onceForForm } from '../workflows/incident/once.ts'
import { resolveIncident } from '../workflows/incident/resolve.ts'
import { namedIn, namesOf, toldBefore } from '../workflows/names.ts'
import { hasLeft } from '../workflows/roles/has-left.ts'
import { postUpdate } from '../workflows/updates/post-update.ts'
import { decidePublic } from '../workflows/updates/public.ts'
import { chosenStates, type Notice, respondPage, sentPage } from './respond-page.ts'

export type RespondParts = {
  deps: Deps
  /** Puts a refusal into words without marks. */
  inWords: (refusal: Refusal) => string
}

const recentEntries = 10
const longestBody = 64 * 1024
const text = z.string().max(5000).default('')
const sent = z.object({
  does: z.enum(['update', 'resolve', 'publish', 'reject']),
  publicId: z.coerce.number().int().optional().catch(undefined),
  form: z.string().min(16).max(64),
  seal: z.string().max(100),
  whatChanged: text,
  impact: text,
  nextStep: text,
  publicText: text,
  state: z.enum(chosenStates).optional().catch(undefined),
  seen: z.string().default(''),
  summary: text,
  anyway: text,
})
type Sent = z.infer<typeof sent>

/** The page on which somebody works on an incident while Slack is away. Its address is a signed link. */
export function respondRoutes(parts: RespondParts): Hono {
  return new Hono()
    .use(bodyLimit({ maxSize: longestBody }))
    .get('/:token', async (c) => await show(c, parts))
    .post('/:token', async (c) => await act(c, parts))
}

type Visit = { deps: Deps; token: string; claims: LinkClaims; incident: Incident; invoker: Invoker }

/** Null where the link is not valid, its person left the workspace, or may no longer see the incident. */
async function visitOf(c: Context, { deps }: RespondParts): Promise<Visit | null> {
  const token = c.req.param('token') ?? ''
  const claims = deps.links?.read(token) ?? null
  const incident = claims && (await loadIncident(deps.db, claims.incident))
  if (!claims || !incident) return null
  const requestId = randomBytes(4).toString('hex')
  const invoker: Invoker = { user: claims.user, requestId, via: 'web link' }
  if (!maySee(incident, invoker) || (await isGone(deps, claims.user))) return null
  return { deps, token, claims, incident, invoker }
}

const patienceMs = 1500

/** This page is for when Slack is away: nobody waits for its answer long. */
async function inTime<Value>(asked: Promise<Value>, otherwise: () => Value | Promise<Value>): Promise<Value> {
  const { promise: late, resolve } = Promise.withResolvers<typeof isLate>()
  const timer = setTimeout(resolve, patienceMs, isLate)
  try {
    const first = await Promise.race([asked, late])
    return first === isLate ? await otherwise() : first
  } finally {
    clearTimeout(timer)
  }
}

const isLate = Symbol('late')

/** While nobody can tell, whoever has a link is let in. */
const isGone = (deps: Deps, user: UserId): Promise<boolean> => inTime(hasLeft(deps, user), () => false)

const noStore = { 'Cache-Control': 'no-store' }

const gone = async (c: Context): Promise<Response> =>
  await c.html(
    sentPage({
      isDone: false,
      words:
        'This link is not valid, or its 24 hours are over. In Slack, /incident link gives you a new one.',
    }),
    403,
    noStore,
  )

async function show(
  c: Context,
  parts: RespondParts,
  notice: Notice | null = null,
  typed?: Sent,
): Promise<Response> {
  const visit = await visitOf(c, parts)
  if (!visit) return gone(c)
  const { deps, token, claims, incident } = visit
  const form = randomBytes(16).toString('hex')
  const recent = await loadRecentEntries(deps.db, incident.id, recentEntries)
  const waiting = await listWaitingPublic(deps.db, incident.id)
  const ids = new Set([claims.user, ...namedIn(JSON.stringify([incident.title, recent, waiting]))])
  const nameOf = await inTime(namesOf(deps, ids), () => toldBefore(deps, ids))
  const page = respondPage({
    ...{ incident, name: claims.name ?? nameOf(claims.user), nameOf, notice, typed, recent, waiting },
    goesPublic: keptFromPublic(incident, deps.config.incidents) === null,
    hidden: { form, seal: deps.links?.sealForm(token, form) ?? '', seen: incident.state },
    now: deps.now(),
  })
  return c.html(page, notice && !notice.isDone ? 422 : 200, noStore)
}

async function act(c: Context, parts: RespondParts): Promise<Response> {
  const visit = await visitOf(c, parts)
  if (!visit) return gone(c)
  const read = sent.safeParse(await c.req.parseBody())
  const { deps, token } = visit
  if (!read.success || !deps.links?.isSealed(token, read.data.form, read.data.seal))
    return await show(c, parts, {
      isDone: false,
      words: 'The form was not complete, so nothing was changed. Send it again.',
    })
  const done = await onceForForm(
    deps,
    [read.data.does, read.data.publicId ?? 0, read.data.form].join(':'),
    () => carryOut(visit, read.data),
    (result) => !isRefusal(result),
  )
  if (done === 'going-on')
    return await show(
      c,
      parts,
      { isDone: false, words: 'This is being saved already. Wait a moment, then look again.' },
      read.data,
    )
  if (done !== 'done' && isRefusal(done.result))
    return await show(c, parts, { isDone: false, words: parts.inWords(done.result) }, read.data)
  return await show(c, parts, { isDone: true, words: doneWords[read.data.does] })
}

const doneWords = {
  publish: 'The words are published.',
  reject: 'The words stay off the public page.',
  update: 'Your update is saved. It goes to Slack as soon as Slack can be reached, and everywhere else now.',
  resolve: 'The incident is resolved. Slack hears of it as soon as it can be reached.',
} as const satisfies Record<Sent['does'], string>

async function carryOut({ deps, incident, invoker }: Visit, form: Sent): Promise<object | string | Refusal> {
  const { id } = incident
  if (form.does === 'publish' || form.does === 'reject')
    return await decide({ deps, incident, invoker }, form)
  if (form.does === 'resolve')
    return await resolveIncident(deps, { id, summary: form.summary, anyway: form.anyway }, invoker)
  const { whatChanged, impact, nextStep, publicText, state, seen } = form
  const change = state && isOpen(incident) ? { to: state, seen } : undefined
  return await postUpdate(deps, { id, whatChanged, impact, nextStep, publicText, state: change }, invoker)
}

/** A link is for one incident, so nothing of another is decided by it. */
async function decide(
  { deps, incident, invoker }: Pick<Visit, 'deps' | 'incident' | 'invoker'>,
  { does, publicId = 0 }: Sent,
): Promise<object | Refusal> {
  const said = await loadPublicUpdate(deps.db, publicId)
  if (said?.incidentId !== incident.id) return { refused: 'no-public-update', publicId }
  const is = does === 'publish' ? 'published' : 'rejected'
  return await decidePublic(deps, { publicId, is }, invoker)
}
