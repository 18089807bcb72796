import { z } from 'zod'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { correctable, requestCorrection, settleCorrection } from '../../src/workflows/data/correct.ts'
import { actions, forms } from '../../views/actions.ts'
import {
  askedCorrectionReply,
  backupFile,
  correctionModal,
  settledCorrectionReply,
} from '../../views/data/correction.ts'
import { refuseUnder } from '../incident/changes.ts'
import { takeWord, withoutBecause } from '../incident/typed.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

/** `/status correct shop because …`, `/status correct approve 3`, `/status correct reject 3` */
export async function answerCorrect(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const [first, rest] = takeWord(text)
  const word = first.toLowerCase()
  const id = parseId(rest)
  if ((word === 'approve' || word === 'reject') && id !== null)
    return await settle({ id, isApproved: word === 'approve' }, invoker, deps)
  if (word === '' || word === 'approve' || word === 'reject')
    return refuse({
      refused: 'missing-words',
      command: '/status correct',
      missing: 'a database, and why; or approve or reject, and the number of a correction',
      example: '/status correct shop because some totals are negative',
    })
  const environment = correctable(deps, word)
  if (isRefusal(environment)) return refuse(environment)
  return { answer: 'open', view: correctionModal(word, withoutBecause(rest)) }
}

async function settle(
  wanted: Parameters<typeof settleCorrection>[1],
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const settled = await settleCorrection(deps, wanted, invoker)
  return isRefusal(settled) ? refuse(settled) : reply(settledCorrectionReply(settled))
}

const fields = z.object({
  because: z.string().trim().min(1),
  backup: z.string().trim().min(1),
  change: z.string().trim().min(1),
  expected: z.string().trim(),
})

const submit: Answers<Submission> = async ({ metadata: database, values }, invoker, deps) => {
  const { expected: typed, ...plan } = fields.parse(values)
  const expected = /^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : null
  if (expected === null)
    return refuseUnder('expected')({
      refused: 'no-correction',
      why: 'the number of rows must be from 1 to 1000',
    })
  const asked = await requestCorrection(deps, { ...plan, database, expected }, backupFile, invoker)
  return isRefusal(asked) ? refuseUnder('change')(asked) : reply(askedCorrectionReply(asked))
}

const pressed =
  (isApproved: boolean): Answers<Click> =>
  async ({ value }, invoker, deps) =>
    await settle({ id: parseId(value) ?? 0, isApproved }, invoker, deps)

export const correctionClicks: Record<string, Answers<Click>> = {
  [actions.approveCorrection]: pressed(true),
  [actions.rejectCorrection]: pressed(false),
}
export const correctionForms: Record<string, Answers<Submission>> = { [forms.correction.id]: submit }
