import type { RestoredIncident } from '../../domain/incident/incident.ts'
import { utc } from '../../domain/postmortem/markdown.ts'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import { nextReminder, type Reminder, remindersOf } from '../../domain/postmortem/review.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import type { Candidate } from '../incident/candidates.ts'
import { channelFor } from '../incident/channel-for.ts'
import type { Found } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { fileSettlesMs, shareAct } from './file.ts'
import { invitationTo } from './invitation.ts'
import { newsKey, orderNews } from './news.ts'

const name = 'announce-review'

const keyOf = ({ round, review }: Postmortem): string => `${name}/${round}/${review.version}`

type Reviewed = { incident: RestoredIncident; postmortem: Postmortem }

/** Shares the review's time as a file that calendars open; once for each time it is given. */
export function announcedReview(deps: Deps, { incident, postmortem }: Reviewed): Candidate {
  const { id } = incident
  const { review } = postmortem
  const key = keyOf(postmortem)
  const channel = channelFor(incident, deps.config)
  const { group, users } = deps.config.incidents.postmortem.reviewers
  const people = [...(group ? [`<!subteam^${group}>`] : []), ...users.map((user) => `<@${user}>`)]
  const seconds = Math.floor(review.at.getTime() / 1000)
  const time = `<!date^${seconds}^{date_short_pretty} {time}|${utc(review.at)}>`
  const again = review.version > 0 ? ' now' : ''
  const comment = `:calendar: The post-mortem of incident ${id} is${again} to be reviewed by ${time}. ${people.join(' ')}\nOpen the file to put it into your calendar; \`/incident review ${id} tomorrow 10:00\` sets another time.`
  return {
    name,
    key,
    plan: () =>
      planIncidentAct(deps, id, {
        ...{ name, key, input: { channel }, settleMs: fileSettlesMs, service: 'Slack' },
        act: invitationAct(deps, { incident, postmortem }, channel, comment),
      }),
  }
}

function invitationAct(deps: Deps, { incident, postmortem }: Reviewed, channel: string, comment: string) {
  const { round, review } = postmortem
  const version = `${round}.${review.version + 1}`
  const share = async () => {
    const text = await invitationTo(deps, incident, postmortem)
    return shareAct(deps, channel, { name: `incident-${incident.id}-review-${version}.ics`, text, comment })
  }
  return {
    perform: async (key, input) => (await share()).perform(key, input),
    observe: async (key, input, remote) => (await share()).observe(key, input, remote),
  } satisfies OutsideAct<object, object>
}

/** Reminds of the review before it and once it is overdue; nobody once it was held. */
export async function remindOfReview(
  deps: Deps,
  trx: Trx,
  { incident, postmortem }: Reviewed,
): Promise<Found> {
  const { id } = incident
  const { review, round } = postmortem
  if (review.reviewedAt !== null) return { until: null }
  const { remindBefore } = deps.config.incidents.postmortem
  const announced = incident.acts.find((act) => act.key.endsWith(`/${keyOf(postmortem)}`))
  if (!announced) return { until: null }
  const reminders = remindersOf(review, remindBefore, announced.intendedAt)
  const whatOf = ({ before }: Reminder) => `review/${round}.${review.version}/${before}`
  const sent = await sentKeys(trx, id)
  const isSent = (reminder: Reminder) => sent.has(newsKey(id, whatOf(reminder)))
  const { due, next } = nextReminder(reminders, isSent, deps.now())
  if (!due) return { until: next }
  await orderNews(deps, trx, incident, whatOf(due), { about: 'review', at: review.at, before: due.before })
  const detail = { reviewAt: review.at, before: due.before }
  const subject = incidentSubject(id)
  await writeAudit(trx, { at: deps.now(), actor: 'pilothouse', action: 'incident.remind', subject, detail })
  return 'moved'
}

async function sentKeys(trx: Trx, id: number): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('messages')
    .select('key')
    .where('subject', '=', incidentSubject(id))
    .where((eb) => eb.fn<boolean>('starts_with', ['key', eb.val(newsKey(id, 'review/'))]))
    .execute()
  return new Set(rows.map(({ key }) => key))
}
