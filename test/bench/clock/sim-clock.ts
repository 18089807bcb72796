import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const written = z.object({ at: z.number(), since: z.number(), isRunning: z.boolean() })
type Written = z.infer<typeof written>

/** The time in the file, which every process of a simulation reads at every look at its clock. */
export const readClock = (file: string): Date => timeOf(read(file))

/** False while nothing goes wrong, and time is put forward by hand. */
export const isRunning = (file: string): boolean => read(file).isRunning

const read = (file: string): Written => written.parse(JSON.parse(readFileSync(file, 'utf8')))

/**
 * One clock for several processes. It stands still and is put forward where nothing goes wrong, and runs as real time
 * does where something breaks, so that what mends it takes as long as it really takes.
 */
export class SimClock {
  readonly file: string
  private state: Written

  constructor(file: string, start: Date) {
    this.file = file
    this.state = { at: start.getTime(), since: 0, isRunning: false }
    this.write(this.state)
  }

  now = (): Date => timeOf(this.state)

  /** Puts it forward, never back, and lets it stand. */
  jump(to: Date): void {
    this.write({ at: Math.max(to.getTime(), this.now().getTime()), since: 0, isRunning: false })
  }

  run(): void {
    this.write({ at: this.now().getTime(), since: Date.now(), isRunning: true })
  }

  stand(): void {
    this.jump(this.now())
  }

  /** By a rename, so that nobody reads half a file. */
  private write(state: Written): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(state))
    renameSync(`${this.file}.new`, this.file)
    this.state = state
  }
}

const timeOf = ({ at, since, isRunning }: Written): Date => new Date(isRunning ? at + Date.now() - since : at)
