import { UpstreamError } from '../src/domain/errors.ts'
import { code, duration, line, sentence, told } from './text.ts'

/** Any error in words: what happened, what it means, what to do next, and a reference to find it in the log. */
export function troubleInWords(error: unknown, reference: string): string {
  const words =
    error instanceof UpstreamError
      ? upstreamInWords(error)
      : 'Pilothouse has a fault of its own here. What was stored before is safe. Try again; if it happens again, give this reference to whoever runs Pilothouse.'
  return `${words} Reference: ${code(reference, 60)}`
}

function upstreamInWords(error: UpstreamError): string {
  const effect = error.isUncertain
    ? `It is not known whether ${line(error.service, 40)} did it: look before you try again.`
    : 'Nothing was changed.'
  return `${sentence(told(error.message))} ${effect} ${next(error)}`
}

function next(error: UpstreamError): string {
  if (!error.isRetryable)
    return 'Trying again will not help until that is mended; tell whoever runs Pilothouse.'
  if (error.isUncertain) return `If it did not happen, try again${after(error)}.`
  return `Try again${after(error) || ' in a minute'}.`
}

const after = ({ retryAfterMs }: UpstreamError): string =>
  retryAfterMs === undefined ? '' : ` in ${duration(Math.max(1000, retryAfterMs))}`
