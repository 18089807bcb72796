import type { Look } from '../../domain/check/check.ts'
import { UpstreamError } from '../../domain/errors.ts'

/** Where whoever would tell can't be asked, nobody knows how that is which they tell of. */
export async function unlessBlind(look: () => Promise<Look>): Promise<Look> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof UpstreamError) return { is: 'unknown', why: error.message }
    throw error
  }
}

/** True where the look itself was refused: that says nothing of what was to be looked at. */
export const isBlind = ({ code = '' }: UpstreamError): boolean =>
  code === 'private' || /^(?:42...|25006|0A000)$/.test(code)
