import { describe, expect, it } from 'vitest'
import { minimal, problems, read } from './sample.ts'

const withFreeze = (settings: string, more = '') =>
  `${minimal}${more}freezes:\n  - { name: Rest, environments: [production], ${settings} }\n`
const problem = (settings: string) => problems(withFreeze(settings)).join('\n')

describe('a freeze in pilothouse.yml', () => {
  it('is weekly, in the team’s time zone, for every service', () => {
    const text = withFreeze("weekly: { from: 'Fri 16:00', to: 'monday 8:00' }", 'timeZone: Asia/Kolkata\n')
    expect(read(text).freezes).toEqual([
      {
        name: 'Rest',
        environments: ['production'],
        services: [],
        except: [],
        timeZone: 'Asia/Kolkata',
        window: { is: 'weekly', from: 4 * 1440 + 960, to: 480 },
      },
    ])
    expect(read(minimal)).toMatchObject({ timeZone: 'UTC', freezes: [] })
  })

  it('is between dates: whole days, or from and to a time', () => {
    const window = (settings: string) => read(withFreeze(settings)).freezes[0]?.window
    expect(window("from: 2026-12-23, to: '2026-12-24'")).toEqual({
      is: 'once',
      from: Date.parse('2026-12-23T00:00Z'),
      to: Date.parse('2026-12-25T00:00Z'),
    })
    expect(window("from: '2026-12-23 18:00', to: '2026-12-24 24:00'")).toEqual({
      is: 'once',
      from: Date.parse('2026-12-23T18:00Z'),
      to: Date.parse('2026-12-25T00:00Z'),
    })
  })

  it.each([
    [
      "weekly: { from: 'Fri', to: 'Mon 08:00' }",
      'weekly.from is "Fri"; it must be a day and a time, such as \'Fri 16:00\'.',
    ],
    [
      "weekly: { from: 'Fri 16:00', to: 'Fri 16:00' }",
      'weekly.to is "Fri 16:00"; it must be another time than from.',
    ],
    ["from: '2026-02-30', to: 2026-03-01", 'from is "2026-02-30"; it must be a date such as'],
    ["from: '2026-03-02', to: 2026-03-01", 'to is "2026-03-01"; it must be a time after from.'],
    [
      "from: '2026-03-02'",
      'freezes[0] is a group of settings; it must be a freeze with either weekly, or from and to.',
    ],
    [
      "from: '2026-03-02', to: 2026-03-03, timeZone: Berlin",
      'timeZone is "Berlin"; it must be a time zone such as Europe/Berlin or UTC.',
    ],
    [
      "from: '2026-03-02', to: 2026-03-03, services: [wrker]",
      'services[0] is "wrker", which is not among the services; known: worker (did you mean "worker"?).',
    ],
    [
      "from: '2026-03-02', to: 2026-03-03, except: [tomas]",
      'except[0] is "tomas"; it must be a Slack member id',
    ],
  ])('%s is told as wrong', (settings, sentence) => {
    expect(problem(settings)).toContain(sentence)
  })

  it('has a name of its own', () => {
    const dates = "from: '2026-03-02', to: 2026-03-03"
    const text = `${withFreeze(dates)}  - { name: Rest, environments: [production], ${dates} }\n`
    expect(problems(text).join('\n')).toContain('freezes[1].name is "Rest", as another freeze is called')
  })
})
