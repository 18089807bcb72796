import type { Answer, Deps, FormValues, Invoker } from '../../src/ports.ts'
import { type FormId, forms } from '../../views/actions.ts'
import type { Answers, Submission } from '../words.ts'
import { type Refuse, refuseUnder } from './changes.ts'
import type { FormMetadata } from './modals.ts'
import { readMetadata } from './modals.ts'
import { findVisible } from './which.ts'

export type Filled = { about: FormMetadata; values: FormValues; invoker: Invoker; deps: Deps }

/** A form about one incident; a refusal stands under its first field. */
export const aboutForm =
  (form: FormId, answer: (filled: Filled, no: Refuse) => Promise<Answer>): Answers<Submission> =>
  async ({ metadata, values }, invoker, deps) => {
    const no = refuseUnder(forms[form].fields[0])
    const about = readMetadata(metadata)
    if (!about) return no({ refused: 'changed-meanwhile', what: 'this form' })
    // Whoever may see an incident may have changed while the form was open.
    return (await findVisible(about.incident, { ...invoker, channel: about.channel }, deps))
      ? await answer({ about, values, invoker, deps }, no)
      : no({ refused: 'no-such-incident', id: String(about.incident) })
  }
