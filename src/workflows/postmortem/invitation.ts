import { addMinutes } from 'date-fns/addMinutes'
import type { Incident } from '../../domain/incident/incident.ts'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import type { Deps } from '../../ports.ts'

const lengthMinutes = 45

/**
 * The review as a calendar has it (RFC 5545), at a UTC time that every calendar shows in its reader's zone. A later one
 * of the same review takes the earlier one's place.
 */
export async function invitationTo(
  { installation, config, now }: Pick<Deps, 'installation' | 'config' | 'now'>,
  { id, title }: Incident,
  { round, review, pull }: Postmortem,
): Promise<string> {
  // Loaded only here: most of the time nobody is invited to anything.
  const { default: ical, ICalCalendarMethod } = await import('ical-generator')
  const calendar = ical({
    name: `${config.team}: post-mortems`,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Pilothouse', product: 'Post-mortems' },
  })
  calendar.createEvent({
    id: `${installation}-incident-${id}-review-${round}@pilothouse`,
    sequence: review.version,
    stamp: now(),
    start: review.at,
    end: addMinutes(review.at, lengthMinutes),
    summary: `Post-mortem review: incident ${id}, ${title}`,
    description: `What happened, why, and what keeps it from coming back.${pull ? ` ${pull.url}` : ''}`,
    ...(pull ? { url: pull.url } : {}),
  })
  return calendar.toString()
}
