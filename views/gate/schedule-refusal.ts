import type { Refusal } from '../../src/domain/refusal.ts'
import { stateInWords } from '../deployment/words.ts'
import { code, line, time } from '../text.ts'

export type ScheduleRefusal = Extract<Refusal, { refused: 'frozen' | 'no-such-start' | 'not-scheduled' }>

/** Why something can't be released at the time that was asked for, and what to do about it. */
export function scheduleRefusalInWords(refusal: ScheduleRefusal): string {
  switch (refusal.refused) {
    case 'frozen': {
      const { service, environment, ref } = refusal
      const later = code(`/deploy ${service} ${environment} ${ref} at …`, 200)
      return `Frozen until ${time(new Date(refusal.until))} (${line(refusal.name, 60)}): ${code(service)} is not released to ${line(environment, 60)} before, so nothing was planned. Ask for it at a later time: ${later} waits by itself. A rollback passes, and \`/deploy freezes\` lists what is frozen when.`
    }
    case 'no-such-start':
      return `${time(new Date(refusal.at))} is ${refusal.isPast ? 'past' : 'more than a year ahead'}, so nothing was planned. Name a time to come within a year, such as \`at 22:00\`, \`tomorrow 9:00\` or \`in 2h\`.`
    case 'not-scheduled':
      return `Deployment ${refusal.id} is ${stateInWords(refusal.state)} and waits for no time, so nothing was changed. Its card says what it waits for.`
  }
}
