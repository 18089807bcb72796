import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const restartAfterMs = 1000

/** Runs the bot as a child process and starts it again when it dies, as a service manager would. */
export function superviseBot(program: string) {
  let child: ChildProcess | undefined
  let environment: Record<string, string> = {}
  let isWanted = false
  let restarts = 0

  const launch = () => {
    // The channel lets the bot notice that the sandbox is gone.
    child = spawn(process.execPath, [program], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('exit', () => {
      child = undefined
      if (isWanted) setTimeout(relaunch, restartAfterMs).unref()
    })
  }
  const relaunch = () => {
    if (!isWanted || child) return
    restarts += 1
    launch()
  }
  return {
    start(variables: Record<string, string>): void {
      environment = variables
      isWanted = true
      launch()
    },
    /** kill -9: nothing is saved, nothing is said. It is started again after a second. */
    kill(): void {
      child?.kill('SIGKILL')
    },
    status: () => ({ pid: child?.pid ?? null, isRunning: child !== undefined, restarts }),
    async stop(): Promise<void> {
      isWanted = false
      if (!child) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
