import type { IncidentState } from '../../domain/incident/incident.ts'
import { namedIn } from '../../domain/incident/likeness.ts'
import { findSeverity, severityWords } from '../../domain/incident/severity.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import { tidyTitle } from '../../domain/typed-text.ts'
import type { Deps, Invoker, ShortcutMessage } from '../../ports.ts'
import { insertIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { momentAgainst } from '../lifecycle/began.ts'
import { messageEvent, messageSource } from '../timeline/add-message.ts'
import { announceNew } from './announce-new.ts'

export type Declaration = {
  title: string
  /** A level or an alias; null for the configured default. */
  severity: string | null
  /** The message it is declared from, with its address where Slack gave one. */
  source?: { message: ShortcutMessage; permalink: string | null } | undefined
  /** Names of configured services; null for those that the title names. */
  affects?: string[] | null
  /** When it began to hurt, and when it was noticed, where somebody knows. */
  impactAt?: Date | null
  detectedAt?: Date | null
  isPrivate?: boolean
  isDrill?: boolean
  /** Nobody knows yet whether it is one. */
  isTriage?: boolean
}

export type Declared = { id: number; title: string; severity: string; isPrivate: boolean; isTriage: boolean }

/** A declaration that can be stored; `rest` is the whole title where it was too long for one. */
export type Declarable = Omit<Declared, 'id'> & {
  rest: string | null
  affects: string[]
  declaration: Declaration
}

/**
 * Opens an incident. It is announced at once; its channel, card, topic and invitations follow, each by itself. A title
 * of more than 200 characters is shortened, and what was typed is kept in full as the first note.
 */
export async function declareIncident(
  deps: Deps,
  declaration: Declaration,
  invoker: Invoker,
): Promise<Declared | Refusal> {
  const wanted = declarable(deps, declaration)
  if (isRefusal(wanted)) return wanted
  return await deps.db.transaction().execute((trx) => storeDeclared(deps, trx, wanted, invoker))
}

/** Looks whether what was typed can be declared. */
export function declarable(deps: Deps, declaration: Declaration): Declarable | Refusal {
  const policy = deps.config.incidents
  const { title, rest } = tidyTitle(declaration.title)
  if (title === '') return { refused: 'empty-text', what: 'the title' }
  const wrongTime = declaration.impactAt && momentAgainst(declaration.impactAt, deps.now())
  if (wrongTime) return wrongTime
  const given = declaration.severity ?? policy.defaultSeverity
  const severity = findSeverity(policy, given)?.level
  if (severity === undefined) {
    const known = policy.severities.map(({ level }) => level)
    const suggestion = closest(given, severityWords(policy))
    return { refused: 'unknown-word', what: 'severity', given, known, suggestion }
  }
  const services = deps.config.services.map(({ name }) => name)
  const affects = declaration.affects ?? namedIn(title, services)
  const { isPrivate = false, isTriage = false } = declaration
  return { title, rest, severity, affects, isPrivate, isTriage, declaration }
}

export async function storeDeclared(
  deps: Deps,
  trx: Trx,
  wanted: Declarable,
  invoker: Invoker,
): Promise<Declared> {
  const { title, severity, rest, isPrivate, isTriage, declaration } = wanted
  const id = await storeIncident(deps, trx, wanted, invoker)
  if (rest !== null)
    await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.note',
      event: { kind: 'note', text: rest },
    })
  await recordSource(deps, trx, id, declaration, invoker)
  return { id, title, severity, isPrivate, isTriage }
}

/** The message that it came from, with its link. */
export async function recordSource(
  deps: Deps,
  trx: Trx,
  id: number,
  { source }: Pick<Declaration, 'source'>,
  invoker: Invoker,
): Promise<void> {
  if (!source) return
  await recordChange(deps, trx, id, {
    by: invoker,
    action: 'incident.add-message',
    event: messageEvent(source.message),
    permalink: source.permalink,
    source: messageSource(source.message),
  })
}

async function storeIncident(deps: Deps, trx: Trx, wanted: Declarable, invoker: Invoker): Promise<number> {
  const at = deps.now()
  const { title, severity, affects, isPrivate, isTriage, declaration } = wanted
  const { source, impactAt = null, detectedAt = null, isDrill = false } = declaration
  const state: IncidentState = isTriage ? 'triage' : 'investigating'
  const id = await insertIncident(trx, {
    ...{ title, severity, state, declared_by: invoker.user, declared_at: at },
    ...{ source_link: source?.permalink ?? null, affects: JSON.stringify(affects) },
    ...{ impact_at: impactAt, detected_at: detectedAt, is_private: isPrivate, is_drill: isDrill },
  })
  await recordChange(deps, trx, id, {
    by: invoker,
    action: 'incident.declare',
    event: { kind: 'declared', title, severity },
  })
  await announceNew(deps, trx, { id, severity, state, isPrivate })
  return id
}
