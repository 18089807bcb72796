import type { Refusal } from '../../src/domain/refusal.ts'
import { stateInWords } from '../deployment/words.ts'
import { code, either, group, line, list, sentence, user } from '../text.ts'

export type GateRefusal = Extract<
  Refusal,
  {
    refused:
      | 'variables-missing'
      | 'checklist-failed'
      | 'no-such-item'
      | 'nothing-to-tick'
      | 'no-break-glass'
      | 'may-not-break-glass'
  }
>

/** What was not in order before a release, and how to put it in order. */
export function gateRefusalInWords(refusal: GateRefusal): string {
  switch (refusal.refused) {
    case 'checklist-failed': {
      const failed = refusal.items.map(({ item, why }) => `“${line(item, 150)}”: ${line(why, 200)}`)
      return `${code(refusal.sha.slice(0, 7))} does not pass the checklist. ${list(failed, 6)}. Nothing was planned. Mend what it names, then ask again.`
    }
    case 'no-break-glass':
      return `Nobody may deploy to ${line(refusal.environment, 60)} past its gate, so nothing was planned. ${code('breakGlass')} in pilothouse.yml would name who may.`
    case 'may-not-break-glass':
      return mayNotBreakGlass(refusal)
    case 'no-such-item':
      return noSuchItem(refusal)
    case 'nothing-to-tick':
      return `Deployment ${refusal.id} is ${stateInWords(refusal.state)}, and has no box that can be ticked or opened now. Its card shows the newest state.`
    case 'variables-missing': {
      const { names, service, environment } = refusal
      const missing = list(
        names.map((name) => code(name, 60)),
        8,
      )
      return `${code(service)} on ${line(environment, 60)} needs ${names.length === 1 ? 'a variable that is' : 'variables that are'} not set there: ${missing}. Nothing was planned. Add ${names.length === 1 ? 'it' : 'them'} ${whereToAdd(refusal)}, then ask again. ${code(`/status variables ${service}`)} lists what is there.`
    }
  }
}

function noSuchItem({ id, given, known }: Extract<GateRefusal, { refused: 'no-such-item' }>): string {
  const boxes = list(
    known.map((item) => `“${line(item, 80)}”`),
    10,
  )
  return `${given.trim() === '' ? 'That' : code(given, 80)} names no box of deployment ${id}, or more than one. What a person ticks: ${boxes}. Give its number on the card, or enough of its words.`
}

function mayNotBreakGlass({
  environment,
  who,
  because,
}: Extract<GateRefusal, { refused: 'may-not-break-glass' }>): string {
  const names = [...(who.group ? [group(who.group)] : []), ...who.users.map(user)]
  const next = because
    ? `Pilothouse can't tell whether you are one of them: ${sentence(line(because, 200))} Try again in a minute.`
    : `Ask ${either(names.slice(0, 8))}.`
  return `Only some may deploy to ${line(environment, 60)} past its gate, so nothing was planned. ${next}`
}

const whereToAdd = ({ kind, project }: Extract<GateRefusal, { refused: 'variables-missing' }>): string =>
  kind === 'vercel'
    ? `on Vercel, in the settings of ${code(project)} under Environment Variables`
    : `on Supabase, in the project ${code(project)} under Edge Functions, Secrets`
