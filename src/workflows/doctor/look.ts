import { setTimeout as sleep } from 'node:timers/promises'
import { UpstreamError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/status/finding.ts'
import type { Log } from '../../ports.ts'

const patienceMs = 9000

/** One thing that is well where `look` resolves, to a sentence or nothing. Never throws, and takes 9 s at most. */
export async function lookAt(
  what: string,
  look: () => Promise<string | undefined>,
  log: Log,
): Promise<Finding> {
  const [finding] = await lookAtMany(what, async () => [{ what, is: 'ok', why: await look() }], log)
  return finding ?? { what, is: 'unknown', why: 'Nothing was found.', fix: null }
}

/** The same for a look that finds several things. */
export async function lookAtMany(what: string, look: () => Promise<Finding[]>, log: Log): Promise<Finding[]> {
  const late = sleep(
    patienceMs,
    [
      { what, is: 'unknown', why: `It did not answer within ${patienceMs / 1000} s.`, fix: null } as const,
    ] as Finding[],
    { ref: false },
  )
  try {
    return await Promise.race([look(), late])
  } catch (error) {
    if (error instanceof UpstreamError)
      return [{ what, is: error.isRetryable ? 'unknown' : 'trouble', why: error.message, fix: null }]
    log.error({ err: error, what }, 'The doctor could not look at something')
    return [{ what, is: 'unknown', why: 'The look itself failed.', fix: 'The log says why.' }]
  }
}
