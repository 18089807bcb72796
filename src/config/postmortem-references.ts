import { didYouMean } from './sentences.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/** A level that nobody has gives no post-mortem, and a template needs a repository to stand in. */
export function checkPostmortem(incidents: Group, levels: readonly string[], report: Report): void {
  const postmortem = groupOf(incidents.postmortem)
  textsIn(postmortem.severities).forEach((level, index) => {
    if (!levels.includes(level))
      report(
        ['incidents', 'postmortem', 'severities', index],
        `is ${JSON.stringify(level)}; it must be one of ${levels.join(', ')}${didYouMean(level, levels)}.`,
      )
  })
  if (postmortem.template !== undefined && postmortem.repository === undefined)
    report(
      ['incidents', 'postmortem', 'template'],
      'is a file, but nothing says in which repository; add repository beside it.',
    )
}
