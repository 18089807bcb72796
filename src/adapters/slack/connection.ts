import { ExponentialBackoff, handleAll, retry } from 'cockatiel'
import { StartupError } from '../../domain/errors.ts'
import type { Log } from '../../ports.ts'

export type Connection = {
  /** A sentence on what is wrong, or undefined while all is well. */
  trouble(): string | undefined
  /** To be called when an established connection was lost. */
  lost(): void
  stop(): void
}

/** `dial` resolves once connected, and throws an error whose message is a sentence where it cannot. */
type Options = { dial: () => Promise<void>; log: Log; firstDelayMs?: number | undefined }

/**
 * Keeps a connection up: dials now, and again with growing pauses (1 to 30 s) until it stands, each time it was lost.
 * Resolves after the first attempt, whether or not Slack answered. Throws `StartupError` where Slack refused us then.
 */
export async function keepConnected({ dial, log, firstDelayMs = 1000 }: Options): Promise<Connection> {
  const stopping = new AbortController()
  const persist = persistently(log, firstDelayMs)
  let trouble: string | undefined = 'Slack is not connected yet.'
  let isDialling = true

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

  async function again(): Promise<void> {
    isDialling = true
    await persist(attempt, stopping.signal)
    isDialling = false
    if (!stopping.signal.aborted) log.info({}, 'Slack is connected')
  }

  await attempt().catch((error: unknown) => {
    if (error instanceof StartupError) throw error
    log.warn({ because: trouble }, 'Slack cannot be reached; Pilothouse goes on without it and keeps trying')
    void again()
  })
  isDialling = trouble !== undefined
  return {
    trouble: () => trouble,
    lost() {
      trouble = 'The connection to Slack was lost.'
      if (!isDialling && !stopping.signal.aborted) void again()
    },
    stop: () => stopping.abort(),
  }
}

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
