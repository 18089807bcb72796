import type { z } from 'zod'
import type { DiagnosticsPolicy } from '../../domain/diagnostic/policy.ts'
import { path } from './postmortem.ts'
import { orEmpty, repository, strict, text } from './words.ts'

/** Where reports go beside Slack, and whom to look as. */
export const diagnostics = orEmpty(
  strict({
    repository: repository.optional(),
    folder: path.default('docs/diagnostics'),
    branch: text.default('main'),
    testUser: strict({ email: text, password: text }).nullable().default(null),
  }),
)

type Given = z.output<typeof diagnostics>

export const diagnosticsFrom = ({ repository: to, folder, branch, testUser }: Given): DiagnosticsPolicy => ({
  reports: to === undefined ? null : { repository: to, folder, branch },
  testUser,
})
