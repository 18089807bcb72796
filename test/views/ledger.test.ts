import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ledgerFile } from '../../views/deployment/ledger.ts'
import { awaiting, failed, maya, minutesLater, planned, start, verified } from './samples.ts'

const scope = {
  ...{ team: 'Harbour Goods', service: null, environment: 'production', total: 3 },
  period: { from: start, until: minutesLater(60) },
  madeAt: minutesLater(30),
  nameOf: (user: string) => (user === maya ? 'Maya Lindqvist' : user),
}

/** The cells of a row, as a reader of Markdown divides it. */
const cells = (row: string): string[] => row.split(/(?<=(?<!\\)(?:\\\\)*)\|/).map((text) => text.trim())

describe('the ledger', () => {
  it('has a line for each deployment, and a summary', () => {
    const back = { ...verified({ id: 4 }), purpose: 'rollback' as const }
    const { name, text } = ledgerFile({
      ...scope,
      deployments: [verified({ id: 2 }), failed('It broke.', { id: 3 }), back],
    })
    expect(name).toBe('ledger-production-2026-11-20.md')
    const lines = text.split('\n')
    expect(lines[2]).toBe(
      'From 2026-11-20 14:00 until 2026-11-20 15:00. All times are in UTC. Written 2026-11-20 14:30.',
    )
    expect(text).toContain('3 deployments: 2 live and verified, 1 failed; 1 of them a rollback.')
    expect(text).toContain(
      '| 2 | web | a1b2c3d | Maya Lindqvist | U0PRIYA0001 | The cart is empty after signing in | 2026-11-20 14:01 | 2026-11-20 14:05 | 4 min | live and verified |',
    )
    expect(text).toMatch(/\| 4 \| web .*\| rollback: live and verified \|/)
  })

  it('says what is still open, what never began, and how much is left out', () => {
    const unknown = planned({ purpose: 'rollback', returnsTo: { deployment: null } })
    const { text } = ledgerFile({ ...scope, deployments: [awaiting({ plan: unknown })], total: 5 })
    expect(text).toContain('Only the newest 1 are listed; 4 older ones are not.')
    expect(text).toMatch(
      /\| unknown \| Maya Lindqvist \| nobody \| .* \| never \| {2}\| {2}\| waiting for approval \|/,
    )
  })

  it('keeps any text inside its cell', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ maxLength: 80 }),
        (strange, plain) => {
          for (const reason of [strange, plain, `${plain}\\`, `${plain}|${plain}\n| a |`]) {
            const { text } = ledgerFile({
              ...scope,
              deployments: [verified({ id: 2, reason })],
              total: 1,
              nameOf: () => reason,
            })
            const row = text.split('\n').find((line) => line.startsWith('| 2 |')) ?? ''
            expect(cells(row)).toHaveLength(12)
            expect(text.split('\n')).toHaveLength(12)
          }
        },
      ),
    )
  })

  it('lets no text mark, link or tag anything', () => {
    const reason = '[a](https://x.example) <b> **c** `d` @e #f'
    const { text } = ledgerFile({ ...scope, deployments: [verified({ id: 2, reason })] })
    expect(text).toContain('\\[a\\](https://x.example) \\<b\\> \\*\\*c\\*\\* \\`d\\` \\@e \\#f')
  })
})
