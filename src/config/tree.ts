import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from 'yaml'
import { holdsSecret } from '../redact.ts'

/** What is wrong on a line of the file, as one sentence without the file's name. */
export type Problem = { line: number; words: string }

/** Where a value stands, and how it may be shown to a person: as written, without secrets, shortened. */
type Place = { line: number; keyLine: number; shown: string; isRefused: boolean }

/** A variable that a setting takes by `${NAME}`, and the setting's whole text with it. */
export type Use = { path: PropertyKey[]; name: string; text: string }

/** A YAML file as plain values with `${NAME}` replaced. `places` goes by `pathText`. */
export type ConfigTree = {
  value: unknown
  places: Map<string, Place>
  problems: Problem[]
  uses: Use[]
}

type Variables = Readonly<Record<string, string | undefined>>
type Walk = {
  document: Document
  lines: LineCounter
  env: Variables
  redact: (text: string) => string
  places: Map<string, Place>
  problems: Problem[]
  uses: Use[]
  openAliases: Set<unknown>
  visited: number
}

const mostNodes = 20_000
const placeholder = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

/** Reads YAML 1.2. Never throws: what can't be read is among the problems. `redact` is applied to all that is shown. */
export function readTree(text: string, env: Variables, redact: (text: string) => string): ConfigTree {
  const problems = secretLines(text)
  const lines = new LineCounter()
  const places = new Map<string, Place>()
  const uses: Use[] = []
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
    problems.push(...syntaxProblems(document, lines))
    if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY'))
      return { value: undefined, places, problems, uses }
    const state = { places, problems, uses, openAliases: new Set(), visited: 0 }
    const walk: Walk = { document, lines, env, redact, ...state }
    return { value: visit(document.contents, [], 1, walk), places, problems, uses }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    problems.push({
      line: 1,
      words: 'the file is nested too deeply, or grows too large through its aliases; write it flatter.',
    })
    return { value: undefined, places, problems, uses }
  }
}

/** `services.web.smoke[1].within`; the empty path is the whole file. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text ? `${text}.${String(step)}` : String(step)
  }, '')
}

function secretLines(text: string): Problem[] {
  return text.split('\n').flatMap((content, index) =>
    holdsSecret(content)
      ? [
          {
            line: index + 1,
            words: `this line holds something that looks like a secret; move it into the environment, write \${NAME} here, and replace the secret if this file was ever shared.`,
          },
        ]
      : [],
  )
}

/** The parser's own sentences quote the source, which may hold a secret: so the words are ours. */
function syntaxProblems(document: Document, lines: LineCounter): Problem[] {
  const known: Record<string, string> = {
    DUPLICATE_KEY: 'this key stands twice in one group of settings; remove one of them.',
    TAB_AS_INDENT: 'this line is indented with a tab; indent it with spaces.',
    BAD_INDENT:
      'the indentation does not fit the lines around it, or a bracket is not closed; line it up with its neighbours.',
    MULTIPLE_DOCS: 'a second document begins here; remove the line "---".',
    MISSING_CHAR: 'a closing quote, a bracket, a comma or a colon is missing at this line or before it.',
    RESOURCE_EXHAUSTION: 'the file is nested too deeply here; write it flatter.',
    BAD_ALIAS: 'an alias (*name) is wrong here; a value that begins with * must stand in quotes.',
    BAD_SCALAR_START: 'a value cannot begin with this character; put the value in quotes.',
    BAD_DQ_ESCAPE:
      'a backslash in double quotes is followed by a letter that means nothing; use single quotes.',
  }
  const otherwise =
    'this is not valid YAML; check quotes, colons and indentation at this line and the one before it.'
  return document.errors.map(({ code, pos }) => ({
    line: lines.linePos(pos[0]).line,
    words: known[code] ?? otherwise,
  }))
}

function visit(node: unknown, path: PropertyKey[], keyLine: number, walk: Walk): unknown {
  walk.visited += 1
  if (walk.visited > mostNodes) throw new RangeError('too many nodes')
  if (isAlias(node)) return visitAlias(node, path, keyLine, walk)
  const isGroup = isMap(node) || isSeq(node)
  const line = isGroup ? keyLine : (lineOf(node, walk) ?? keyLine)
  const place: Place = { line, keyLine, shown: 'empty', isRefused: false }
  walk.places.set(pathText(path), place)
  if (isMap(node)) {
    place.shown = 'a group of settings'
    return Object.fromEntries(node.items.flatMap((pair) => visitPair(pair, path, line, walk)))
  }
  if (isSeq(node)) {
    place.shown = 'a list'
    return node.items.map((item, index) => visit(item, [...path, index], lineOf(item, walk) ?? line, walk))
  }
  if (!isScalar(node) || node.value === null) return null
  place.shown = shownScalar(node.value, walk)
  return typeof node.value === 'string' ? fillIn(node.value, path, place, walk) : node.value
}

function visitAlias(alias: Alias, path: PropertyKey[], keyLine: number, walk: Walk): unknown {
  const target = alias.resolve(walk.document)
  if (!target || walk.openAliases.has(target)) throw new RangeError('alias of itself')
  walk.openAliases.add(target)
  const value = visit(target, path, keyLine, walk)
  walk.openAliases.delete(target)
  return value
}

function visitPair(pair: Pair, path: PropertyKey[], parentLine: number, walk: Walk): [string, unknown][] {
  const keyLine = lineOf(pair.key, walk) ?? parentLine
  if (pair.key !== null && isScalar(pair.key)) {
    const key = String(pair.key.value)
    return [[key, visit(pair.value, [...path, key], keyLine, walk)]]
  }
  walk.problems.push({ line: keyLine, words: 'a key must be a plain word; write this one as text.' })
  return []
}

function lineOf(node: unknown, walk: Walk): number | undefined {
  const start =
    typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
      ? node.range[0]
      : undefined
  return typeof start === 'number' ? walk.lines.linePos(start).line : undefined
}

function shownScalar(value: unknown, walk: Walk): string {
  const text = walk.redact(String(value))
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return typeof value === 'string' ? JSON.stringify(short) : short
}

function fillIn(text: string, path: PropertyKey[], place: Place, walk: Walk): string {
  const names: string[] = []
  const filled = text.replaceAll(placeholder, (written, name: string) => {
    names.push(name)
    const value = walk.env[name]
    if (value) return value
    place.isRefused = true
    walk.problems.push({
      line: place.line,
      words: `${pathText(path)} uses ${written}, but ${name} is not set; set it in the environment or in .env.`,
    })
    return written
  })
  walk.uses.push(...names.map((name) => ({ path, name, text: filled })))
  return filled
}
