import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { helpReply } from '../views/help-reply.ts'
import { takeStart } from './time-grammar.ts'
import { refuse, reply, splitWords } from './words.ts'

type Commands = Record<string, (text: string, invoker: Invoker, deps: Deps) => Promise<Answer>>

/** "@pilothouse deploy web production": what follows the name works as the command does, without the slash. */
export async function mention(
  text: string,
  invoker: Invoker,
  deps: Deps,
  commands: Commands,
): Promise<Answer> {
  const words = splitWords(text.replace(/^(?:<@[^>]+>\s*)+/u, ''))
  const [first = '', ...rest] = words.slice(words.findIndex((word) => !politeness.has(bare(word))))
  const name = bare(first)
  const command = Object.hasOwn(commands, `/${name}`) ? commands[`/${name}`] : undefined
  if (!command) return reply(helpReply())
  const isFlag = rest[0]?.toLowerCase() === 'flag'
  const said = name === 'deploy' && !isFlag ? withoutFillers(rest) : rest
  const answer = await command(said.join(' '), invoker, deps)
  return answer.answer === 'open' ? refuse(needsMore(name)) : answer
}

const politeness = new Set(['please', 'hey', 'hi', 'hello', 'ok', 'now', 'can', 'could', 'would', 'you'])

/** Words that say nothing which a deployment needs to know: "deploy latest changes to production, please". */
const fillers = new Set([
  ...politeness,
  ...['the', 'a', 'latest', 'newest', 'current', 'change', 'changes', 'commit', 'commits', 'version'],
  ...['to', 'on', 'onto', 'into', 'in', 'of', 'from', 'for', 'us', 'me', 'today'],
])

/** A reason keeps its words. */
function withoutFillers(words: string[]): string[] {
  const reasonAt = words.findIndex((word) => word.toLowerCase() === 'because')
  const end = reasonAt === -1 ? words.length : reasonAt
  const told = words.slice(0, end).map((word) => word.replace(/[,;:.!?]+$/u, ''))
  const kept = told.filter(
    (word, index) => word !== '' && (!fillers.has(word.toLowerCase()) || isTime(told.slice(index))),
  )
  return [...kept, ...words.slice(end)]
}

/** "in production" says nothing, "in 2h" does. */
function isTime(words: string[]): boolean {
  const taken = takeStart(words)
  return !isRefusal(taken) && taken.start !== null
}

const bare = (word: string): string => word.toLowerCase().replace(/^\/|[,;:.!?]+$/gu, '')

/** Slack opens windows after commands and clicks only. */
function needsMore(name: string) {
  const example = name === 'deploy' ? 'web production' : 'checkout returns 500s p0'
  return {
    refused: 'missing-words',
    command: `@pilothouse ${name}`,
    missing: 'to know more, because a mention can’t open a form',
    example: `@pilothouse ${name} ${example}`,
  } as const
}
