import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeployCommand } from '../../commands/deploy/grammar.ts'
import { parseDeploy } from '../../commands/deploy/grammar.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { askAgain } from '../../views/deployment/words.ts'
import { helpReply } from '../../views/help-reply.ts'
import { refusalInWords } from '../../views/refusal.ts'
import { read, sample } from '../config/sample.ts'

const config = read(sample)

/** What was understood, as text. */
function understood(text: string): string {
  const command = parseDeploy(text, config)
  return isRefusal(command) ? command.refused : summary(command)
}

function summary(command: DeployCommand): string {
  switch (command.verb) {
    case 'deploy':
      return [
        ...[command.service.name, command.environment.name, command.ref, command.reason ?? '–'],
        ...(command.start ? [JSON.stringify(command.start)] : []),
      ].join(' | ')
    case 'form':
      return `form ${command.service ?? '–'}`
    case 'history':
      return `history ${command.service ?? '–'} ${command.environment ?? '–'}`
    case 'reject':
      return `reject ${command.id}: ${command.because}`
    case 'break-glass':
      return `break-glass ${command.service.name} ${command.environment.name} ${command.ref}: ${command.reason}`
    case 'tick':
    case 'untick':
      return `${command.verb} ${command.id} ${command.given}`
    case 'dry-run':
      return `dry-run ${command.service.name} ${command.environment.name} ${command.ref}`
    case 'help':
    case 'locks':
    case 'freezes':
      return command.verb
    case 'lock':
      return `lock ${command.environment} ${command.service ?? '–'} ${command.forMs ?? '–'}: ${command.reason}`
    case 'queue':
      return `queue ${command.environment ?? '–'} ${command.service ?? '–'}`
    case 'unlock':
      return `unlock ${command.environment} ${command.service ?? '–'}`
    case 'flag':
      return `flag ${command.isOn ? 'on' : 'off'} ${command.name} ${command.environment}: ${command.reason ?? '–'}`
    case 'flags':
      return `flags ${command.environment}`
    case 'ledger':
      return `ledger ${command.service ?? '–'} ${command.environment ?? '–'} ${command.period(new Date('2026-11-23T03:00:00Z')).from.toISOString().slice(0, 10)}`
    case 'unpin':
      return `unpin ${command.service} ${command.environment}`
    default:
      return `${command.verb} ${command.id}`
  }
}

describe('/deploy understands', () => {
  test.each([
    ['', 'form –'],
    ['lock production because the sale is on for 2h', 'lock production – 7200000: the sale is on'],
    ['break-glass web prod because checkout is down', 'break-glass web production main: checkout is down'],
    ['unpin production web', 'unpin web production'],
    ['go-on 12', 'go-on 12'],
    ['tick 12 dashboards ready', 'tick 12 dashboards ready'],
    ['dry-run prod web fix/cart', 'dry-run web production fix/cart'],
    ['lock web prod because of the sale', 'lock production web –: of the sale'],
    ['unlock production web', 'unlock production web'],
    ['locks', 'locks'],
    ['queue', 'queue – –'],
    ['queue prod web', 'queue production web'],
    ['queue moon', 'unknown-word'],
    ['freeze', 'freezes'],
    ['freezes', 'freezes'],
    ['flag off new-basket because it is slow', 'flag off new-basket production: it is slow'],
    ['flag ON new-basket prod', 'flag on new-basket production: –'],
    ['flag new-basket off staging because of it', 'flag off new-basket staging: of it'],
    ['flag off prod new-basket because of it', 'flag off new-basket production: of it'],
    ['ledger', 'ledger – – 2026-10-24'],
    ['ledger 2026-11 prod web', 'ledger web production 2026-11-01'],
    ['flags', 'flags production'],
    ['flags staging', 'flags staging'],
    ['keep 3', 'keep 3'],
    ['roll-back #4', 'roll-back 4'],
    ['  \n ', 'form –'],
    ['web', 'form web'],
    ['web production', 'web | production | main | –'],
    ['production web', 'web | production | main | –'],
    ['prod web v1.0.0', 'web | production | v1.0.0 | –'],
    ['Web PROD', 'web | production | main | –'],
    ['web production fix/cart', 'web | production | fix/cart | –'],
    ['web production because it is red', 'web | production | main | it is red'],
    ['web production main BECAUSE it is red', 'web | production | main | it is red'],
    ['web production main it is red', 'web | production | main | it is red'],
    ['web production because', 'web | production | main | –'],
    ['web production at 22:00', 'web | production | main | – | {"is":"next","minutes":1320}'],
    ['web production main in 2h because x', 'web | production | main | x | {"is":"in","ms":7200000}'],
    ['web production v1 tomorrow 9:00', 'web | production | v1 | – | {"is":"tomorrow","minutes":540}'],
    ['web production main at last', 'missing-words'],
    ['web production main because at 22:00', 'web | production | main | at 22:00'],
    ['start 3', 'start 3'],
    ['production', 'missing-words'],
    ['prod main', 'missing-words'],
    ['history', 'history – –'],
    ['history web', 'history web –'],
    ['history prod web', 'history web production'],
    ['history moon', 'unknown-word'],
    ['approve 3', 'approve 3'],
    ['approve #3', 'approve 3'],
    ['Cancel 12', 'cancel 12'],
    ['details 0', 'details 0'],
    ['reject 3 because no', 'reject 3: no'],
    ['reject 3 no', 'reject 3: no'],
    ['reject 3 because', 'missing-words'],
    ['reject because no', 'missing-words'],
    ['approve', 'missing-words'],
    ['approve -1', 'missing-words'],
    ['approve 1e3', 'missing-words'],
    ['approve 99999999999', 'missing-words'],
    ['help', 'help'],
    ['constructor', 'unknown-word'],
    ['web __proto__', 'unknown-word'],
  ])('“%s” as %s', (text, meaning) => {
    expect(understood(text)).toBe(meaning)
  })

  test('an environment alone where one service goes there', () => {
    const [web] = config.services
    if (!web) throw new Error('The sample has no service.')
    const small = { ...config, services: [web] }
    expect(parseDeploy('production', small)).toMatchObject({ verb: 'deploy', service: web, ref: 'main' })
    expect(parseDeploy('prod v1.0.0 because', small)).toMatchObject({ service: web, ref: 'v1.0.0' })
  })
})

const words = fc.constantFrom(
  ...['web', 'docs', 'worker', 'production', 'prod', 'staging', 'because', 'main', 'history', 'approve'],
  ...['reject', 'cancel', 'details', 'help', '3', '#4', '<!channel>', '__proto__', '\u0000', '🚢'],
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(words, fc.string({ maxLength: 8 })), { maxLength: 7 }).map((parts) => parts.join(' ')),
)

test('every example of the help is understood', () => {
  const help = JSON.stringify(helpReply('deploy').blocks)
  const examples = [...help.matchAll(/`\/deploy ?([^`]*)`/g)].map(([, text = '']) => text)
  expect(examples.length).toBeGreaterThan(4)
  for (const example of examples) expect(isRefusal(parseDeploy(example, config))).toBe(false)
})

test('any text gives a command, or a refusal that has words', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parseDeploy(text, config)
      if (isRefusal(parsed)) expect(refusalInWords(parsed)).toMatch(/\S{3}/)
      else expect(summary(parsed)).not.toContain('undefined')
    }),
    { numRuns: 500 },
  )
})

test('the command that a card prints is understood as the same deployment', () => {
  const refs = fc.stringMatching(/^[a-z0-9][a-z0-9/._-]{0,60}$/).filter((ref) => ref !== 'because')
  const services = fc.constantFrom(...config.services)
  const environments = fc.constantFrom(...config.environments)
  fc.assert(
    fc.property(services, environments, refs, (service, environment, ref) => {
      const printed = askAgain({ service: service.name, environment: environment.name, ref })
      const [, text = ''] = /^`\/deploy (.*)`$/.exec(printed) ?? []
      expect(parseDeploy(text, config)).toEqual({
        verb: 'deploy',
        service,
        environment,
        ref,
        start: null,
        reason: null,
      })
    }),
  )
})
