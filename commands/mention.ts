import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { helpReply } from '../views/help-reply.ts'
import { reply, splitWords } from './words.ts'

type Commands = Record<string, (text: string, invoker: Invoker, deps: Deps) => Promise<Answer>>

/** "@pilothouse deploy web production": what follows the name works as the command does, without the slash. */
export async function mention(
  text: string,
  invoker: Invoker,
  deps: Deps,
  commands: Commands,
): Promise<Answer> {
  const words = splitWords(text.replace(/^(?:<@[^>]+>\s*)+/u, ''))
  const [first = '', ...rest] = words
  const command = commands[`/${first.toLowerCase().replace(/^\//, '')}`]
  return command ? await command(rest.join(' '), invoker, deps) : reply(helpReply())
}
