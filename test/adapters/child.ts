import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Child = {
  process: ChildProcess
  lines: string[]
  /** The first line that starts with `text`; rejects when the process ends without it. */
  says(text: string): Promise<string>
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Runs a script of this folder in a process of its own. */
export function startChild(script: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let troubles = ''
  child.stderr.on('data', (chunk) => (troubles += chunk))
  const output = createInterface(child.stdout)
  output.on('line', (line) => lines.push(line))
  const said = (text: string) => lines.find((line) => line.startsWith(text))
  return {
    process: child,
    lines,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = said(text)
          if (line !== undefined) resolve(line)
        }
        output.on('line', look)
        child.once('close', () => reject(new Error(`${script} ended without saying "${text}": ${troubles}`)))
        look()
      }),
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'close')
    },
  }
}
