import { parseDuration } from '../domain/duration.ts'
import { didYouMean } from './sentences.ts'
import { type Group, groupOf, type Report } from './values.ts'

/** Words that follow `/incident drill`. */
const takenWords = ['stop', 'list', 'help']

/** Whether each script can be typed, is of a severity that exists, and has no step after its end. */
export function checkDrills(incidents: Group, levels: string[], report: Report): void {
  for (const [name, drill] of Object.entries(groupOf(incidents.drills))) {
    const path = ['incidents', 'drills', name]
    const { severity, lasts, steps } = groupOf(drill)
    if (takenWords.includes(name))
      report(path, `can't be a drill's name, because /incident drill ${name} means something else.`)
    if (typeof severity === 'string' && !levels.includes(severity))
      report(
        [...path, 'severity'],
        `is ${JSON.stringify(severity)}; it must be one of ${levels.join(', ')}${didYouMean(severity, levels)}.`,
      )
    const end = typeof lasts === 'string' ? parseDuration(lasts) : undefined
    const listed = Array.isArray(steps) ? steps : []
    listed.forEach((step, index) => {
      const { after, fault, mend } = groupOf(step)
      const at = typeof after === 'string' ? parseDuration(after) : undefined
      if (end !== undefined && at !== undefined && at >= end)
        report(
          [...path, 'steps', index, 'after'],
          `is ${JSON.stringify(after)}, when the drill is over; make lasts longer.`,
        )
      if (fault !== undefined && mend !== undefined)
        report([...path, 'steps', index, 'mend'], 'stands beside fault; a step has one of the two.')
    })
  }
}
