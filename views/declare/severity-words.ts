import type { SeverityPolicy } from '../../src/domain/incident/incident-policy.ts'
import type { Reply } from '../../src/ports.ts'
import { packed, section } from '../blocks.ts'
import { severityInWords } from '../incident/words.ts'
import { withinLimits } from '../limits.ts'
import { capital, duration, line, sentence } from '../text.ts'

/** What a level means: who is affected, how soon somebody is to take care of it, and how often updates come. */
export function severityMeaning({ criteria, respondWithin, updateEvery }: SeverityPolicy): string {
  const parts = [
    ...(respondWithin === null ? [] : [`somebody takes care of it within ${duration(respondWithin)}`]),
    updateEvery === null ? 'no updates are promised' : `updates every ${duration(updateEvery)}`,
  ]
  return [...(criteria ? [sentence(line(criteria, 200))] : []), `${capital(parts.join(', '))}.`].join(' ')
}

/** One level on one line. */
export const severityLine = (policy: SeverityPolicy): string =>
  `*${line(severityInWords(policy.level, policy.name), 60)}* ${severityMeaning(policy)}`

/** Every level with what it means and the other words for it. */
export const severitiesReply = (policies: readonly SeverityPolicy[]): Reply => ({
  text: 'The severities of incidents',
  blocks: withinLimits(
    [
      section('*The severities of incidents*, most severe first'),
      ...packed(policies.map((policy) => `${severityLine(policy)}${otherWords(policy)}`)),
    ],
    'message',
  ),
})

const otherWords = ({ aliases }: SeverityPolicy): string =>
  aliases.length === 0 ? '' : ` Also called ${line(aliases.join(', '), 100)}.`
