import { maySee } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { takeDeclaration } from '../../store/incident/held-declarations.ts'
import { addMembers } from '../../store/incident/incident-members.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { recordSource } from './declare.ts'

/** `held` is the number of what was typed, where it is to become a note. */
export type Join = { id: number; held: number | null }

/** `isNew` is false where that person belonged to it already. */
export type Joined = { channel: string | null; isNew: boolean; isNoted: boolean }

/** Brings somebody into the channel of an incident, with what they were about to declare. */
export async function joinIncident(
  deps: Deps,
  { id, held }: Join,
  invoker: Invoker,
): Promise<Joined | Refusal> {
  return await changeOpenIncident<Joined>(deps, id, 'join', async (trx, incident) => {
    if (!maySee(incident, invoker)) return { refused: 'no-such-incident', id: String(id) }
    const isNoted = held !== null && (await noteHeld(deps, trx, { id, held }, invoker))
    if (held !== null && !isNoted) return { refused: 'declaration-gone' }
    const isNew = !incident.members.some(({ user, isAsked }) => user === invoker.user && isAsked)
    if (isNew) {
      await addMembers(trx, id, [invoker.user], { isAsked: true, at: deps.now() })
      await recordChange(deps, trx, id, {
        by: invoker,
        action: 'incident.join',
        event: { kind: 'happened', topic: 'role', did: 'joined it' },
      })
    }
    return { channel: incident.channel, isNew, isNoted }
  })
}

async function noteHeld(
  deps: Deps,
  trx: Trx,
  { id, held }: { id: number; held: number },
  invoker: Invoker,
): Promise<boolean> {
  const kept = await takeDeclaration(trx, held, invoker.user)
  if (!kept) return false
  const text = tidy(kept.severity ? `${kept.title} (${kept.severity})` : kept.title)
  await recordChange(deps, trx, id, {
    by: invoker,
    action: 'incident.note',
    event: { kind: 'note', text },
  })
  await recordSource(deps, trx, id, kept, invoker)
  return true
}
