import type { Log } from '../src/ports.ts'

const silence = () => {}

/** Keeps what is logged out of the test's output. */
export const silentLog: Log = { debug: silence, info: silence, warn: silence, error: silence }
