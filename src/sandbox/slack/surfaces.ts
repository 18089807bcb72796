/** Checks the blocks of a message, modal or home tab as a whole, and fills in the ids that an app left out. */
import { randomBytes } from 'node:crypto'
import type { AnyBlock, HomeView, KnownBlock, ModalView } from '@slack/types'
import { blockRules } from './block-rules.ts'
import { plainText } from './element-rules.ts'
import { SlackRefusal } from './refusal.ts'
import { boolean, byType, type Dict, isDict, list, object, type Report, string } from './rules.ts'

type Surface = 'message' | 'modal' | 'home'

const onlyIn: Record<string, Surface[]> = {
  alert: ['modal'],
  markdown: ['message'],
  table: ['message'],
  data_table: ['message'],
  data_visualization: ['message'],
  plan: ['message'],
  task_card: ['message'],
  context_actions: ['message'],
}

const mostCharacters = 13_200
const mostViewBytes = 250_000

/** The blocks of a message, checked. Throws `SlackRefusal` (invalid_blocks_format, invalid_blocks, msg_blocks_too_long). */
export function messageBlocks(value: unknown): KnownBlock[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw new SlackRefusal('invalid_blocks_format')
  refuse(problemsIn(value, 'message', 50), 'invalid_blocks')
  if (charactersIn(value) > mostCharacters) throw new SlackRefusal('msg_blocks_too_long')
  return withIds(value) as KnownBlock[]
}

const callback_id = string(255)
const inView = {
  private_metadata: string(3000),
  callback_id,
  external_id: string(255),
}
const viewRule = byType({
  modal: object(
    { title: plainText(24), blocks: list(() => {}, 100, 0) },
    {
      ...inView,
      close: plainText(24),
      submit: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  home: object({ blocks: list(() => {}, 100, 0) }, inView),
})

/** A modal or home tab, checked. Throws `SlackRefusal` (invalid_arguments, view_too_large). */
export function checkedView(value: unknown, surface: 'modal' | 'home'): ModalView | HomeView {
  const problems: string[] = []
  viewRule(value, '/view', (problem, at) => problems.push(line(problem, at)))
  if (!isDict(value) || problems.length > 0) throw new SlackRefusal('invalid_arguments', problems)
  if (value.type !== surface)
    throw new SlackRefusal('invalid_arguments', [line(`must be a ${surface}`, '/view/type')])
  const blocks = Array.isArray(value.blocks) ? value.blocks : []
  refuse(problemsIn(blocks, surface, 100, '/view/blocks'), 'invalid_arguments')
  const hasInput = blocks.some((block) => isDict(block) && block.type === 'input')
  if (surface === 'modal' && hasInput && !value.submit) {
    throw new SlackRefusal('invalid_arguments', [line('missing required field: submit', '/view')])
  }
  if (Buffer.byteLength(JSON.stringify(value)) > mostViewBytes) throw new SlackRefusal('view_too_large')
  return { ...value, blocks: withIds(blocks) } as unknown as ModalView | HomeView
}

function refuse(problems: string[], code: string): void {
  if (problems.length > 0) throw new SlackRefusal(code, problems)
}

function line(problem: string, at: string): string {
  return `[ERROR] ${problem} [json-pointer:${at}]`
}

function problemsIn(blocks: unknown[], surface: Surface, most: number, at = '/blocks'): string[] {
  const problems: string[] = []
  const report: Report = (problem, where) => problems.push(line(problem, where))
  if (blocks.length > most) report(`no more than ${most} items allowed`, at)
  const rule = byType(blockRules)
  blocks.forEach((block, index) => {
    rule(block, `${at}/${index}`, report)
    const surfaces = isDict(block) ? onlyIn[String(block.type)] : undefined
    if (surfaces && !surfaces.includes(surface)) report(`not supported in a ${surface}`, `${at}/${index}`)
  })
  const dicts = withInner(blocks.filter(isDict))
  reportTwins(dicts, 'block_id', at, report)
  dicts.forEach((block, index) => {
    reportTwins(elementsOf(block), 'action_id', `${at}/${index}`, report)
  })
  reportTotals(dicts, at, report)
  return problems
}

function reportTwins(things: Dict[], id: string, at: string, report: Report): void {
  const seen = new Set<unknown>()
  for (const thing of things) {
    if (thing[id] === undefined) continue
    if (seen.has(thing[id])) report(`\`${id}\` already exists: ${String(thing[id])}`, at)
    seen.add(thing[id])
  }
}

function reportTotals(blocks: Dict[], at: string, report: Report): void {
  const markdown = blocks.filter((block) => block.type === 'markdown')
  if (charactersIn(markdown) > 12_000) report('no more than 12000 characters of markdown allowed', at)
  if (blocks.filter((block) => block.type === 'data_visualization').length > 2)
    report('no more than 2 charts', at)
  if (blocks.filter((block) => block.type === 'table').length > 1) report('only one table allowed', at)
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true)
  if (focused.length > 1) report('only one element can be focused on load', at)
}

/** These blocks and the ones inside them. */
export function withInner(blocks: readonly Dict[]): Dict[] {
  return blocks.flatMap((block) => {
    const inner = [
      ...listOf(block.child_blocks),
      ...(block.type === 'carousel' ? listOf(block.elements) : []),
    ]
    return [block, ...withInner(inner.filter(isDict))]
  })
}

/** The interactive elements that stand in a block itself. */
export function elementsOf(block: Dict): Dict[] {
  const own = [block.element, block.accessory, ...listOf(block.elements), ...listOf(block.actions)]
  return own.filter(isDict).filter(isInteractive)
}

function isInteractive(element: Dict): boolean {
  const type = String(element.type)
  if (type.startsWith('rich_text_')) return type === 'rich_text_input'
  return !['image', 'plain_text', 'mrkdwn', 'card'].includes(type)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Characters that a person reads. */
function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + charactersIn(part), 0)
  if (!isDict(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, part]) =>
      sum + (name === 'text' && typeof part === 'string' ? part.length : charactersIn(part)),
    0,
  )
}

function withIds(blocks: unknown[]): AnyBlock[] {
  const copy = structuredClone(blocks).filter(isDict)
  for (const block of withInner(copy)) {
    block.block_id ??= randomBytes(3).toString('hex').slice(0, 5)
    for (const element of elementsOf(block)) element.action_id ??= randomBytes(3).toString('hex')
  }
  return copy as unknown as AnyBlock[]
}
