import { path } from './postmortem.ts'
import { repository, strict, text } from './words.ts'

/** Where reports go, beside Slack. */
export const diagnostics = strict({
  repository,
  folder: path.default('docs/diagnostics'),
  branch: text.default('main'),
})
