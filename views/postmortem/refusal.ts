import type { Refusal } from '../../src/domain/refusal.ts'
import { code } from '../text.ts'

/** There is no post-mortem yet; what to do about it depends on whether the incident is over. */
export function noPostmortemInWords({ id, state }: Extract<Refusal, { refused: 'no-postmortem' }>): string {
  return state === 'resolved' || state === 'closed'
    ? `Incident ${id} has no post-mortem yet. ${state === 'closed' ? `Reopen it first: ${code(`/incident reopen ${id} because …`)}.` : `${code(`/incident postmortem ${id}`)} begins it.`}`
    : `Incident ${id} has no post-mortem that could be reviewed: it is not over. It gets one once it is resolved.`
}
