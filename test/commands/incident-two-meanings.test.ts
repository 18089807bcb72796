import { expect, test } from 'vitest'
import { parseIncident } from '../../commands/incident/grammar.ts'
import { policy } from '../domain/incidents.ts'

const parse = (text: string) => parseIncident(text, { incidents: policy, services: [] })

test('A verb that takes any text, and a level at the end of it, may mean two things, and is asked about', () => {
  for (const verb of ['task', 'note', 'action', 'update']) {
    expect(parse(`${verb} queue is stuck p0`)).toMatchObject({ refused: 'declares-or-says', verb })
    expect(parse(`${verb} 12 queue is stuck p0`)).toMatchObject({ verb, id: 12 })
    expect(parse(`${verb} queue is stuck`)).toMatchObject({ verb })
    expect(parse(`declare ${verb} queue is stuck p0`)).toMatchObject({
      ...{ verb: 'declare', title: `${verb} queue is stuck`, severity: 'p0' },
    })
  }
  expect(parse('note latency is high')).toMatchObject({ verb: 'note', text: 'latency is high' })
})
