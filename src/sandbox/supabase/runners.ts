import { type ChildProcess, spawn } from 'node:child_process'

import { z } from 'zod'
import { argumentsOfNode, inJavascript } from './javascript.ts'
import type { Program, RunnerRequest, ToRunner } from './runner-protocol.ts'

export type RunnerAnswer =
  | { end: 'answered'; status: number; headers: [string, string][]; body: Uint8Array }
  /** The version could not be started. */
  | { end: 'broken'; why: string }
  | { end: 'crashed'; why: string }
  | { end: 'late' }

type Call = { name: string; version: string; program: () => Program; request: Omit<RunnerRequest, 'id'> }

export type Runners = {
  /** Runs a request in the process of this version, which is started where there is none. */
  call(call: Call): Promise<RunnerAnswer>
  /** Ends the process of this name once its calls are answered. */
  stop(name: string): void
  close(): void
}

type Running = {
  version: string
  child: ChildProcess
  waiting: Map<number, (answer: RunnerAnswer) => void>
  /** Why it could not start; undefined once it did. */
  started: Promise<string | undefined>
  isRetired: boolean
}

const headers = z.array(z.tuple([z.string(), z.string()]))

/** A function's own code can send anything. */
const fromRunner = z.discriminatedUnion('state', [
  z.object({ state: z.literal('listening') }),
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('broken'), why: z.string() }),
  z.object({
    state: z.literal('answered'),
    id: z.number(),
    status: z.number(),
    headers,
    body: z.instanceof(Uint8Array),
  }),
  z.object({ state: z.literal('crashed'), id: z.number(), why: z.string() }),
])

export type RunnersOptions = {
  /** A call that takes longer ends, and its process with it. */
  timeoutMs: number
  /** What the function's code printed. */
  said(name: string, version: string, level: 'info' | 'error', text: string): void
}

/** Processes of functions: one for each live version that was called, each without a right to read or write files. */
export function createRunners(options: RunnersOptions): Runners {
  const current = new Map<string, Running>()
  const all = new Set<ChildProcess>()
  let lastId = 0
  const forget = (name: string, runner: Running) => {
    if (current.get(name) === runner) current.delete(name)
  }
  const runnerFor = ({ name, version, program }: Call) => {
    const present = current.get(name)
    if (present?.version === version && present.child.connected) return present
    if (present) retire(present)
    const started = start(options, name, version, program())
    current.set(name, started)
    all.add(started.child)
    started.child.once('exit', () => {
      forget(name, started)
      all.delete(started.child)
    })
    return started
  }
  return {
    call: async (call) => {
      const runner = runnerFor(call)
      lastId += 1
      const answer = await ask(runner, { ...call.request, id: lastId }, options.timeoutMs)
      if (answer.end === 'broken' || answer.end === 'late') {
        forget(call.name, runner)
        runner.child.kill('SIGKILL')
      } else if (runner.isRetired) retire(runner)
      return answer
    },
    stop: (name) => {
      const present = current.get(name)
      current.delete(name)
      if (present) retire(present)
    },
    close: () => {
      for (const child of all) child.kill('SIGKILL')
      current.clear()
    },
  }
}

/** Calls that are under way are answered first. */
function retire(runner: Running): void {
  runner.isRetired = true
  if (runner.waiting.size === 0) runner.child.kill('SIGKILL')
}

function start(options: RunnersOptions, name: string, version: string, program: Program): Running {
  const child = spawn(process.execPath, argumentsOfNode(), {
    // Nothing of the sandbox's own surroundings.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.on('data', (text) => options.said(name, version, 'info', String(text).trim()))
  child.stderr?.on('data', (text) => options.said(name, version, 'error', String(text).trim()))
  // A message that can no longer be delivered is answered by the exit.
  child.on('error', () => {})
  child.channel?.unref()
  const waiting: Running['waiting'] = new Map()
  const started = new Promise<string | undefined>((resolve) => {
    child.on('message', (raw) => {
      const message = fromRunner.safeParse(raw).data
      if (message?.state === 'ready') resolve(undefined)
      if (message?.state === 'broken') resolve(message.why)
      if (message?.state === 'answered') waiting.get(message.id)?.({ end: 'answered', ...message })
      if (message?.state === 'crashed') waiting.get(message.id)?.({ end: 'crashed', why: message.why })
    })
    child.once('exit', (code, signal) => {
      const why = `The process of the function ended with ${signal ?? `code ${code}`}.`
      resolve(why)
      for (const settle of [...waiting.values()]) settle({ end: 'crashed', why })
    })
  })
  void inJavascript(program).then((begin) => send(child, { begin }))
  return { version, child, waiting, started, isRetired: false }
}

async function ask(
  { child, waiting, started }: Running,
  request: RunnerRequest,
  timeoutMs: number,
): Promise<RunnerAnswer> {
  const answered = new Promise<RunnerAnswer>((resolve) => waiting.set(request.id, resolve))
  const timer = setTimeout(() => waiting.get(request.id)?.({ end: 'late' }), timeoutMs)
  const begun = started.then((why): RunnerAnswer | Promise<RunnerAnswer> => {
    if (why !== undefined) return { end: 'broken', why }
    send(child, { request })
    return answered
  })
  const answer = await Promise.race([answered, begun])
  clearTimeout(timer)
  waiting.delete(request.id)
  return answer
}

function send(child: ChildProcess, message: ToRunner): void {
  if (child.connected) child.send(message, () => {})
}
