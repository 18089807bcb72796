/** The sandbox cannot start; the message is the one sentence that the person who started it reads. */
export class SandboxStartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'SandboxStartError'
  }
}

/** A file holds what this version of the sandbox did not write. */
export class SavedStateError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'SavedStateError'
  }
}

/** Puts into words why the world did not start; what nobody foresaw is returned as it is, with its stack. */
export function startTrouble(
  error: unknown,
  { port, host, home }: { port: number; host: string; home: string },
): unknown {
  if (error instanceof SavedStateError)
    return new SandboxStartError(
      `The sandbox in ${home} was saved by another version of Pilothouse, and this one cannot go on with it: remove the folder ${home} and start again.`,
      error,
    )
  if (!isSystemError(error)) return error
  if (error.syscall === 'listen') return new SandboxStartError(portTrouble(error, port, host), error)
  return new SandboxStartError(
    `The sandbox cannot keep its state in ${home} (${error.code}${error.path ? `, ${error.path}` : ''}): start Pilothouse in a folder that you may write to.`,
    error,
  )
}

function portTrouble({ code }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use on ${host}: set PORT to a free one, for example \`PORT=${port === 65_535 ? 3000 : port + 1} npm start\`, or end the program that uses it.`
  if (code === 'EACCES') return `This account may not listen on port ${port}: set PORT to 1024 or higher.`
  return `The sandbox cannot listen on ${host}, port ${port} (${code}): check HOST and PORT.`
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error
