import type { ActAnswer, PersonAct, ServerEvent } from '../slack/protocol.ts'

export type Link = 'connecting' | 'open' | 'lost' | 'unknown-user'

/** The close code with which the server says that nobody by that id works here. */
const nobodyCode = 4004

const firstWaitMs = 250
const longestWaitMs = 4000

/** Listens to the workspace as this person, and comes back by itself after a break. Returns the way to stop. */
export function listen(user: string, onEvent: (event: ServerEvent) => void, onLink: (link: Link) => void) {
  let waitMs = firstWaitMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let socket: WebSocket | undefined
  let isStopped = false

  const connect = () => {
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/sandbox/slack/live?user=${user}`)
    socket.onopen = () => onLink('open')
    socket.onmessage = (message) => {
      waitMs = firstWaitMs
      if (!isStopped) onEvent(JSON.parse(String(message.data)) as ServerEvent)
    }
    socket.onclose = ({ code }) => {
      if (isStopped) return
      if (code === nobodyCode) return onLink('unknown-user')
      onLink('lost')
      timer = setTimeout(connect, waitMs)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    }
  }
  connect()
  return () => {
    isStopped = true
    clearTimeout(timer)
    socket?.close()
  }
}

const unreachable =
  'The sandbox did not answer. If it was stopped, start it again with npm start; this page reconnects by itself.'

/** Does what the person asked for. Never throws: trouble is a sentence in the answer. */
export async function sendAct(user: string, act: PersonAct): Promise<ActAnswer> {
  const answer = await postJson(`/sandbox/slack/act?user=${user}`, act)
  return (answer as ActAnswer | undefined) ?? { ok: false, trouble: unreachable }
}

/** The parsed answer, or undefined when there was none to parse. */
export async function postJson(url: string, body: unknown): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return await response.json()
  } catch {
    return undefined
  }
}

export async function getJson(url: string): Promise<unknown> {
  try {
    return await (await fetch(url)).json()
  } catch {
    return undefined
  }
}
