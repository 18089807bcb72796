import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Incident } from '../../domain/incident/incident.ts'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import type { ChannelBookmark, Deps, OutsideAct } from '../../ports.ts'
import { loadClosedAt, loadPostmortem } from '../../store/postmortem/postmortems.ts'
import type { Trx } from '../../store/tables.ts'
import { type Candidate, firstDue } from '../incident/candidates.ts'
import type { DutySource, Found } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { newsKey, orderNews } from '../postmortem/news.ts'

/** Links on top of the channel while it is used, and the archive after. */
export const tidyingDuties: DutySource = async (deps, trx, incident, has) => {
  if (incident.state === 'closed') return await archiveDuty(deps, trx, incident)
  if (incident.channel === null || !deps.config.incidents.bookmarks) return { until: null }
  const postmortem = has.postmortem ? await loadPostmortem(trx, incident.id) : null
  return await firstDue(incident, bookmarks(deps, incident, postmortem), deps.now())
}

function bookmarks(deps: Deps, incident: Incident, postmortem: Postmortem | null): Candidate[] {
  const { channel, cardTs } = incident
  const pull = postmortem?.pull
  if (channel === null) return []
  const issue = incident.acts.find(({ name, state }) => name === 'open-issue' && state === 'done')
  const { remote, link } = issue ?? {}
  return [
    ...(cardTs === null ? [] : [cardBookmark(deps, incident, channel, cardTs)]),
    ...(remote && link
      ? [
          bookmark(deps, incident, 'bookmark:issue', async () => ({
            ...{ channel, title: `GitHub issue #${remote}`, emoji: ':pushpin:', link },
          })),
        ]
      : []),
    ...(pull
      ? [
          bookmark(deps, incident, `bookmark:post-mortem-${pull.number}`, async () => ({
            ...{ channel, title: 'Post-mortem', emoji: ':memo:', link: pull.url },
          })),
        ]
      : []),
  ]
}

const cardBookmark = (deps: Deps, incident: Incident, channel: string, cardTs: string): Candidate =>
  bookmark(deps, incident, 'bookmark:card', async () => {
    const link = await deps.chat.permalink(channel, cardTs)
    return { channel, title: `Incident ${incident.id}`, emoji: ':rotating_light:', link }
  })

function bookmark(
  deps: Deps,
  incident: Incident,
  name: string,
  describe: () => Promise<ChannelBookmark>,
): Candidate {
  return {
    name,
    key: name,
    plan: () =>
      planIncidentAct(deps, incident.id, {
        ...{ name, key: name, act: bookmarkAct(deps, describe), input: {}, service: 'Slack' },
      }),
  }
}

/** The card's address is asked for first. */
function bookmarkAct({ chat }: Deps, describe: () => Promise<ChannelBookmark>): OutsideAct<object, object> {
  return {
    perform: async (key) => chat.bookmark.perform(key, await describe()),
    observe: async (key, _input, remote) => chat.bookmark.observe(key, await describe(), remote),
  }
}

const archiveName = 'archive-channel'

/** First it is said in the channel, which takes nothing after. */
async function archiveDuty(deps: Deps, trx: Trx, incident: Incident): Promise<Found> {
  const { archiveAfter } = deps.config.incidents.afterClosing
  const closedAt = await loadClosedAt(trx, incident.id)
  const { channel } = incident
  if (archiveAfter === null || closedAt === null || channel === null) return { until: null }
  const key = `${archiveName}/${closedAt.toISOString()}`
  const at = addMilliseconds(closedAt, archiveAfter)
  if (at > deps.now()) return { until: at }
  const what = `archive/${closedAt.toISOString()}`
  const said = await messageOf(trx, newsKey(incident.id, what))
  if (said === null) {
    await orderNews(deps, trx, incident, what, { about: 'archive' })
    return 'moved'
  }
  if (!said.isSettled) return { until: addMilliseconds(deps.now(), 5000) }
  const archived: Candidate = {
    name: archiveName,
    key,
    plan: () =>
      planIncidentAct(deps, incident.id, {
        ...{ name: archiveName, key, act: archiveAct(deps), input: { channel }, service: 'Slack' },
      }),
  }
  return await firstDue(incident, [archived], deps.now())
}

async function messageOf(trx: Trx, key: string): Promise<{ isSettled: boolean } | null> {
  const row = await trx
    .selectFrom('messages')
    .select(['ts', 'failed_because'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row ? { isSettled: row.ts !== null || row.failed_because !== null } : null
}

/** Archiving what is archived changes nothing, so it may be done twice. */
function archiveAct({ chat }: Deps): OutsideAct<{ channel: string }, object> {
  const archive = async (_key: string, { channel }: { channel: string }) => {
    await chat.archive(channel)
    return { seen: 'done', outcome: {} } as const
  }
  return { perform: archive, observe: archive }
}
