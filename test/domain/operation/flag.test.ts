import { describe, expect, test } from 'vitest'
import { type ListedFlag, suspectsAmong } from '../../../src/domain/operation/flag.ts'

const tomas = 'U0TOMAS0001'
const since = new Date('2026-11-23T03:00:00Z')
const minute = (count: number) => new Date(since.getTime() + count * 60_000)
const flag = (name: string, changed: number | null, switched: number | null = null): ListedFlag => ({
  name,
  isOn: true,
  updatedAt: changed === null ? undefined : minute(changed),
  switched: switched === null ? null : { by: tomas, at: minute(switched) },
})

const named = (flags: ListedFlag[], isOwnTime: boolean) =>
  suspectsAmong(flags, isOwnTime, since).flags.map(({ name, changedAt, by }) => [name, changedAt, by])

describe('flags that may have broken a release', () => {
  test('are those that changed since the one before, newest first', () => {
    const flags = [flag('old', -1), flag('edge', 0), flag('first', 1), flag('never', null), flag('last', 9)]
    expect(named(flags, true)).toEqual([
      ['last', minute(9), null],
      ['first', minute(1), null],
    ])
  })

  test('name who switched them, unless somebody changed them later in another way', () => {
    expect(named([flag('ours', 5, 5)], true)).toEqual([['ours', minute(5), tomas]])
    expect(named([flag('theirs', 9, 5)], true)).toEqual([['theirs', minute(9), null]])
    expect(named([flag('undated', null, 5)], true)).toEqual([['undated', minute(5), tomas]])
  })

  test('are not guessed where one time stands for all of them', () => {
    const flags = [flag('ours', 9, 2), flag('other', 9)]
    expect(named(flags, false)).toEqual([['ours', minute(2), tomas]])
    expect(suspectsAmong(flags, false, since).unsureSince).toEqual(minute(9))
    expect(suspectsAmong([flag('ours', 2, 2)], false, since).unsureSince).toBeNull()
    expect(suspectsAmong([flag('other', -2)], false, since).unsureSince).toBeNull()
    expect(suspectsAmong(flags, true, since).unsureSince).toBeNull()
  })
})
