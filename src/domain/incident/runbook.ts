/** A piece of one line; foreign, and not yet escaped. */
export type RunbookText =
  | { is: 'text' | 'strong' | 'em' | 'code'; text: string }
  | { is: 'link'; text: string; url: string }

/** What stands below a step or above the first: a line of text, or a block of code to copy. */
export type RunbookDetail = { is: 'line'; line: RunbookText[] } | { is: 'code'; code: string }

/** What a step's button does, as a command that anybody could type. */
export type RunbookAct = { label: string; command: string; text: string; changesSomething: boolean }

export type RunbookStep = {
  /** From 1. */
  number: number
  heading: string | null
  line: RunbookText[]
  details: RunbookDetail[]
  act: RunbookAct | null
  /** What the file asks for as a button, where Pilothouse knows no such thing. */
  unknownAct: string | null
}

export type Runbook = {
  /** The file's name without its ending, for example `queue-backlog`. */
  name: string
  title: string
  /** Where its file can be read; null for those that come with Pilothouse. */
  url: string | null
  services: string[]
  alerts: string[]
  keywords: string[]
  intro: RunbookDetail[]
  steps: RunbookStep[]
  /** What is wrong with the file. */
  troubles: string[]
}

export type RunbookTick = { step: number; user: string; at: Date }

/** One that was begun in an incident; its text is that of the moment. */
export type StartedRunbook = {
  id: number
  incidentId: number
  runbook: Runbook
  startedBy: string
  startedAt: Date
  ticks: RunbookTick[]
}

type Matched = { title: string; affects: readonly string[] }

/** From this score on, a runbook is offered without being asked for. */
const enoughToOffer = 3

/** Runbooks that fit an incident, the best first; those that come out even in the order of their titles. */
export function matchRunbooks(
  runbooks: readonly Runbook[],
  incident: Matched,
): { fitting: Runbook[]; others: Runbook[] } {
  const scored = runbooks
    .map((runbook) => ({ runbook, score: scoreOf(runbook, incident) }))
    .sort((a, b) => b.score - a.score || a.runbook.title.localeCompare(b.runbook.title))
  return {
    fitting: scored.flatMap(({ runbook, score }) => (score >= enoughToOffer ? [runbook] : [])),
    others: scored.flatMap(({ runbook, score }) => (score < enoughToOffer ? [runbook] : [])),
  }
}

/** An alert's name says most, then what is affected, then the words that people use for it. */
function scoreOf({ title, services, alerts, keywords }: Runbook, incident: Matched): number {
  const said = wordsIn(incident.title)
  const isSaid = (phrase: string) => {
    const words = wordsIn(phrase)
    return words.length > 0 && ` ${said.join(' ')} `.includes(` ${words.join(' ')} `)
  }
  const count = (phrases: readonly string[]) => phrases.filter(isSaid).length
  const affected = services.filter((service) => incident.affects.includes(service)).length
  const shared = wordsIn(title).filter((word) => word.length > 4 && said.includes(word)).length
  return 8 * count(alerts) + 4 * affected + 3 * count(keywords) + shared
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** The runbook that was named: by its name, its title or enough of either to mean one alone. */
export function runbookMeant<Item extends { name: string; title: string }>(
  runbooks: readonly Item[],
  given: string,
): Item | null {
  const wanted = wordsIn(given).join(' ')
  if (wanted === '') return null
  const named = runbooks.map((item) => ({
    item,
    names: [item.name, item.title].map((name) => wordsIn(name).join(' ')),
  }))
  const exact = named.find(({ names }) => names.includes(wanted))
  if (exact) return exact.item
  const holding = named.filter(({ names }) => names.some((name) => ` ${name}`.includes(` ${wanted}`)))
  return holding.length === 1 ? (holding[0]?.item ?? null) : null
}

/** What fits on one message, with room for who ticked what. */
const pageCharacters = 5000
const pageSteps = 8

/** The steps in pages of one message each; a page has at least one step, and there is at least one page. */
export function pagesOf({ steps, intro }: Pick<Runbook, 'steps' | 'intro'>): RunbookStep[][] {
  const pages: RunbookStep[][] = [[]]
  let size = intro.reduce((sum, detail) => sum + sizeOf(detail), 0)
  for (const step of steps) {
    const needed = 200 + lengthOf(step.line) + step.details.reduce((sum, detail) => sum + sizeOf(detail), 0)
    const page = pages.at(-1) ?? []
    if (page.length > 0 && (size + needed > pageCharacters || page.length >= pageSteps)) {
      pages.push([step])
      size = needed
    } else {
      page.push(step)
      size += needed
    }
  }
  return pages
}

const lengthOf = (line: readonly RunbookText[]): number =>
  line.reduce((sum, { text }) => sum + text.length, 0)

const sizeOf = (detail: RunbookDetail): number =>
  detail.is === 'code' ? detail.code.length : lengthOf(detail.line)
