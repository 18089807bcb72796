import { ExponentialBackoff, handleAll, retry } from 'cockatiel'
import { StartupError } from '../../domain/errors.ts'
import type { Log } from '../../ports.ts'
import { within } from './within.ts'

export type Connection = {
  /** A sentence on what is wrong, or undefined while all is well. */
  trouble(): string | undefined
  /** To be called when an established connection was lost. */
  lost(): void
  stop(): void
}

type Options = {
  /** Resolves once connected; throws an error whose message is a sentence where it cannot. */
  dial: () => Promise<void>
  log: Log
  firstDelayMs?: number | undefined
  /** How long a start waits for the first attempt. */
  patienceMs?: number | undefined
}

/**
 * Keeps a connection up: dials now, and again with growing pauses (1 to 30 s) until it stands, each time it was lost.
 * Resolves once the first attempt ended or took too long, whether or not Slack answered. Throws `StartupError` where
 * Slack refused us by then.
 */
export async function keepConnected(options: Options): Promise<Connection> {
  const { log, patienceMs = 5000 } = options
  const redial = createRedial(options)
  let isStarting = true
  const first = redial.attempt().catch((error: unknown) => {
    if (isStarting && error instanceof StartupError) throw error
    if (isStarting) log.warn({ because: redial.trouble() }, away)
    void redial.untilConnected()
  })
  const isEnded = await within(
    patienceMs,
    first.then(() => true),
  )
  isStarting = false
  if (!isEnded) log.warn({ because: redial.trouble() }, away)
  return redial
}

type Redial = Connection & { attempt(): Promise<void>; untilConnected(): Promise<void> }

function createRedial({ dial, log, firstDelayMs = 1000 }: Options): Redial {
  const stopping = new AbortController()
  const persist = persistently(log, firstDelayMs)
  let trouble: string | undefined = 'Slack is not connected yet.'
  let isTrying = false

  async function attempt(): Promise<void> {
    if (stopping.signal.aborted) return
    try {
      await dial()
      trouble = undefined
    } catch (error) {
      trouble = sentenceOf(error)
      throw error
    }
  }

  async function untilConnected(): Promise<void> {
    if (isTrying || stopping.signal.aborted) return
    isTrying = true
    await persist(attempt, stopping.signal)
    isTrying = false
    if (!stopping.signal.aborted) log.info({}, 'Slack is connected')
  }

  return {
    attempt,
    untilConnected,
    trouble: () => trouble,
    lost() {
      trouble = 'The connection to Slack was lost.'
      void untilConnected()
    },
    stop: () => stopping.abort(),
  }
}

const away = 'Slack cannot be reached; Pilothouse goes on without it and keeps trying'

/** Runs something again until it succeeds or is aborted; never throws. */
function persistently(log: Log, firstDelayMs: number) {
  const policy = retry(handleAll, {
    maxAttempts: Number.POSITIVE_INFINITY,
    backoff: new ExponentialBackoff({ initialDelay: firstDelayMs, maxDelay: 30_000 }),
  }).dangerouslyUnref()
  policy.onRetry((failed) => {
    const because = 'error' in failed ? sentenceOf(failed.error) : undefined
    log.warn(
      { because, attempt: failed.attempt, inMs: Math.round(failed.delay) },
      'Slack is tried again soon',
    )
  })
  return async (run: () => Promise<void>, signal: AbortSignal): Promise<void> => {
    await policy.execute(run, signal).catch(() => {})
  }
}

const sentenceOf = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : 'Slack closed the connection.'
