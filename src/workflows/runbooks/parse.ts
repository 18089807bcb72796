import { lexer, type Token, type Tokens } from 'marked'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { Runbook, RunbookDetail, RunbookStep } from '../../domain/incident/runbook.ts'
import { parseAct } from './acts.ts'
import { inlineOf, isComment } from './inline.ts'
import { tame } from './tame.ts'

const mostSteps = 100

/** Reads a runbook. Any text gives one; what is wrong with it stands in `troubles`. */
export function parseRunbook(name: string, markdown: string, url: string | null): Runbook {
  const troubles: string[] = []
  const { front, body } = splitFront(tame(markdown, troubles), troubles)
  const tokens = tokensOf(body, troubles)
  const heading = tokens.find(
    (token): token is Tokens.Heading => token.type === 'heading' && token.depth === 1,
  )
  const { intro, steps } = readBody(tokens.filter((token) => token !== heading))
  if (steps.length === 0) troubles.push('It has no steps: write them as a list of “- [ ] …”.')
  if (steps.length > mostSteps)
    troubles.push(`Only the first ${mostSteps} of its ${steps.length} steps are shown.`)
  const title = front.title ?? heading?.text ?? name.replaceAll('-', ' ')
  const { services, alerts, keywords } = front
  return { name, title, url, services, alerts, keywords, intro, steps: steps.slice(0, mostSteps), troubles }
}

/** What is nested thousands of levels deep ends the stack. */
function tokensOf(body: string, troubles: string[]): Token[] {
  try {
    return lexer(body)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    troubles.push('It is nested too deeply to be read.')
    return []
  }
}

const words = z
  .union([z.string(), z.array(z.coerce.string())])
  .transform((given) => (typeof given === 'string' ? given.split(',') : given).map((word) => word.trim()))
  .default([])
  .catch([])
const frontMatter = z.object({
  title: z.string().trim().min(1).optional().catch(undefined),
  services: words,
  components: words,
  alerts: words,
  keywords: words,
})

type Front = { title?: string | undefined; services: string[]; alerts: string[]; keywords: string[] }

function splitFront(text: string, troubles: string[]): { front: Front; body: string } {
  const [whole = '', yaml = ''] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  const read = frontMatter.safeParse(yaml === '' ? {} : readYaml(yaml, troubles))
  if (!read.success) troubles.push('What stands between its --- lines is no list of settings.')
  const { title, components = [], ...lists } = read.data ?? { services: [], alerts: [], keywords: [] }
  const services = [...lists.services, ...components]
  return { front: { title, ...lists, services }, body: text.slice(whole.length) }
}

function readYaml(yaml: string, troubles: string[]): unknown {
  try {
    return parseYaml(yaml, { maxAliasCount: 10 }) ?? {}
  } catch (error) {
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error
    troubles.push('What stands between its --- lines is no valid YAML.')
    return {}
  }
}

type Body = { intro: RunbookDetail[]; steps: RunbookStep[] }

/** Boxes are steps; in a file without any, the items of its lists are. What stands between them belongs to the next. */
function readBody(tokens: readonly Token[]): Body {
  const items = tokens.flatMap((token) => (isList(token) ? token.items : []))
  const isStep = (item: Tokens.ListItem) => item.task || !items.some(({ task }) => task)
  const body: Body = { intro: [], steps: [] }
  let heading: string | null = null
  let before: RunbookDetail[] = []
  for (const token of tokens) {
    if (token.type === 'heading')
      heading = inlineOf([token])
        .map(({ text }) => text)
        .join('')
    else if (isList(token))
      for (const item of token.items) {
        if (!isStep(item)) {
          before.push(...detailsOf([item]))
          continue
        }
        if (body.steps.length === 0) body.intro.push(...before.splice(0))
        body.steps.push(stepOf(item, body.steps.length + 1, heading, before))
        heading = null
        before = []
      }
    else before.push(...detailsOf([token]))
  }
  ;(body.steps.at(-1)?.details ?? body.intro).push(...before)
  return body
}

const isList = (token: Token): token is Tokens.List => token.type === 'list'

function stepOf(
  item: Tokens.ListItem,
  number: number,
  heading: string | null,
  before: RunbookDetail[],
): RunbookStep {
  const [first, ...rest] = item.tokens.filter(({ type }) => type !== 'checkbox' && type !== 'space')
  const asked = /<!--\s*do:\s*(.+?)\s*-->/s.exec(item.raw)?.[1] ?? null
  const act = asked === null ? null : parseAct(asked)
  const isText = first?.type === 'text' || first?.type === 'paragraph'
  return {
    ...{ number, heading, act, unknownAct: act === null ? asked : null },
    line: isText && first ? inlineOf([first]) : [],
    details: [...before, ...detailsOf(isText ? rest : item.tokens)],
  }
}

function detailsOf(tokens: readonly Token[]): RunbookDetail[] {
  return tokens.flatMap((token): RunbookDetail[] => {
    if (token.type === 'space' || token.type === 'hr' || token.type === 'checkbox' || token.type === 'def')
      return []
    if (token.type === 'html' && isComment(token.raw)) return []
    if (token.type === 'code' && 'text' in token) return [{ is: 'code', code: String(token.text) }]
    if (isList(token)) return token.items.flatMap((item) => bulleted(detailsOf(item.tokens)))
    if (token.type === 'list_item' && 'tokens' in token) return bulleted(detailsOf(token.tokens ?? []))
    if (token.type === 'table') return [{ is: 'code', code: token.raw.trim() }]
    const line = inlineOf([token])
    return line.some(({ text }) => text.trim() !== '') ? [{ is: 'line', line }] : []
  })
}

const bulleted = (details: RunbookDetail[]): RunbookDetail[] =>
  details.map((detail, index) =>
    index === 0 && detail.is === 'line'
      ? { is: 'line', line: [{ is: 'text', text: '• ' }, ...detail.line] }
      : detail,
  )
