import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Answer } from '../../src/ports.ts'
import { onceForForm } from '../../src/workflows/incident/once.ts'
import { type FormId, forms } from '../../views/actions.ts'
import type { Answers, Submission } from '../words.ts'
import { nothing } from '../words.ts'

/** Tells one opened form from the next; it travels in the form's metadata. */
export const newFormToken = (): string => randomBytes(8).toString('hex')

/** A form that is sent twice, by an impatient hand or a slow network, is worked off once. */
export const once =
  (form: FormId, answers: Answers<Submission>): Answers<Submission> =>
  async (submission, invoker, deps) => {
    const token = readToken(submission.metadata)
    const answer = () => answers(submission, invoker, deps)
    if (token === undefined) return await answer()
    const done = await onceForForm(deps, token, answer, (given) => given.answer !== 'errors')
    if (done === 'done') return nothing
    return done === 'going-on' ? stillSending(form) : done.result
  }

const tokenSchema = z.object({ form: z.string() })

function readToken(metadata: string): string | undefined {
  try {
    return tokenSchema.safeParse(JSON.parse(metadata)).data?.form
  } catch {
    return undefined
  }
}

const stillSending = (form: FormId): Answer => ({
  answer: 'errors',
  errors: { [forms[form].fields[0]]: 'This is being saved already. Wait a moment; the window then closes.' },
})
