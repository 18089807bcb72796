import { setTimeout as sleep } from 'node:timers/promises'
import { fromKysely, type Job, type PgBoss, type WorkOptions } from 'pg-boss'
import type { Clock, Jobs, Log, Queue } from '../../ports.ts'
import { type BossOptions, defaultConcurrency, defaultHeartbeatSeconds, startBoss } from './boss.ts'
import { listDeadLetters, takeDeadLetter } from './dead-letters.ts'
import { keepLookout, type WorkerIds } from './lookout.ts'
import {
  backlog,
  deadLetterQueue,
  isOrdered,
  nothingIsDue,
  retryLimit,
  sweepQueue,
  workQueues,
} from './queues.ts'

type Wakeup = { id: string }

export type JobsOptions = BossOptions & {
  /** The application's clock: `wake(…, at)` is measured from it. */
  now: Clock
  /** What is to be done with an id. In rare races two workers get the same id at once: work that minds asks `Exclusive`. */
  workers: Record<Queue, (id: string) => Promise<void>>
  /** Called at the start and every minute, by one replica. */
  sweep: () => Promise<void>
}

export type RunningJobs = {
  jobs: Jobs
  /** True where no job is running or due by the real clock. */
  isIdle(): Promise<boolean>
  /** Waits up to 10 s for running work. */
  stop(): Promise<void>
}

const patienceMs = 10_000

/** Three signs of life before a silence counts as death. */
const signOfLife = ({ heartbeatSeconds = defaultHeartbeatSeconds }: JobsOptions): WorkOptions => ({
  heartbeatRefreshSeconds: heartbeatSeconds / 3,
})

const polling: WorkOptions = { pollingIntervalSeconds: 5, groupConcurrency: 1 }

/**
 * Starts the job engine and its workers. Work that throws is tried again with growing delays and ends in the queue's
 * dead letters; work of a killed replica is taken over within 12 s. Throws where the database can't be reached.
 */
export async function startJobs(options: JobsOptions): Promise<RunningJobs> {
  const boss = await startBoss(options)
  const workers: WorkerIds = {
    'advance-deployment': [],
    'advance-incident': [],
    'run-errands': [],
    'advance-operation': [],
    'advance-alert': [],
    'advance-diagnostic': [],
    'run-checks': [],
    'judge-rules': [],
    measure: [],
    'read-posts': [],
    deliver: [],
  }
  const underWay = new UnderWay()
  for (const queue of workQueues) workers[queue] = await startWorkers(boss, queue, options, underWay)
  await startSweep(boss, options, underWay)
  const endLookout = keepLookout(boss, options.pool, options.log, workers)
  return {
    jobs: {
      wake: (trx, queue, id, at) => wake(boss, fromKysely(trx), { queue, id, at }, options.now),
      backlog: () => backlog(options.pool),
      deadLetters: (limit) => listDeadLetters(options.pool, limit),
      takeDeadLetter,
    },
    isIdle: async () => underWay.isNothing && (await nothingIsDue(options.pool)),
    async stop() {
      endLookout()
      await finishRunning(boss)
      await boss.stop({ graceful: false })
    },
  }
}

/** The work that this process is at: while there is some, nobody needs to ask the database. */
class UnderWay {
  private count = 0

  get isNothing(): boolean {
    return this.count === 0
  }

  async during(work: () => Promise<void>): Promise<void> {
    this.count += 1
    await work().finally(() => (this.count -= 1))
  }
}

/** What does not end in time is given to another replica by the stop that follows. */
async function finishRunning(boss: PgBoss): Promise<void> {
  const finished = [...workQueues, sweepQueue].map((queue) => boss.offWork(queue, { wait: true }))
  await Promise.race([Promise.all(finished), sleep(patienceMs, undefined, { ref: false })])
}

type Ask = { queue: Queue; id: string; at: Date | undefined }

async function wake(boss: PgBoss, db: ReturnType<typeof fromKysely>, { queue, id, at }: Ask, now: Clock) {
  const seconds = at ? Math.max(0, (at.getTime() - now().getTime()) / 1000) : 0
  // Whoever is woken orders the next call: without this, each call that came in between would go on beside it for ever.
  if (seconds > 0 && (await isOrdered(db, { queue, id, seconds }))) return
  // A group has one active job at a time, and the others wait in line without holding up other groups.
  await boss.send(queue, { id }, { db, group: { id }, startAfter: seconds })
}

async function startWorkers(
  boss: PgBoss,
  queue: Queue,
  options: JobsOptions,
  underWay: UnderWay,
): Promise<string[]> {
  const started = Array.from({ length: options.concurrency ?? defaultConcurrency }, async () => {
    let self = ''
    self = await boss.work<Wakeup>(queue, { ...polling, ...signOfLife(options) }, async ([job]) => {
      if (!job) return
      // One notification may announce many jobs, so whoever has finished one looks for the next.
      await underWay.during(() => run(queue, job, options)).finally(() => boss.notifyWorker(self))
    })
    return self
  })
  return Promise.all(started)
}

async function run(queue: Queue, job: Job<Wakeup>, { workers, log }: JobsOptions): Promise<void> {
  try {
    await workers[queue](job.data.id)
  } catch (error) {
    const reference = job.id.slice(-8)
    report(log, { err: error, queue, id: job.data.id, reference, attempt: job.retryCount + 1 })
    // pg-boss stores what it is given in the database, and an error may carry what must not lie there.
    throw new Error(`See the log: reference ${reference}`)
  }
}

function report(log: Log, facts: { queue: Queue; attempt: number } & Record<string, unknown>): void {
  if (facts.attempt <= retryLimit) log.warn(facts, 'Work failed and will be tried again')
  else log.error({ ...facts, in: deadLetterQueue(facts.queue) }, 'Work failed too often and was laid aside')
}

async function startSweep(boss: PgBoss, options: JobsOptions, underWay: UnderWay): Promise<void> {
  const { sweep, log, isScheduling = true } = options
  await boss.work(sweepQueue, signOfLife(options), async () => {
    const swept = underWay.during(sweep)
    await swept.catch((error) => log.error({ err: error }, 'The sweep failed; the next one is in a minute'))
  })
  if (!isScheduling) return
  await boss.schedule(sweepQueue, '* * * * *')
  // The job that a killed process leaves behind is given out again ever later, the more often that happens.
  await boss.send(sweepQueue)
}
