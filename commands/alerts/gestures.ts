import { z } from 'zod'
import { parseDuration } from '../../src/domain/duration.ts'
import { loadAlert, loadOthersOnCard } from '../../src/store/paging/alerts.ts'
import { actions, forms } from '../../views/actions.ts'
import { silenceModal } from '../../views/alerts/silence-modal.ts'
import { refuseUnder } from '../incident/changes.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse } from '../words.ts'
import { beginSilence, endSilence, openRunbook, showPost } from './words.ts'

const openSilence: Answers<Click> = async ({ value }, _invoker, { db }) => {
  const alert = await loadAlert(db, parseId(value) ?? 0)
  if (!alert) return refuse({ refused: 'no-such-alert', id: value })
  const others = (await loadOthersOnCard(db, alert.id)).filter(({ state }) => state === 'firing')
  return { answer: 'open', view: silenceModal(alert, others.length) }
}

/** What the buttons of alerts do; each is also a word of `/status`. */
export const alertGestures: Record<string, Answers<Click>> = {
  [actions.silenceAlert]: openSilence,
  [actions.unsilenceAlert]: async ({ value }, invoker, deps) =>
    await endSilence({ alert: parseId(value) ?? 0 }, invoker, deps),
  [actions.alertRunbook]: async ({ value }, _invoker, deps) => await openRunbook(parseId(value) ?? 0, deps),
  [actions.showPost]: async ({ value }, _invoker, deps) => await showPost(value, deps),
}

const fields = z.object({
  duration: z.string().transform((text) => parseDuration(text) ?? 3_600_000),
  because: z.string().trim().max(200).default(''),
})

const submitSilence: Answers<Submission> = async ({ metadata, values }, invoker, deps) => {
  const { duration: forMs, because } = fields.parse(values)
  const alert = parseId(metadata)
  if (because === '') return refuseUnder('because')({ refused: 'empty-text', what: 'the reason' })
  return alert === null
    ? refuseUnder('because')({ refused: 'no-such-alert', id: metadata })
    : await beginSilence({ of: { alert }, forMs, because }, invoker, deps)
}

export const alertForms: Record<string, Answers<Submission>> = { [forms.silence.id]: submitSilence }
