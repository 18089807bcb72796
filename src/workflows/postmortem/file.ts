import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { RestoredIncident } from '../../domain/incident/incident.ts'
import type { UserId } from '../../domain/people.ts'
import { fileNameOf } from '../../domain/postmortem/document.ts'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import type { Deps, OutsideAct, SharedFile } from '../../ports.ts'
import { stepFailed } from '../incident/after-act.ts'
import type { Candidate } from '../incident/candidates.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { orderNews } from './news.ts'

const name = 'send-postmortem'
/** How long an upload may be missing from Slack's history. */
export const fileSettlesMs = 5000

type Sent = { incident: RestoredIncident; postmortem: Postmortem; because: string; content: string }

/** Sends the document to whoever began it, where it can't be proposed in a repository. */
export function sentFile(deps: Deps, { incident, postmortem, because, content }: Sent): Candidate {
  const { id } = incident
  const { startedBy: to, round, attempt } = postmortem
  const key = `${name}/${round}/${attempt}`
  const file = {
    name: fileNameOf(incident, round).replace(/\.md$/, attempt > 1 ? `-${attempt}.md` : '.md'),
    text: content,
    comment: `The post-mortem of incident ${id}, made of its facts. \`/incident postmortem ${id}\` edits it; \`/incident postmortem ${id} again\` sends it anew.`,
  }
  return {
    name,
    key,
    plan: () =>
      planIncidentAct(deps, id, {
        ...{ name, key, act: shareAct(deps, to, file), input: { to }, settleMs: fileSettlesMs },
        service: 'Slack',
        ended: async (trx, row) => {
          if (row.state === 'failed') return stepFailed(row)
          await orderNews(deps, trx, incident, `sent/${round}/${attempt}`, { about: 'sent', to, because })
          const did = `sent the post-mortem to @${to} as a file, because ${because}`
          return { kind: 'happened', topic: 'postmortem', did }
        },
      }),
  }
}

/** A little more than an act may take. */
const longestWaitMs = 7 * 60 * 60_000

/** A file is told from others by its name, which nothing else has. */
export function shareAct(
  { chat, now }: Pick<Deps, 'chat' | 'now'>,
  to: UserId,
  file: SharedFile,
): OutsideAct<object, object> {
  const since = subMilliseconds(now(), longestWaitMs)
  return {
    perform: async () => {
      await chat.shareFile(to, file)
      return { seen: 'done', outcome: {} }
    },
    observe: async () =>
      (await chat.hasFile(to, file.name, since)) ? { seen: 'done', outcome: {} } : { seen: 'absent' },
  }
}
