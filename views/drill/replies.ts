import type { Drill, DrillScript } from '../../src/domain/drill/drill.ts'
import type { Reply } from '../../src/ports.ts'
import { packed } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { code, duration, line, plural, time } from '../text.ts'
import { scoreInWords } from './score.ts'

/** The scripts that can be rehearsed. */
export function drillScriptsReply(scripts: readonly DrillScript[], factor: number): Reply {
  const lines = scripts.map(
    ({ name, title, severity, lasts, steps }) =>
      `• ${code(`/incident drill ${name}`)} ${line(title, 150)} (${severity.toUpperCase()}, ${plural(steps.length, 'step')} in ${duration(lasts)}, held in ${duration(lasts / factor)})`,
  )
  const hint = `Add ${code('in 10m')} for another length. ${code('/incident drill stop')} ends one, ${code('/incident drills')} lists results.`
  return {
    text: 'Drills that can be held',
    blocks: withinLimits(packed(['*Drills that can be held*', ...lines, hint]), 'message'),
  }
}

export function drillBegunReply(begun: { id: number; script: DrillScript; factor: number }): Reply {
  const { id, script, factor } = begun
  return sentenceReply(
    `:performing_arts: The drill “${line(script.title, 150)}” begins as incident ${id}. Its ${duration(script.lasts)} pass in ${duration(script.lasts / factor)}; its steps come into its own channel. Nobody outside the team is told, and it counts in no metrics.`,
  )
}

export const drillStoppedReply = ({ id }: { id: number }): Reply =>
  sentenceReply(
    `The drill (incident ${id}) is over. Whatever it broke is mended, and its score comes into its channel.`,
  )

/** What was rehearsed, and how it went. */
export function drillResultsReply(drills: readonly Drill[]): Reply {
  if (drills.length === 0)
    return sentenceReply(`No drill was held yet. ${code('/incident drill')} lists what can be rehearsed.`)
  const lines = drills.map(({ incidentId, script, begunAt, begunBy, score }) => {
    const result = score ? scoreInWords(score) : 'going on'
    return `• ${time(begunAt)} · incident ${incidentId} · ${line(script.title, 100)} · *${result}*, begun by <@${begunBy}>`
  })
  return { text: 'Drills', blocks: withinLimits(packed(['*Drills*, newest first', ...lines]), 'message') }
}
