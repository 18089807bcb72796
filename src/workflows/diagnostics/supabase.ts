import type { DiagnosticQuestion, Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { Deps } from '../../ports.ts'
import { compareFunctions } from './inventory.ts'
import { functionsAt, gone, type Step, seen } from './step.ts'

const services = ['auth', 'db', 'pooler', 'realtime', 'rest', 'storage'] as const

/** A project at Supabase: itself, its services, its functions, and what Supabase advises. */
export const supabaseSteps: readonly Step[] = [
  { name: 'project', title: 'The project', look: lookAtProject },
  { name: 'health', title: 'Its services', look: lookAtHealth },
  {
    name: 'functions',
    title: 'Its functions',
    look: async (deps, question) => {
      const place = functionsAt(deps, question)
      return place ? await compareFunctions(deps, { ...place, sha: null }) : seen(gone)
    },
  },
  { name: 'security', title: 'What Supabase advises on security', look: advised('security') },
  { name: 'performance', title: 'What Supabase advises on performance', look: advised('performance') },
]

async function lookAtProject(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const place = functionsAt(deps, question)
  if (!place) return seen(gone)
  const { name, status, region } = await deps.projectHost.project(place.project)
  const what = `Project ${name}`
  return seen(
    status === 'ACTIVE_HEALTHY'
      ? { what, is: 'ok', why: `${status} in ${region}` }
      : {
          what,
          is: 'trouble',
          why: `Supabase says ${status}`,
          fix: 'Look at it in Supabase’s dashboard, and at status.supabase.com.',
        },
  )
}

async function lookAtHealth(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const place = functionsAt(deps, question)
  if (!place) return seen(gone)
  const found = await deps.projectHost.health(place.project, services)
  const silent = services.filter((name) => !found.some((one) => one.name === name))
  return seen(
    ...found.map(
      ({ name, isHealthy, status, why }): Evidence =>
        isHealthy
          ? { what: name, is: 'ok', why: status }
          : {
              ...{ what: name, is: 'trouble', why: why === null ? status : `${status}: ${why}` },
              fix: 'Look at the project in Supabase’s dashboard; restart it there if nothing else helps.',
            },
    ),
    ...silent.map(
      (name): Evidence => ({ what: name, is: 'unknown', why: 'Supabase says nothing of it', fix: null }),
    ),
  )
}

function advised(about: 'security' | 'performance'): Step['look'] {
  return async (deps, question) => {
    const place = functionsAt(deps, question)
    if (!place) return seen(gone)
    const advice = await deps.projectHost.advice(place.project, about)
    const wrong = advice.filter(({ level }) => level !== 'info')
    const table = {
      title: 'all of it',
      columns: ['Level', 'What', 'Detail', 'Explained'],
      rows: advice.map(({ level, title, detail, link }) => [level, title, detail, link ?? '']),
    }
    const findings = wrong.map(
      ({ title, level, detail, link }): Evidence => ({
        ...{ what: title, is: level === 'error' ? 'trouble' : 'warning', why: detail },
        fix:
          link === null
            ? 'Follow what Supabase’s dashboard says under Advisors.'
            : `${link} says how to mend it.`,
      }),
    )
    const hints =
      advice.length === 0
        ? 'nothing'
        : `no warning, and ${advice.length} ${advice.length === 1 ? 'hint' : 'hints'} in the report`
    const well: Evidence = { what: `Advice on ${about}`, is: 'ok', why: hints }
    return { findings: findings.length > 0 ? findings : [well], tables: advice.length > 0 ? [table] : [] }
  }
}
