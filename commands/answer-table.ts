import type { Answer, Deps, Invoker } from '../src/ports.ts'

type Verbal = { verb: string }

/** A command by its verb. */
export type CommandOf<Command extends Verbal, Verb extends Command['verb']> = Command & { verb: Verb }

/** What answers each verb of a command. */
export type AnswerTable<Command extends Verbal> = {
  [Verb in Command['verb']]: (
    command: CommandOf<Command, Verb>,
    invoker: Invoker,
    deps: Deps,
  ) => Answer | Promise<Answer>
}

export async function answerFrom<Command extends Verbal, Verb extends Command['verb']>(
  answers: AnswerTable<Command>,
  command: CommandOf<Command, Verb>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const verb: Verb = command.verb
  return await answers[verb](command, invoker, deps)
}
