import type { KnownBlock } from '@slack/types'
import type { StatusUpdate, UpdateFacts, WrittenUpdate } from '../../src/domain/incident/incident.ts'
import type { Audience, Message } from '../../src/domain/message.ts'
import { context, factLines, header, packed, section } from '../blocks.ts'
import { route, stateInWords } from '../deployment/words.ts'
import { level, stateIcons, stateWords } from '../incident/words.ts'
import { duration, group, line, oneLine, paragraph, time, user } from '../text.ts'
import { healthLines } from './health.ts'

type Shown = Extract<Message, { purpose: 'status-update' }>

const maxFacts = 12

/**
 * A status update: what a person wrote, or the facts alone, which is said plainly. Stakeholders read how it stands, not
 * what responders noted on the way.
 */
export function statusUpdate({ incidentId, audience, update, earlier }: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const { facts, written } = update
  const title = `Incident ${incidentId} · ${oneLine(facts.title)}`
  const kind = written ? 'Update' : 'Automatic update'
  return {
    text: `${kind}: ${line(title, 170)} (${stateWords[facts.state]}, ${line(level(facts.severity), 20)})`,
    blocks: [
      header(`${kind} · ${title}`),
      ...late(earlier),
      ...(written ? writtenBlocks(written, facts) : holdingBlocks(update, audience)),
    ],
  }
}

/** What could not be told in its time; the newest update follows in full. */
function late(earlier: readonly StatusUpdate[]): KnownBlock[] {
  if (earlier.length === 0) return []
  const lines = earlier.slice(-maxFacts).map(({ at, written, facts }) => {
    const said = written
      ? `${user(written.author)}: ${line(written.whatChanged, 600)}`
      : `automatic, because nobody wrote (${stateWords[facts.state]})`
    return `• ${time(at)} · ${said}`
  })
  const left = earlier.length - lines.length
  return packed([
    '*Meanwhile, while Slack could not be reached*',
    ...(left > 0 ? [`… and ${left} earlier`] : []),
    ...lines,
  ])
}

function writtenBlocks(written: WrittenUpdate, facts: UpdateFacts): KnownBlock[] {
  const parts = [
    ['What changed', written.whatChanged],
    ['Impact', written.impact],
    ['Next step', written.nextStep],
  ] as const
  return [
    ...parts.flatMap(([name, text]) => (text ? [section(`*${name}*\n${paragraph(text)}`)] : [])),
    context(`Written by ${user(written.author)} · ${standing(facts)}`),
  ]
}

function holdingBlocks({ at, facts }: StatusUpdate, audience: Audience): KnownBlock[] {
  const isForResponders = audience === 'responders'
  const standing = [
    section(':robot_face: *No update was written in time, so here are the facts.*'),
    factLines({
      State: `${stateIcons[facts.state]} ${stateWords[facts.state]}`,
      Severity: line(level(facts.severity), 20),
      'Open for': duration(at.getTime() - facts.declaredAt.getTime()),
      Commander: isForResponders ? user(facts.commander) : null,
      'Next update': nextDue(facts),
    }),
  ]
  return isForResponders ? [...standing, ...details(facts)] : standing
}

function details(facts: UpdateFacts): KnownBlock[] {
  return [
    ...packed(sinceLastUpdate(facts)),
    section(`*Deployments under way:* ${deployments(facts)}`),
    ...packed(healthLines(facts.health)),
  ]
}

function sinceLastUpdate({ since }: UpdateFacts): string[] {
  if (since.length === 0) return ['*Nothing changed since the last update.*']
  const earlier = since.length - maxFacts
  return [
    '*Since the last update*',
    ...(earlier > 0 ? [`… and ${earlier} earlier`] : []),
    ...since.slice(-maxFacts).map(({ at, text }) => `• ${time(at)} · ${withPeople(text)}`),
  ]
}

/** Stored facts name people as `@U…`; here they become mentions again, and everything else stays harmless. */
const withPeople = (text: string): string =>
  line(text).replace(
    /(^|[\s(])@([UWS][A-Z0-9]{6,})\b/g,
    (_, before: string, id: string) => `${before}${id.startsWith('S') ? group(id) : user(id)}`,
  )

const deployments = ({ deploymentsUnderWay }: UpdateFacts): string =>
  deploymentsUnderWay.length === 0
    ? 'none'
    : deploymentsUnderWay
        .slice(0, 5)
        .map((each) => `${line(route(each), 100)} (deployment ${each.id}, ${stateInWords(each.state)})`)
        .join(', ')

const standing = (facts: UpdateFacts): string =>
  `${line(level(facts.severity), 20)} · ${stateWords[facts.state]} · commander ${user(facts.commander)} · next update ${nextDue(facts)}`

const nextDue = ({ nextDueAt }: UpdateFacts): string => (nextDueAt ? `by ${time(nextDueAt)}` : 'not promised')
