import { channel } from 'node:diagnostics_channel'

/** One request that was sent to somebody outside, and how it went. */
export type OutsideCall = { service: string; result: 'ok' | 'failed' | 'limited'; seconds: number }

/** Where adapters tell of their calls. It belongs to the process, and costs nothing while nobody listens. */
const calls = channel('pilothouse:outside-call')

export function tellOutsideCall(call: OutsideCall): void {
  if (calls.hasSubscribers) calls.publish(call)
}

/** Returns a function that ends it. */
export function hearOutsideCalls(hear: (call: OutsideCall) => void): () => void {
  // Nothing but the function above publishes there.
  const listener = (call: unknown) => hear(call as OutsideCall)
  calls.subscribe(listener)
  return () => calls.unsubscribe(listener)
}
