import { didYouMean } from './sentences.ts'
import { type Group, groupOf, type Report } from './values.ts'

/** Targets are for levels that exist; the default one for p0 says nothing to a team without a p0. */
export function checkTargets(incidents: Group, levels: string[], report: Report): void {
  for (const [measure, target] of Object.entries(groupOf(incidents.targets)))
    for (const level of Object.keys(groupOf(target)))
      if (!levels.includes(level))
        report(
          ['incidents', 'targets', measure, level],
          `is for a severity that does not exist; it must be one of ${levels.join(', ')}${didYouMean(level, levels)}.`,
        )
}
