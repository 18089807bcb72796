import type { KnownBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedView, messageBlocks } from '../../src/sandbox/slack/surfaces.ts'
import { section } from '../../views/blocks.ts'
import { clip, withinLimits } from '../../views/limits.ts'
import { everyMessage, everyModal, everyReply } from './foreign-samples.ts'
import { wordsOf } from './reading.ts'

const hostile = [
  '<!channel>',
  '<!here|x>',
  '<@UEVIL00001>',
  '<!subteam^SEVIL>',
  '&',
  '<',
  '>',
  '`',
  '*',
  '_',
  '\n',
  '"',
  '\\',
  '|',
  ']]>',
  '😀',
  '港',
  ' ',
]
const foreignText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('valueOf', '__proto__', ''),
  fc
    .array(fc.constantFrom(...hostile, 'word', 'https://evil.example/?a=<b>|c'), { maxLength: 60 })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...hostile, 'x'), fc.integer({ min: 100, max: 5000 }))
    .map(([part, times]) => part.repeat(times)),
)

/** Everything that Slack reads as mrkdwn. */
function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn)
  if (typeof value !== 'object' || value === null) return []
  const part = value as Record<string, unknown>
  if (part.type === 'mrkdwn') return [String(part.text)]
  return Object.values(part).flatMap(mrkdwnIn)
}

const ours = /<(?:!date\^\d+\^[^<>]*|@U0[A-Z0-9]+|#C0[A-Z0-9]+|!subteam\^S0[A-Z0-9]+|https?:\/\/[^<>]*)>/g

const strayTokens = (mrkdwn: string): string[] => mrkdwn.replace(ours, '').match(/<.{0,20}/g) ?? []

describe('whatever people and GitHub write', () => {
  it('stays within what Slack accepts, and pings nobody', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        for (const message of [...everyMessage(text), ...everyReply(text)]) {
          messageBlocks(message.blocks)
          expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(13_200)
          expect(message.text.length).toBeLessThanOrEqual(3000)
          expect([message.text, ...mrkdwnIn(message.blocks)].flatMap(strayTokens)).toEqual([])
        }
        for (const view of everyModal(text)) {
          checkedView(view, view.type)
          expect(mrkdwnIn(view.blocks).flatMap(strayTokens)).toEqual([])
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('blocks over a limit', () => {
  const sections = (count: number, text = 'one line') => Array.from({ length: count }, () => section(text))
  const approve: KnownBlock = {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' } }],
  }
  it('are left out and counted', () => {
    const fitted = withinLimits(sections(61), 'message')
    expect(fitted).toHaveLength(50)
    expect(wordsOf({ blocks: fitted })).toContain('… and 12 more')
  })
  it('keep their buttons, after what is left out', () => {
    const fitted = withinLimits([...sections(60), approve], 'message')
    expect(fitted.at(-1)).toEqual(approve)
    expect(wordsOf({ blocks: fitted.slice(-2) })).toBe('… and 12 more\n[Approve]')
  })
  it('are shortened before any of them is left out', () => {
    const fitted = withinLimits(sections(10, 'x'.repeat(2900)), 'message')
    expect(fitted).toHaveLength(10)
    expect(wordsOf({ blocks: fitted })).toMatch(/^x+…$/m)
  })
  it('may be longer in a form than in a message', () => {
    const blocks = sections(20, 'x'.repeat(2900))
    expect(withinLimits(blocks, 'modal')).toEqual(blocks)
  })
  it('never hold empty text, which Slack refuses', () => {
    expect(withinLimits([section('')], 'message')).toEqual([section('–')])
  })
})

describe('clipped mrkdwn', () => {
  it.each([
    ['see <https://a.example/long|label>', 20, 'see …'],
    ['fish &amp; chips', 8, 'fish …'],
    ['run `npm install`', 10, 'run `npm…`'],
    ['short', 10, 'short'],
  ])('%s in %i characters is %s', (mrkdwn, max, clipped) => {
    expect(clip(mrkdwn, max)).toBe(clipped)
  })
})
