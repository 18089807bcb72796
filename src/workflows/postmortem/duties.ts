import { createHash } from 'node:crypto'
import { earliest } from '../../domain/earliest.ts'
import { latestKey } from '../../domain/incident/duty.ts'
import type { Incident, RestoredIncident } from '../../domain/incident/incident.ts'
import { isRestored } from '../../domain/incident/incident.ts'
import {
  type Outlet,
  outletOf,
  type Postmortem,
  type PostmortemFacts,
} from '../../domain/postmortem/postmortem.ts'
import { peopleIn } from '../../domain/postmortem/sections.ts'
import type { Deps } from '../../ports.ts'
import { loadPostmortem } from '../../store/postmortem/postmortems.ts'
import type { Trx } from '../../store/tables.ts'
import { type Candidate, firstDue } from '../incident/candidates.ts'
import type { DutySource, Found } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { announcedReview, remindOfReview } from './announce-review.ts'
import { close } from './close.ts'
import { loadFacts, writeDocument } from './facts.ts'
import { sentFile } from './file.ts'
import { actionCheck, awaitedMerge } from './merge.ts'
import { proposal } from './proposal.ts'
import { afterLookUp, lookUpAct } from './sources.ts'
import { begin } from './start.ts'

/** What follows once an incident is resolved: its post-mortem, the review, and closing. */
export const postmortemDuties: DutySource = async (deps, trx, incident) => {
  if (!isRestored(incident)) return { until: null }
  const postmortem = await loadPostmortem(trx, incident.id)
  if (incident.state === 'resolved') {
    if (postmortem === null && !isAskedFor(deps, incident)) return { until: null }
    await begin(deps, trx, incident, null)
    return 'moved'
  }
  if (incident.state !== 'postmortem' || !postmortem) return { until: null }
  if (postmortem.pull?.ended === 'merged') {
    const because = `its post-mortem was merged (pull request ${postmortem.pull.number})`
    await close(deps, trx, incident, { because, by: null })
    return 'moved'
  }
  return await duties(deps, trx, incident, postmortem)
}

/** A rehearsal gets one only where somebody asks for it. */
const isAskedFor = ({ config }: Deps, { severity, isDrill }: Incident): boolean =>
  !isDrill && config.incidents.postmortem.severities.includes(severity)

async function duties(
  deps: Deps,
  trx: Trx,
  incident: RestoredIncident,
  postmortem: Postmortem,
): Promise<Found> {
  const facts = await loadFacts(deps, trx, incident, postmortem)
  const outlet = outletOf(incident, deps.config.incidents.postmortem.repository)
  const lookUp = lookedUp(deps, incident, postmortem, facts)
  const wanted = [
    lookUp,
    ...(lookUp.isDone ? publishing(deps, trx, { incident, postmortem, facts, outlet }) : []),
    announcedReview(deps, { incident, postmortem }),
  ]
  const found = await firstDue(incident, wanted, deps.now())
  if (found === 'moved' || !('until' in found)) return found
  const reminded = await remindOfReview(deps, trx, { incident, postmortem })
  if (reminded === 'moved' || !('until' in reminded)) return reminded
  return { until: earliest([found.until, reminded.until]) }
}

const lookUpName = 'look-up-template'

/** The template is read anew where somebody asks for another attempt, and names where somebody else is named. */
function lookedUp(
  deps: Deps,
  incident: RestoredIncident,
  { sources, round, attempt }: Postmortem,
  facts: PostmortemFacts,
): Candidate & { isDone: boolean } {
  const people = peopleIn(facts)
  const print = createHash('sha256')
    .update(`${round}.${attempt} ${people.join(' ')}`)
    .digest('hex')
  const key = latestKey(incident, lookUpName, print.slice(0, 12))
  const last = incident.acts.find((act) => act.name === lookUpName)
  return {
    name: lookUpName,
    key,
    isDone: last !== undefined && last.state !== 'intended' && last.key.endsWith(`/${key}`),
    plan: () =>
      planIncidentAct(deps, incident.id, {
        ...{ name: lookUpName, key, act: lookUpAct(deps), input: { people }, service: 'GitHub' },
        ended: (trx, row) => afterLookUp(trx, incident.id, row, sources),
      }),
  }
}

type Published = {
  incident: RestoredIncident
  postmortem: Postmortem
  facts: PostmortemFacts
  outlet: Outlet
}

function publishing(deps: Deps, trx: Trx, { incident, postmortem, facts, outlet }: Published): Candidate[] {
  const content = writeDocument(postmortem, facts)
  if (outlet.to === 'file')
    return [sentFile(deps, { incident, postmortem, because: outlet.because, content })]
  const { repository } = outlet
  const { pull, isLeftAlone } = postmortem
  // Whoever closed it without merging it decides what is next.
  if (pull?.ended) return []
  const awaited = pull && { incident, postmortem, pull, repository }
  return [
    ...(isLeftAlone ? [] : [proposal(deps, trx, { incident, postmortem, repository, content })]),
    ...(awaited ? [actionCheck(deps, awaited, facts), awaitedMerge(deps, awaited)] : []),
  ]
}
