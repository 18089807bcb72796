import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import { createRedactor } from './redact.ts'

/** Who asked for what: written with every line of a request. `subject` is what it is about, such as `deployment 3`. */
export type LogFields = { requestId?: string; team?: string; actor?: string; role?: string; subject?: string }

type LogOptions = { level: string; secrets: readonly string[]; to?: DestinationStream }

/**
 * One JSON object a line, on stdout unless `to` is given. The finished line is redacted, so that no field, message,
 * stack or cause can carry one of `secrets`, or anything that looks like a token, out of the process.
 */
export function createLog({ level, secrets, to = pino.destination({ sync: true }) }: LogOptions): Logger {
  const redact = createRedactor(secrets)
  const redacted: DestinationStream = { write: (line) => to.write(redact(line)) }
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: stdSerializers.errWithCause },
      formatters: { level: (label) => ({ level: label }), log: withErrorsSpelledOut },
    },
    redacted,
  )
}

/** A log whose every line says for whom and about what it was written. */
export function logFor(log: Logger, fields: LogFields): Logger {
  return log.child(fields)
}

/** An error under any name but `err` would be written as `{}`. */
function withErrorsSpelledOut(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error && name !== 'err' ? stdSerializers.errWithCause(value) : value,
    ]),
  )
}
