import type { Finding } from '../status/finding.ts'

export const diagnosticNames = ['logs', 'function', 'rls', 'anon-key', 'vercel', 'supabase', 'ci'] as const
export type DiagnosticName = (typeof diagnosticNames)[number]

/** What is to be looked into. `argument` is a function's name, a database's, or a time such as `2h`. */
export type DiagnosticQuestion = {
  name: DiagnosticName
  service: string | null
  environment: string | null
  argument: string | null
}

/** What a look found; `remedy` is what Pilothouse can do about it. */
export type Evidence = Finding & { remedy?: 'roll-back' | 'unpin' | undefined }

/** Figures for the report; every row has as many cells as there are columns. */
export type DiagnosticTable = { title: string; columns: string[]; rows: string[][] }

/** What one step saw. */
export type Seen = { findings: Evidence[]; tables: DiagnosticTable[] }

export type StepStanding =
  | { is: 'waiting' }
  | { is: 'looking'; trouble: string | null }
  | { is: 'seen'; seen: Seen }
  | { is: 'unseen'; because: string }

export type DiagnosticStep = { title: string } & StepStanding

/** A diagnostic with its steps, and what became of its report. */
export type Diagnostic = DiagnosticQuestion & {
  id: number
  askedAt: Date
  endedAt: Date | null
  steps: DiagnosticStep[]
  report: { url: string | null; troubles: string[] }
}

/** The short answer. `next` is what to do about it; null where there is nothing. */
export type Conclusion = {
  is: 'well' | 'warning' | 'trouble' | 'unknown'
  says: string
  next: string | null
  remedy: NonNullable<Evidence['remedy']> | null
}

const ranks = { trouble: 0, unknown: 1, warning: 2, ok: 3 } as const satisfies Record<Evidence['is'], number>

/** What was found, the worst first; a step that could not look is something nobody can tell. */
export const evidenceOf = ({ steps }: Pick<Diagnostic, 'steps'>): Evidence[] =>
  steps
    .flatMap((step): Evidence[] => {
      if (step.is === 'seen') return step.seen.findings
      return step.is === 'unseen' ? [{ what: step.title, is: 'unknown', why: step.because, fix: null }] : []
    })
    .sort((a, b) => ranks[a.is] - ranks[b.is])

/** The worst that was found says what is so; nothing found is nothing known. */
export function conclude(diagnostic: Pick<Diagnostic, 'steps'>): Conclusion {
  const evidence = evidenceOf(diagnostic)
  const [worst] = evidence
  const remedy = evidence.find((one) => one.remedy !== undefined)?.remedy ?? null
  if (worst === undefined)
    return { is: 'unknown', says: 'Nobody can tell: nothing was found', next: null, remedy: null }
  if (worst.is === 'ok') {
    const count = evidence.length
    const says = `Well: ${count === 1 ? 'the one thing' : `all ${count} things`} that ${count === 1 ? 'was' : 'were'} looked at`
    return { is: 'well', says, next: null, remedy: null }
  }
  const next = evidence.find((one) => 'fix' in one && one.fix !== null)
  const others = evidence.filter(({ is }) => is === worst.is).length - 1
  const more = others > 0 ? ` (and ${others} more)` : ''
  const about = `${worst.what}: ${worst.why.replace(/\.$/, '')}${more}`
  return {
    is: worst.is,
    says: worst.is === 'unknown' ? `Nobody can tell. ${about}` : about,
    next: next && 'fix' in next ? next.fix : null,
    remedy,
  }
}

/** `logs functions production 2h`, as it is typed. */
export const asTyped = ({ name, service, environment, argument }: DiagnosticQuestion): string =>
  [name, argument, service, environment].filter((word) => word !== null).join(' ')

/** "logs 2h of functions in production" */
export function inWords({ name, service, environment, argument }: DiagnosticQuestion): string {
  const where = `${service === null ? '' : ` of ${service}`}${environment === null ? '' : ` in ${environment}`}`
  return `${name}${argument === null ? '' : ` ${argument}`}${where}`
}
