import { type ListedFlag, lastChange } from '../../src/domain/operation/flag.ts'
import type { Reply } from '../../src/ports.ts'
import { packed } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { code, line, plural, time, user } from '../text.ts'

/** A place that keeps one time for all of its flags can't say which of them changed then. */
type Shown = { environment: string; flags: readonly ListedFlag[]; hasOwnTimes: boolean }

export function flagsReply({ environment, flags, hasOwnTimes }: Shown): Reply {
  const where = line(environment, 60)
  if (flags.length === 0) return sentenceReply(`${where} has no flags.`)
  const shared = hasOwnTimes ? undefined : flags.find(({ updatedAt }) => updatedAt)?.updatedAt
  const lines = [
    `*Flags in ${where}*`,
    ...flags.map((flag) => flagLine(flag, hasOwnTimes, shared !== undefined)),
    ...(shared
      ? [`_The place where they are kept was changed ${time(shared)}; it does not say which of them._`]
      : []),
    `_${code(`/deploy flag off NAME ${environment} because …`, 200)} turns one off at once._`,
  ]
  return {
    text: `${plural(flags.length, 'flag')} in ${where}`,
    blocks: withinLimits(packed(lines), 'message'),
  }
}

/** Where one note tells of the time of all, a flag of unknown time says nothing of its own. */
function flagLine(flag: ListedFlag, hasOwnTimes: boolean, isToldOnce: boolean): string {
  const state = flag.isOn ? ':large_green_circle: *on*' : ':white_circle: *off*'
  const change = lastChange(flag, hasOwnTimes)
  return `${state} ${line(flag.name, 100)}${change || !isToldOnce ? ` · ${changeInWords(change)}` : ''}`
}

function changeInWords(change: ReturnType<typeof lastChange>): string {
  if (!change) return 'when it changed is unknown'
  return change.by === null
    ? `changed ${time(change.at)}, by whom is unknown`
    : `switched ${time(change.at)} by ${user(change.by)}`
}
