import { isHeld } from '../src/domain/gate/lock.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { closest } from '../src/domain/suggestion.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { listLocks } from '../src/store/gate/locks.ts'
import { deploymentsToDecide } from '../src/workflows/deployment/to-decide.ts'
import { listActiveDeployments, type Place, surveyPlaces } from '../src/workflows/overview.ts'
import { driftReply } from '../views/deployment/drift-reply.ts'
import { helpReply } from '../views/help-reply.ts'
import { homeBlocks } from '../views/home.ts'
import type { LiveNow, Overview } from '../views/overview.ts'
import { statusReply } from '../views/status-reply.ts'
import { freezesNow } from './deploy/freezes.ts'
import { answerQueue } from './deploy/queue.ts'
import { listVisible } from './incident/which.ts'
import { parseNames } from './place-grammar.ts'
import { listedVariables } from './variables.ts'
import { refuse, reply, splitWords } from './words.ts'

/** `/status`, `/status web`, `/status web production` */
export async function status(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const words = splitWords(text)
  if (words[0]?.toLowerCase() === 'help') return reply(helpReply('status'))
  if (words[0]?.toLowerCase() === 'drift') return reply(driftReply(await takeOverview(invoker, deps)))
  if (words[0]?.toLowerCase() === 'variables') return await listedVariables(words[1], deps)
  const isQueue = words[0]?.toLowerCase() === 'queue'
  const names = parseNames(isQueue ? words.slice(1) : words, deps.config)
  if (isRefusal(names)) return refuse(meantAsCommand(names))
  if (isQueue) return await answerQueue(names, deps)
  return reply(statusReply(narrowed(await takeOverview(invoker, deps), names)))
}

/** What is no service may be a command that was typed wrong. */
function meantAsCommand(refusal: Refusal): Refusal {
  if (refusal.refused !== 'unknown-word') return refusal
  const known = ['help', 'drift', 'variables', 'queue']
  const suggestion = closest(refusal.given, known)
  return suggestion ? { ...refusal, what: 'command', known, suggestion } : refusal
}

/** Only what concerns the named service or environment; incidents concern everybody. */
function narrowed(
  overview: Overview,
  names: { service: string | null; environment: string | null },
): Overview {
  const isMeant = (place: { service: string; environment: string }) =>
    place.service === (names.service ?? place.service) &&
    place.environment === (names.environment ?? place.environment)
  return {
    ...overview,
    active: overview.active.filter(isMeant),
    freezes: overview.freezes.filter(
      ({ environment, services }) =>
        environment === (names.environment ?? environment) &&
        (names.service === null || services.length === 0 || services.includes(names.service)),
    ),
    environments: overview.environments
      .map(({ name, services, locks }) => ({
        name,
        services: services.filter(({ service }) => isMeant({ service, environment: name })),
        locks: locks.filter(({ service }) =>
          isMeant({ service: service ?? names.service ?? '', environment: name }),
        ),
      }))
      .filter(({ services }) => services.length > 0 || names.service === null),
  }
}

/** The Home tab, with what waits for the person who opened it. */
export async function home(invoker: Invoker, deps: Deps): Promise<Answer> {
  const [overview, waiting] = await Promise.all([
    takeOverview(invoker, deps),
    deploymentsToDecide(deps, invoker.user),
  ])
  return { answer: 'home', blocks: homeBlocks({ ...overview, waiting }) }
}

async function takeOverview(invoker: Invoker, deps: Deps): Promise<Overview> {
  const now = deps.now()
  const [places, locks, active, open] = await Promise.all([
    surveyPlaces(deps),
    listLocks(deps.db),
    listActiveDeployments(deps),
    listVisible(invoker, deps),
  ])
  const nameOf = (level: string) =>
    deps.config.incidents.severities.find((severity) => severity.level === level)?.name ?? null
  return {
    now,
    active,
    freezes: freezesNow(deps),
    incidents: open.map((incident) => ({ incident, severityName: nameOf(incident.severity) })),
    environments: deps.config.environments.map(({ name }) => ({
      name,
      locks: locks.filter((lock) => lock.environment === name && isHeld(lock, now)),
      services: places
        .filter((place) => place.environment === name)
        .map((place) => ({
          ...{ service: place.service, live: liveNow(place), drift: place.drift, url: place.url },
          isPinned: place.isPinned,
        })),
    })),
  }
}

function liveNow({ live, unknown, deploymentId }: Place): LiveNow {
  if (unknown !== null) return { is: 'unknown', because: unknown }
  return live ? { is: 'known', release: live, deploymentId } : { is: 'nothing' }
}
