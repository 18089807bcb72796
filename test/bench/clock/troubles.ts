import { setTimeout as sleep } from 'node:timers/promises'
import { addMilliseconds } from 'date-fns/addMilliseconds'
import { max } from 'date-fns/max'
import { isReady, nextDue, type Scene, settle } from './scene.ts'

export type Log = {
  /** Replicas killed while the clock ran, and while it stood. */
  kills: { running: number; standing: number }
  /** From when until when the database was away, by the simulation's clock. */
  outages: { from: Date; until: Date }[]
  /** Times in which Slack took nothing. */
  limits: { from: Date; until: Date }[]
  updates: number
}

export const emptyLog = (): Log => ({
  kills: { running: 0, standing: 0 },
  outages: [],
  limits: [],
  updates: 0,
})

export type Trouble = 'kill' | 'kill both' | 'database' | 'slack'

export type Stir = { scene: Scene; random: () => number; log: Log; outageMs: number }

/** Something breaks about when the next promise is due, with the clock running until all is well again. */
export async function stir({ scene, ...how }: Stir, trouble: Trouble): Promise<void> {
  const { clock } = scene
  const { random } = how
  const due = await nextDue(scene)
  if (due) clock.jump(max([clock.now(), addMilliseconds(due, -500 - random() * 2500)]))
  await arm(scene)
  clock.run()
  const untilDue = due ? due.getTime() - clock.now().getTime() : 0
  await sleep(random() * (Math.min(untilDue, 3000) + 1500))
  await breaks[trouble]({ scene, ...how })
  await settle(scene)
  clock.stand()
}

/** Has wake-up calls ordered anew by the clock as it will run. */
async function arm({ replicas }: Scene): Promise<void> {
  const [one] = replicas.filter(isReady)
  if (!one) throw new Error('No replica works.')
  const armed = () => one.logged.filter(({ msg }) => msg === 'Armed').length
  const before = armed()
  process.kill(one.pid, 'SIGHUP')
  while (armed() === before) await sleep(10)
}

const breaks: Record<Trouble, (how: Stir) => Promise<void>> = {
  kill: (how) => killAndRestart(how, 1),
  'kill both': (how) => killAndRestart(how, 2),
  async database({ scene, log, outageMs }) {
    const from = scene.clock.now()
    await scene.gate.shut()
    await sleep(outageMs)
    await scene.gate.reopen()
    log.outages.push({ from, until: scene.clock.now() })
  },
  async slack({ scene, random, log }) {
    const from = scene.clock.now()
    for (let bursts = 0; bursts < 3; bursts += 1) {
      scene.sandbox.faults.slackRateLimited = true
      await sleep(500 + random() * 3000)
      scene.sandbox.faults.slackRateLimited = false
      await sleep(random() * 1500)
    }
    log.limits.push({ from, until: scene.clock.now() })
  },
}

async function killAndRestart({ scene, random, log }: Stir, count: number): Promise<void> {
  await Promise.all(scene.replicas.slice(0, count).map((one) => one.kill('SIGKILL')))
  log.kills.running += count
  await sleep(500 + random() * 3500)
  await Promise.all(Array.from({ length: count }, () => scene.startReplica().ready))
}

/** Kills a replica in the middle of what is due at a moment, with the clock standing still. */
export async function killStanding({ scene, random, log }: Stir): Promise<void> {
  await sleep(random() * 600)
  const doomed = scene.replicas[random() < 0.5 ? 0 : 1]
  if (!doomed) return
  await doomed.kill('SIGKILL')
  log.kills.standing += 1
  await scene.startReplica().ready
}
