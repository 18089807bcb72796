import { closest } from '../src/domain/suggestion.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { listOpenIncidents } from '../src/store/incidents.ts'
import { deploymentsToDecide } from '../src/workflows/deployment/to-decide.ts'
import { listActiveDeployments, type Place, surveyPlaces } from '../src/workflows/overview.ts'
import { helpReply } from '../views/help-reply.ts'
import { homeBlocks } from '../views/home.ts'
import type { LiveNow, Overview } from '../views/overview.ts'
import { statusReply } from '../views/status-reply.ts'
import { refuse, reply, splitWords } from './words.ts'

/** `/status` */
export async function status(text: string, _invoker: Invoker, deps: Deps): Promise<Answer> {
  const [word] = splitWords(text)
  if (word === undefined) return reply(statusReply(await takeOverview(deps)))
  if (word.toLowerCase() === 'help') return reply(helpReply('status'))
  const known = ['help']
  return refuse({
    refused: 'unknown-word',
    what: 'command',
    given: word,
    known,
    suggestion: closest(word, known),
  })
}

/** The Home tab, with what waits for the person who opened it. */
export async function home(invoker: Invoker, deps: Deps): Promise<Answer> {
  const [overview, waiting] = await Promise.all([takeOverview(deps), deploymentsToDecide(deps, invoker.user)])
  return { answer: 'home', blocks: homeBlocks({ ...overview, waiting }) }
}

async function takeOverview(deps: Deps): Promise<Overview> {
  const [places, active, open] = await Promise.all([
    surveyPlaces(deps),
    listActiveDeployments(deps),
    listOpenIncidents(deps.db),
  ])
  const nameOf = (level: string) =>
    deps.config.incidents.severities.find((severity) => severity.level === level)?.name ?? null
  return {
    now: deps.now(),
    active,
    incidents: open.map((incident) => ({ incident, severityName: nameOf(incident.severity) })),
    environments: deps.config.environments.map(({ name }) => ({
      name,
      services: places
        .filter((place) => place.environment === name)
        .map((place) => ({ service: place.service, live: liveNow(place), url: place.url })),
    })),
  }
}

function liveNow({ live, unknown, deployment }: Place): LiveNow {
  if (unknown !== null) return { is: 'unknown', because: unknown }
  return live ? { is: 'known', release: live, deploymentId: deployment?.id ?? null } : { is: 'nothing' }
}
