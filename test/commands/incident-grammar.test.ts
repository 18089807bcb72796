import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IncidentCommand } from '../../commands/incident/grammar.ts'
import { parseIncident } from '../../commands/incident/grammar.ts'
import type { PageTarget } from '../../src/domain/paging/page.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { policy } from '../domain/incidents.ts'

const parse = (text: string) => parseIncident(text, { incidents: policy, services: [] })
const declares = (text: string) => {
  const command = parse(text)
  return 'title' in command ? [command.title, command.severity] : command
}

describe('declaring', () => {
  test('takes the severity from the end or the beginning', () => {
    expect(declares('checkout returns 500s p0')).toEqual(['checkout returns 500s', 'p0'])
    expect(declares('P0: checkout returns 500s')).toEqual(['checkout returns 500s', 'p0'])
    expect(declares('checkout is slow, sev3')).toEqual(['checkout is slow', 'p2'])
    expect(declares('checkout is down (p0)')).toEqual(['checkout is down', 'p0'])
    expect(declares('checkout is down - P0!')).toEqual(['checkout is down', 'p0'])
    expect(declares('checkout returns 500s')).toEqual(['checkout returns 500s', null])
  })

  test('does not cut a word of the sentence off, though it names a severity', () => {
    expect(declares('latency is high')).toEqual(['latency is high', 'p1'])
    expect(declares('Critical: nobody can pay')).toEqual(['Critical: nobody can pay', 'p0'])
    expect(declares('low p0')).toEqual(['low', 'p0'])
  })

  test('asks for the title where there is none', () => {
    expect(parse('')).toEqual({ verb: 'form', severity: null })
    expect(parse('p0')).toEqual({ verb: 'form', severity: 'p0' })
    expect(parse('declare')).toEqual({ verb: 'form', severity: null })
    expect(parse('  – p2 ')).toEqual({ verb: 'form', severity: 'p2' })
  })

  test('takes a title that begins like a verb', () => {
    expect(declares('list page is broken p1')).toEqual(['list page is broken', 'p1'])
    expect(declares('timeline widget shows nothing')).toEqual(['timeline widget shows nothing', null])
    expect(declares('declare update job hangs')).toEqual(['update job hangs', null])
    expect(declares('updte job hangs')).toEqual(['updte job hangs', null])
    expect(declares('checkout')).toEqual(['checkout', null])
  })

  test('suspects a slip only in a single word', () => {
    expect(parse('resolv')).toMatchObject({ refused: 'unknown-word', what: 'command', suggestion: 'resolve' })
    expect(parse('lst')).toMatchObject({ refused: 'unknown-word', suggestion: 'list' })
    expect(parse('critcal')).toMatchObject({
      refused: 'unknown-word',
      what: 'severity',
      suggestion: 'critical',
    })
  })
})

describe('verbs', () => {
  test('take the incident’s number first or leave it out', () => {
    expect(parse('update 3 rolled back')).toEqual({ verb: 'update', id: 3, text: 'rolled back' })
    expect(parse('update #3')).toEqual({ verb: 'update', id: 3, text: null })
    expect(parse('note 500s are gone')).toEqual({ verb: 'note', id: null, text: '500s are gone' })
    expect(parse('resolve 3 rolled back, anyway because the probe is wrong')).toEqual({
      verb: 'resolve',
      id: 3,
      text: 'rolled back',
      anyway: 'the probe is wrong',
    })
    expect(parse('resolve anyway because false alarm')).toMatchObject({ text: null, anyway: 'false alarm' })
    expect(parse('Resolve it was the cache')).toEqual({
      verb: 'resolve',
      anyway: null,
      id: null,
      text: 'it was the cache',
    })
    expect(parse('reopen 3 because it is back')).toEqual({ verb: 'reopen', id: 3, text: 'it is back' })
    expect(parse('claim')).toEqual({ verb: 'claim', id: null })
    expect(parse('verify 12')).toEqual({ verb: 'verify', id: 12 })
    expect(parse('7')).toEqual({ verb: 'timeline', id: 7, filter: null })
    expect(parse('timeline 7 note')).toEqual({ verb: 'timeline', id: 7, filter: 'notes' })
    expect(parse('export json')).toEqual({ verb: 'export', id: null, format: 'json' })
    expect(parse('export fails for customers')).toMatchObject({ verb: 'declare' })
    expect(parse('amend 3/14 the pump')).toEqual({ verb: 'amend', id: 3, seq: 14, text: 'the pump' })
    expect(parse('amend the pump')).toMatchObject({ refused: 'missing-words' })
  })

  test('keep the line breaks of what is written', () => {
    expect(parse('note 3 one\ntwo')).toEqual({ verb: 'note', id: 3, text: 'one\ntwo' })
  })

  test('severity takes a level or an alias, a number and a reason', () => {
    const raised = { verb: 'severity', id: 3, severity: 'p0', because: 'everybody is hit' }
    expect(parse('severity p0 3 because everybody is hit')).toEqual(raised)
    expect(parse('severity 3 critical because everybody is hit')).toEqual(raised)
    expect(parse('severity sev1')).toEqual({ ...raised, id: null, because: null })
    expect(parse('severity')).toEqual({ verb: 'severity', id: null, severity: null, because: null })
    expect(parse('severity p9')).toMatchObject({ refused: 'unknown-word', what: 'severity', given: 'p9' })
  })

  test('role commander takes a mention, as Slack writes it', () => {
    const handed = { verb: 'role', id: 3, role: 'commander', to: 'U0PRIYA0001' }
    expect(parse('role commander <@U0PRIYA0001|priya> 3')).toEqual(handed)
    expect(parse('commander 3 <@U0PRIYA0001>')).toEqual(handed)
    expect(parse('commander')).toEqual({ verb: 'role', id: null, role: 'commander' })
    expect(parse('commander @priya')).toMatchObject({ refused: 'missing-words' })
  })

  test('role takes any role, for oneself unless somebody is named, and accept one of them', () => {
    expect(parse('role scribe')).toEqual({ verb: 'role', id: null, role: 'scribe', to: 'me' })
    expect(parse('role comms 3 none')).toEqual({ verb: 'role', id: 3, role: 'communications', to: null })
    expect(parse('role 3')).toEqual({ verb: 'role', id: 3, role: null })
    expect(parse('role scirbe me')).toMatchObject({ what: 'role', suggestion: 'scribe' })
    expect(parse('accept scribe 3')).toEqual({ verb: 'accept', id: 3, role: 'scribe' })
    expect(parse('decline-role')).toEqual({ verb: 'decline-role', id: null, role: null })
    expect(declares('accept header is missing p2')).toEqual(['accept header is missing', 'p2'])
  })

  test('state takes one of three, and shows the nearest for a slip', () => {
    expect(parse('state monitoring 3')).toEqual({ verb: 'state', id: 3, state: 'monitoring' })
    expect(parse('state 3 Identified')).toEqual({ verb: 'state', id: 3, state: 'identified' })
    expect(parse('state resolved 3')).toEqual({ verb: 'resolve', id: 3, text: null, anyway: null })
    expect(parse('state montoring 3')).toMatchObject({
      refused: 'missing-words',
      example: '/incident state monitoring 3',
    })
    expect(parse('state constructor')).toMatchObject({ refused: 'missing-words' })
  })
})

const holder = (to: string | null | undefined) =>
  to === undefined ? null : to === null ? 'none' : to === 'me' ? 'me' : `<@${to}>`

/** What a person would type to give this command. */
function print(command: IncidentCommand): string {
  const words = (...parts: (string | number | null)[]) =>
    parts.filter((part) => part !== null && part !== '').join(' ')
  switch (command.verb) {
    case 'form':
      return words('declare', command.severity)
    case 'declare':
      return words('declare', command.title, command.severity)
    case 'severity': {
      const because = command.because === null ? null : `because ${command.because}`
      return words('severity', command.severity, command.id, because)
    }
    case 'role':
      return words('role', command.role, holder(command.to), command.id)
    case 'accept':
    case 'decline-role':
      return words(command.verb, command.role, command.id)
    case 'state':
      return words('state', command.state, command.id)
    case 'reopen':
      return words('reopen', command.id, command.text && `because ${command.text}`)
    case 'timeline':
      return words('timeline', command.id, command.filter)
    case 'export':
      return words('export', command.id, command.format)
    case 'amend':
      return words('amend', command.id === null ? command.seq : `${command.id}/${command.seq}`, command.text)
    case 'list':
    case 'severities':
    case 'oncall':
    case 'help':
      return command.verb
    case 'drills':
      return command.verb
    case 'drill':
      return 'name' in command ? words('drill', command.name) : words('drill', command.do)
    case 'metrics':
      return words('metrics', command.asked, command.file)
    case 'publish':
    case 'reject':
      return words(command.verb, command.publicId)
    case 'ack-alert':
      return words('ack', 'alert', command.alert)
    case 'from-alert':
      return words('from-alert', command.alert, command.into && `into ${command.into}`)
    case 'page':
      return words(
        'page',
        command.id,
        pageWord(command.target),
        command.because && `because ${command.because}`,
      )
    default:
      return words(
        command.verb,
        'task' in command ? command.task : 'id' in command ? command.id : null,
        'text' in command ? command.text : null,
      )
  }
}

function pageWord(target: PageTarget): string {
  if (target.to === 'user') return `<@${target.user}>`
  if (target.to === 'group') return `<!subteam^${target.group}>`
  return target.to === 'pager' ? target.pager : 'on-call'
}

const word = fc.oneof(
  fc.constantFrom('declare', 'update', 'note', 'severity', 'role', 'commander', 'claim', 'state', 'help'),
  fc.constantFrom('resolve', 'reopen', 'timeline', 'list', 'verify', 'because', 'Because', 'resolved'),
  fc.constantFrom('export', 'amend', 'json', 'notes'),
  fc.constantFrom(
    'p0',
    'P1',
    'sev2',
    'high',
    'critical',
    'low,',
    '(p2)',
    'p3:',
    '3',
    '#12',
    '500s',
    '-',
    '—',
  ),
  fc.constantFrom('<@U0PRIYA0001|priya>', '<@U0MAYA00001>', '<!channel>', 'monitoring', 'identified'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const texts = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 80 }),
)

test('any text gives a command or a refusal', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const command = parse(text)
      expect('verb' in command || isRefusal(command)).toBe(true)
      if ('title' in command) expect(command.title.trim()).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})

test('a command that is typed as it was understood is understood the same', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const command = parse(text)
      if (isRefusal(command)) return
      expect(parse(print(command))).toEqual(command)
    }),
    { numRuns: 2000 },
  )
})
