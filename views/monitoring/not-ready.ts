import type { Refusal } from '../../src/domain/refusal.ts'
import { capital, code, duration, line, sentence, time } from '../text.ts'

type NotReady = Extract<Refusal, { refused: 'not-ready-to-resolve' }>

/** Why an incident can't be resolved yet, and how it can all the same. */
export function notReadyInWords(refusal: NotReady): string {
  const { id, troubles } = refusal
  const reasons = [watchInWords(refusal), ...troubles.map((trouble) => sentence(capital(line(trouble))))]
  const anyway = code(`/incident resolve ${id} what repaired it anyway because …`)
  return `Incident ${id} is not resolved. ${reasons.filter(Boolean).join(' ')} If you know better, ${anyway} says so; the reason is kept.`
}

function watchInWords({ id, until, monitorFor }: NotReady): string {
  if (until) return `Its fix is to be watched until ${time(until)}.`
  if (monitorFor === null) return ''
  return `A fix is watched for ${duration(monitorFor)} first, and none is being watched: once it is in place, type ${code(`/incident state monitoring ${id}`)}.`
}
