import { z } from 'zod'
import { permalinkOf } from '../../src/workflows/timeline/add-message.ts'
import { refuseUnder } from '../incident/changes.ts'
import { readMessage } from '../incident/shortcuts.ts'
import { momentIn, servicesIn } from '../lifecycle/form-values.ts'
import type { Answers, Submission } from '../words.ts'
import { declare } from './changes.ts'

/** Declares what the form says; where an open incident looks the same, the choice is given in its place. */
export const submitDeclare: Answers<Submission> = async ({ metadata, values }, invoker, deps) => {
  const message = readMessage(metadata)
  const source = message && { message, permalink: await permalinkOf(deps, message) }
  const declaration = {
    ...{ title: values.title ?? '', severity: values.severity ?? null },
    affects: values.services === undefined ? null : servicesIn(values.services, deps.config),
    impactAt: momentIn(values.began),
    isPrivate: values.isPrivate !== undefined,
    ...readFlags(metadata),
    ...(source ? { source } : {}),
  }
  return await declare(declaration, invoker, deps, (refusal) =>
    refuseUnder(refusal.refused === 'no-such-moment' ? 'began' : 'title')(refusal),
  )
}

const flags = z.object({ isTriage: z.boolean().optional(), isAnyway: z.boolean().optional() })

/** What was typed before the form opened. */
function readFlags(metadata: string): { isTriage: boolean; isAnyway: boolean } {
  try {
    const { isTriage = false, isAnyway = false } = flags.parse(JSON.parse(metadata))
    return { isTriage, isAnyway }
  } catch {
    return { isTriage: false, isAnyway: false }
  }
}
