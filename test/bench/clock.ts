/**
 * Prints whether every promised update came exactly once and in time, while replicas are killed, the database goes away
 * and Slack refuses. Arguments: incidents, hours, seed. Ends with 1 where anything went wrong.
 */
import { addMilliseconds } from 'date-fns/addMilliseconds'
import { randomFrom } from './clock/random.ts'
import { reportOf } from './clock/report.ts'
import { openScene, passTo, type Scene, settle } from './clock/scene.ts'
import { emptyLog, killStanding, type Stir, stir, type Trouble } from './clock/troubles.ts'
import { judge } from './clock/verdict.ts'

const [incidents = 200, hours = 4, seed = 1] = process.argv.slice(2).map(Number)
const minuteMs = 60_000
/** So many are declared in one moment, and so their updates are due in one moment. */
const atOnce = 10
const outageMs = 30_000

const random = randomFrom(seed)
const began = performance.now()
const scene = await openScene()
const log = emptyLog()
const how: Stir = { scene, random, log, outageMs }
try {
  const start = scene.clock.now()
  const end = addMilliseconds(start, hours * 60 * minuteMs)
  await declareAll(scene)
  const troubles = plannedTroubles(start, end)
  for (const { at, trouble } of troubles) {
    await passTo(scene, at, atEachStop)
    await Promise.all([stir(how, trouble), writeUpdates(2)])
  }
  await passTo(scene, end, atEachStop)
  const verdict = await judge(scene, log, end)
  const realMinutes = (performance.now() - began) / minuteMs
  process.stdout.write(reportOf(verdict, log, { incidents, hours, seed, realMinutes }))
  process.exitCode = verdict.wrong.length > 0 ? 1 : 0
} finally {
  await scene.end()
}

/** Some at a time, over the first fifteen minutes. */
async function declareAll({ clock, sandbox }: Scene): Promise<void> {
  const moments = Math.ceil(incidents / atOnce)
  const start = clock.now().getTime()
  for (let moment = 0; moment < moments; moment += 1) {
    await passTo(scene, new Date(start + (moment * 15 * minuteMs) / moments), async () => {})
    const count = Math.min(atOnce, incidents - moment * atOnce)
    const maya = sandbox.slack.person('U0MAYA00001')
    for (let one = 0; one < count; one += 1)
      await maya.type(`/incident ${titleOf(moment * atOnce + one)} p${one % 3}`, { in: 'incidents' })
    await settle(scene)
  }
}

/** Titles that nobody takes for one another. */
function titleOf(number: number): string {
  const word = () => Math.floor(random() * 36 ** 8).toString(36)
  return `${word()} ${word()} number-${number}`
}

/** Ten in an hour, at any time: most are a replica's death, some an outage. */
function plannedTroubles(start: Date, end: Date): { at: Date; trouble: Trouble }[] {
  const kinds: Trouble[] = ['kill', 'kill', 'kill both', 'database', 'slack']
  const length = end.getTime() - start.getTime()
  const count = Math.max(2, Math.round(hours * 10))
  const times = Array.from({ length: count }, () => 15 * minuteMs + random() * (length - 16 * minuteMs))
  return times
    .toSorted((a, b) => a - b)
    .map((ms, index) => ({
      at: addMilliseconds(start, ms),
      trouble: kinds[index % kinds.length] ?? 'kill',
    }))
}

async function atEachStop(): Promise<void> {
  if (random() < 0.2) await writeUpdates(1)
  if (random() < 0.04) await killStanding(how)
}

/** People write now and then; whoever gets no answer leaves it. */
async function writeUpdates(count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const id = 1 + Math.floor(random() * incidents)
    const text = `/incident update ${id} we are still looking, ${random()}`
    const answer = await scene.sandbox.slack
      .person('U0TOMAS0001')
      .type(text, { in: 'incidents' })
      .catch(() => ({ trouble: 'no answer' }))
    if (!answer.trouble) log.updates += 1
  }
}
