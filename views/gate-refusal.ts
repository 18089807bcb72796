import type { Refusal } from '../src/domain/refusal.ts'
import { code, line, list } from './text.ts'

export type GateRefusal = Extract<Refusal, { refused: 'variables-missing' }>

/** What was not in order before a release, and how to put it in order. */
export function gateRefusalInWords(refusal: GateRefusal): string {
  switch (refusal.refused) {
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

const whereToAdd = ({ kind, project }: Extract<GateRefusal, { refused: 'variables-missing' }>): string =>
  kind === 'vercel'
    ? `on Vercel, in the settings of ${code(project)} under Environment Variables`
    : `on Supabase, in the project ${code(project)} under Edge Functions, Secrets`
