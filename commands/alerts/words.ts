import { subDays } from 'date-fns/subDays'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { listHookCounts, listUnreadable, loadUnreadable } from '../../src/store/alert/posts.ts'
import { listSilences } from '../../src/store/alert/silences.ts'
import { listAllFiring, listResolvedAlerts } from '../../src/store/paging/alert-lists.ts'
import { loadAlert } from '../../src/store/paging/alerts.ts'
import { composeAlertCard, runbookOf } from '../../src/workflows/alerts/compose.ts'
import { endByHand } from '../../src/workflows/alerts/resolve.ts'
import { type Silencing, silence, unsilence } from '../../src/workflows/alerts/silence.ts'
import { alertCard } from '../../views/alerts/card.ts'
import { alertsReply, silencesReply } from '../../views/alerts/list-reply.ts'
import {
  endedReply,
  noPostReply,
  noRunbookReply,
  postReply,
  postsReply,
  silencedReply,
  unsilencedReply,
} from '../../views/alerts/replies.ts'
import { runbookModal } from '../../views/alerts/runbook-modal.ts'
import { withinLimits } from '../../views/limits.ts'
import { code } from '../../views/text.ts'
import { ackAlert, fromAlert } from '../paging/alerts.ts'
import { parseId, refuse, reply, splitReason, splitWords } from '../words.ts'
import { parseSilence, silenceable } from './grammar.ts'

type AnswerWord = (rest: string, invoker: Invoker, deps: Deps) => Answer | Promise<Answer>

/** `/status alerts` */
async function listed(deps: Deps): Promise<Answer> {
  const now = deps.now()
  const [firing, resolved, silences, unreadable] = await Promise.all([
    listAllFiring(deps.db),
    listResolvedAlerts(deps.db, subDays(now, 1), 20),
    listSilences(deps.db, now),
    listUnreadable(deps.db, { limit: 100 }),
  ])
  const { flapping } = deps.config.alerts
  return reply(alertsReply({ firing, resolved, silences, unreadable: unreadable.length, flapping, now }))
}

/** `/status alert 12`: its card, with the same buttons. */
async function showAlert(id: number, deps: Deps): Promise<Answer> {
  const alert = await loadAlert(deps.db, id)
  if (!alert) return refuse({ refused: 'no-such-alert', id: String(id) })
  const { text, blocks } = alertCard(await composeAlertCard(deps, alert))
  return reply({ text, blocks: withinLimits(blocks, 'message') })
}

/** `/status silence 12 for 2h because …` */
async function silenceTyped(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const typed = parseSilence(rest)
  if (isRefusal(typed)) return refuse(typed)
  const of = await silenceable(typed.what, deps)
  return isRefusal(of) ? refuse(of) : await beginSilence({ ...typed, of }, invoker, deps)
}

export async function beginSilence(silencing: Silencing, invoker: Invoker, deps: Deps): Promise<Answer> {
  const result = await silence(deps, silencing, invoker)
  return isRefusal(result)
    ? refuse(result)
    : reply(silencedReply({ what: whatInWords(silencing.of), ...result }))
}

export async function endSilence(of: Silencing['of'], invoker: Invoker, deps: Deps): Promise<Answer> {
  const { silences, count } = await unsilence(deps, of, invoker)
  return reply(unsilencedReply({ what: whatInWords(of), ended: silences.length, count }))
}

const whatInWords = (of: Silencing['of']): string => ('alert' in of ? `Alert ${of.alert}` : code(of.name))

async function unsilenceTyped(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const of = await silenceable(rest.trim(), deps)
  return isRefusal(of) ? refuse(of) : await endSilence(of, invoker, deps)
}

/** Opens the runbook that belongs to an alert, to be read. */
export async function openRunbook(id: number, deps: Deps): Promise<Answer> {
  const alert = await loadAlert(deps.db, id)
  if (!alert) return refuse({ refused: 'no-such-alert', id: String(id) })
  const runbook = await runbookOf(deps, alert)
  return runbook ? { answer: 'open', view: runbookModal(runbook, id) } : reply(noRunbookReply(id))
}

async function end(id: number, rest: string[], invoker: Invoker, deps: Deps): Promise<Answer> {
  const ended = await endByHand(deps, { id, because: splitReason(rest).reason }, invoker)
  return isRefusal(ended) ? refuse(ended) : reply(endedReply({ id, ...ended }))
}

/** What monitoring posted that could not be read; of one source, its newest. */
export async function showPost(given: string, deps: Deps): Promise<Answer> {
  const id = parseId(given)
  const [newest] = id === null ? await listUnreadable(deps.db, { source: given, limit: 1 }) : []
  const post = id === null ? newest : await loadUnreadable(deps.db, id)
  return reply(post ? postReply(post) : noPostReply(given))
}

async function posts({ db, now }: Deps): Promise<Answer> {
  const [unreadable, counts] = await Promise.all([
    listUnreadable(db, { limit: 20 }),
    listHookCounts(db, subDays(now(), 1)),
  ])
  return reply(postsReply(unreadable, counts))
}

/** For words that the number of an alert follows. */
const aboutAlert =
  (answer: (id: number, rest: string[], invoker: Invoker, deps: Deps) => Promise<Answer>): AnswerWord =>
  async (rest, invoker, deps) => {
    const [first = '', ...others] = splitWords(rest.replace(/^alert\s+/i, ''))
    const id = parseId(first)
    return id === null
      ? refuse({ refused: 'no-such-alert', id: first })
      : await answer(id, others, invoker, deps)
  }

/** What can be typed behind `/status` about alerts. */
export const alertWords: Record<string, AnswerWord> = {
  alerts: (_rest, _invoker, deps) => listed(deps),
  alert: aboutAlert((id, _rest, _invoker, deps) => showAlert(id, deps)),
  ack: aboutAlert((id, _rest, invoker, deps) => ackAlert(id, invoker, deps)),
  declare: aboutAlert((alert, _rest, invoker, deps) => fromAlert({ alert, into: null }, invoker, deps)),
  over: aboutAlert(end),
  runbook: aboutAlert((id, _rest, _invoker, deps) => openRunbook(id, deps)),
  silence: silenceTyped,
  unsilence: unsilenceTyped,
  silences: async (_rest, _invoker, { db, now }) => reply(silencesReply(await listSilences(db, now()))),
  posts: (_rest, _invoker, deps) => posts(deps),
  post: (rest, _invoker, deps) => showPost(rest.trim(), deps),
}
