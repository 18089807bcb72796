import type { Refusal } from '../src/domain/refusal.ts'
import { code, line, time } from './text.ts'

export type ScheduleRefusal = Extract<Refusal, { refused: 'frozen' }>

/** Why something can't be released at the time that was asked for, and what to do about it. */
export function scheduleRefusalInWords(refusal: ScheduleRefusal): string {
  switch (refusal.refused) {
    case 'frozen': {
      const { service, environment, ref } = refusal
      const later = code(`/deploy ${service} ${environment} ${ref} at …`, 200)
      return `Frozen until ${time(new Date(refusal.until))} (${line(refusal.name, 60)}): ${code(service)} is not released to ${line(environment, 60)} before, so nothing was planned. Ask for it at a later time: ${later} waits by itself. A rollback passes, and \`/deploy freezes\` lists what is frozen when.`
    }
  }
}
