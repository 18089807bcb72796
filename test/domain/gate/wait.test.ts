import { expect, test } from 'vitest'
import { nextStep } from '../../../src/domain/deployment/rollout.ts'
import { type Wait, waitsUntil } from '../../../src/domain/gate/wait.ts'
import { awaiting, ended, minutesLater, start } from '../../views/samples.ts'

const time: Wait = { for: 'time', at: minutesLater(30) }
const freeze: Wait = { for: 'freeze', name: 'Weekend', until: minutesLater(20) }
const before: Wait = { for: 'deployment', id: 1, is: 'before-it' }

test('waits are looked at again when the first of them ends, or by whatever ends them', () => {
  expect(waitsUntil([time, before, freeze])).toEqual(minutesLater(20))
  expect(waitsUntil([before])).toBe(null)
  expect(nextStep(ended('queued'), [time, freeze], start)).toEqual({ do: 'wait', until: minutesLater(20) })
})

test('an approval that is awaited is looked at when its card has to say something else, and expires', () => {
  expect(nextStep(awaiting(), [time], start)).toEqual({ do: 'wait', until: minutesLater(30) })
  expect(nextStep(awaiting(), [], start)).toEqual({ do: 'wait', until: minutesLater(60) })
  const late: Wait = { for: 'time', at: minutesLater(90) }
  expect(nextStep(awaiting(), [late], start)).toEqual({ do: 'wait', until: minutesLater(60) })
  expect(nextStep(awaiting(), [late], minutesLater(60))).toEqual({ do: 'expire' })
})
