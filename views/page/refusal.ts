import type { PageRefusal } from '../../src/domain/page/refusal.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { code, line, sentence, time } from '../text.ts'
import { publishersInWords } from '../updates/publishers.ts'

const codes = {
  'no-status-page': true,
  'may-not-announce': true,
  'no-such-maintenance': true,
  'maintenance-over': true,
  'no-such-span': true,
} satisfies Record<PageRefusal['refused'], true>

export const isPageRefusal = (refusal: Refusal): refusal is PageRefusal =>
  Object.hasOwn(codes, refusal.refused)

/** Why something about the public page was not done, and what to do about it. */
export function pageRefusalInWords(refusal: PageRefusal): string {
  switch (refusal.refused) {
    case 'no-status-page':
      return 'There is no public page: pilothouse.yml has no `statusPage`. Its components are named there.'
    case 'may-not-announce': {
      const who = publishersInWords(refusal.who)
      return refusal.unknown === null
        ? `What is announced goes onto the public page at once, and you may not decide about that, so nothing was changed. ${who} may.`
        : `Pilothouse can’t tell who is among ${who}, so nothing was changed: ${sentence(line(refusal.unknown, 200))} Try again in a minute.`
    }
    case 'no-such-maintenance':
      return `There is no maintenance ${code(refusal.id, 20)}. \`/status maintenance\` lists it with its numbers.`
    case 'maintenance-over':
      return `Maintenance ${refusal.id} is over already, so nothing was changed.`
    case 'no-such-span': {
      const [from, to] = [refusal.from, refusal.to].map((at) => time(new Date(at)))
      const why = refusal.isBackwards ? 'ends before it begins' : `lasts longer than ${refusal.mostDays} days`
      return `From ${from} to ${to} ${why}, so nothing was announced. Say both times again: \`from 22:00 to 23:00\`, or \`from friday 22:00 for 2h\`.`
    }
  }
}
