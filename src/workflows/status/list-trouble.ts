import { subHours } from 'date-fns/subHours'
import { maySee } from '../../domain/incident/incident.ts'
import type { DeadLetter, GivenUp } from '../../domain/status/queue.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadIncident } from '../../store/incident/incidents.ts'
import { listFailedActs, listUndelivered } from '../../store/status/given-up.ts'

/** What did not work: work laid aside, and what was given up in the last day. */
export type QueueTrouble = { letters: DeadLetter[]; acts: GivenUp[]; messages: GivenUp[] }

const [hours, most] = [24, 20]

/** As far as the person may know of it: a private incident is for its own people. */
export async function listTrouble(deps: Deps, invoker: Invoker): Promise<QueueTrouble> {
  const since = subHours(deps.now(), hours)
  const [letters, acts, messages] = await Promise.all([
    deps.jobs.deadLetters(most),
    listFailedActs(deps.db, since, most),
    listUndelivered(deps.db, since, most),
  ])
  const hidden = await hiddenSubjects(
    deps,
    invoker,
    [...acts, ...messages].map(({ subject }) => subject),
  )
  const isShown = ({ subject }: GivenUp) => !hidden.has(subject)
  return { letters, acts: acts.filter(isShown), messages: messages.filter(isShown) }
}

async function hiddenSubjects(
  { db }: Deps,
  invoker: Invoker,
  subjects: readonly string[],
): Promise<Set<string>> {
  const hidden = new Set<string>()
  for (const subject of new Set(subjects)) {
    const id = /^incident:(\d+)$/.exec(subject)?.[1]
    const incident = id === undefined ? null : await loadIncident(db, Number(id))
    if (incident && !maySee(incident, invoker)) hidden.add(subject)
  }
  return hidden
}
