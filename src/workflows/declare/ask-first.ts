import { subMilliseconds } from 'date-fns/subMilliseconds'
import { sql } from 'kysely'
import { maySee } from '../../domain/incident/incident.ts'
import { likeness } from '../../domain/incident/likeness.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { holdDeclaration, takeDeclaration } from '../../store/incident/held-declarations.ts'
import type { Lately } from '../../store/incident/incidents.ts'
import { listDeclaredSince, loadIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import type { Declarable, Declaration, Declared } from './declare.ts'
import { declarable, storeDeclared } from './declare.ts'

/** An open incident that looks the same, in which words, and under which number what was typed is kept. */
export type LooksTheSame = { like: Lately; in: string[]; held: number }

/** Declares, unless an open incident of the last hours looks the same: then its author says whether it is. */
export async function declareOrAsk(
  deps: Deps,
  declaration: Declaration,
  invoker: Invoker,
): Promise<Declared | LooksTheSame | Refusal> {
  const wanted = declarable(deps, declaration)
  if (isRefusal(wanted)) return wanted
  return await deps.db.transaction().execute(async (trx) => {
    // Two who declare the same in the same second, on two replicas: the second sees the first.
    await sql`select pg_advisory_xact_lock(hashtext('declare'))`.execute(trx)
    const alike = await findAlike(deps, trx, wanted, invoker)
    if (!alike) return await storeDeclared(deps, trx, wanted, invoker)
    const held = { like: alike.like.id, by: invoker.user, at: deps.now() }
    return { ...alike, held: await holdDeclaration(trx, toHold(wanted), held) }
  })
}

/** Declares what was kept, once however often it is asked for. */
export async function declareHeld(deps: Deps, held: number, invoker: Invoker): Promise<Declared | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<Declared | Refusal> => {
    const kept = await takeDeclaration(trx, held, invoker.user)
    if (!kept) return { refused: 'declaration-gone' }
    const wanted = declarable(deps, kept)
    return isRefusal(wanted) ? wanted : await storeDeclared(deps, trx, wanted, invoker)
  })
}

async function findAlike(
  deps: Deps,
  trx: Trx,
  wanted: Declarable,
  invoker: Invoker,
): Promise<Omit<LooksTheSame, 'held'> | null> {
  const { alikeWithin } = deps.config.incidents
  if (alikeWithin === null) return null
  const lately = await listDeclaredSince(trx, subMilliseconds(deps.now(), alikeWithin))
  // Of a private incident nothing is written into one that everybody sees, nor the reverse.
  for (const like of lately.filter(({ isPrivate }) => isPrivate === wanted.isPrivate)) {
    const shared = likeness(wanted, like)
    if (shared && (await isVisible(trx, like, invoker))) return { like, in: shared }
  }
  return null
}

async function isVisible(trx: Trx, { id, isPrivate }: Lately, invoker: Invoker): Promise<boolean> {
  if (!isPrivate) return true
  const incident = await loadIncident(trx, id)
  return incident !== null && maySee(incident, invoker)
}

const toHold = ({ declaration, severity, ...wanted }: Declarable) => ({
  ...{ title: wanted.rest ?? wanted.title, severity: declaration.severity && severity },
  ...{ affects: declaration.affects ?? null, impactAt: declaration.impactAt ?? null },
  ...{ isPrivate: declaration.isPrivate ?? false, isTriage: declaration.isTriage ?? false },
  ...(declaration.source ? { source: tidySource(declaration.source) } : {}),
})

const tidySource = ({ message, permalink }: NonNullable<Declaration['source']>) => ({
  message: { ...message, text: tidy(message.text) },
  permalink,
})
