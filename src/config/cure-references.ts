import { didYouMean } from './sentences.ts'
import { type Group, groupOf, type Report, textsIn } from './values.ts'

/** Environments and levels that incidents name must exist. */
export function checkCure(file: Group, levels: readonly string[], report: Report): void {
  const incidents = groupOf(file.incidents)
  const environments = Object.keys(groupOf(file.environments))
  const known = { production: environments, shortenedApproval: levels }
  for (const [setting, words] of Object.entries(known))
    textsIn(incidents[setting]).forEach((word, index) => {
      if (!words.includes(word))
        report(
          ['incidents', setting, index],
          `is ${JSON.stringify(word)}; it must be one of ${words.join(', ')}${didYouMean(word, words)}.`,
        )
    })
}
