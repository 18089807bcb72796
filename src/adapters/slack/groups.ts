import { z } from 'zod'
import type { GroupId, UserId } from '../../domain/people.ts'
import type { Clock } from '../../ports.ts'
import type { SlackApi } from './api.ts'

export type Groups = { members(group: GroupId): Promise<UserId[]>; forget(group: GroupId): void }

type Remembered = { at: number; members: Promise<UserId[]> }

const rememberedForMs = 60_000
const listed = z.object({ users: z.array(z.string()) })

/**
 * Members of user groups, remembered for at most a minute so that a click on Approve costs no rate-limited call each
 * time. People asking at the same moment share one call. A failure is thrown to all of them and not remembered.
 */
export function createGroups(api: SlackApi, now: Clock): Groups {
  const remembered = new Map<GroupId, Remembered>()

  function ask(group: GroupId): Remembered {
    const members = api('usergroups.users.list', { usergroup: group }, listed).then(({ users }) => users)
    const entry = { at: now().getTime(), members }
    members.catch(() => {
      if (remembered.get(group) === entry) remembered.delete(group)
    })
    remembered.set(group, entry)
    return entry
  }

  return {
    async members(group) {
      const known = remembered.get(group)
      const age = known ? now().getTime() - known.at : Number.POSITIVE_INFINITY
      const fresh = known && age >= 0 && age < rememberedForMs
      return [...(await (fresh ? known : ask(group)).members)]
    },
    forget: (group) => {
      remembered.delete(group)
    },
  }
}
