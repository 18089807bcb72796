import { SocketModeReceiver } from '@slack/bolt'
import { WebAPIPlatformError } from '@slack/web-api'
import { StartupError, UpstreamError } from '../../domain/errors.ts'
import { type ApiOptions, clientOptions } from './api.ts'
import { boltLog } from './bolt-log.ts'
import { inWords, tokenCodes } from './error-words.ts'
import { asUpstream } from './errors.ts'
import { within } from './within.ts'

export type Socket = {
  receiver: SocketModeReceiver
  /** Resolves once Slack said hello. Throws `StartupError` for a bad app token, `UpstreamError` else. */
  dial(): Promise<void>
  hangUp(): Promise<void>
}

const helloMs = 15_000
const farewellMs = 1000

/**
 * A Socket Mode connection that we redial ourselves: Bolt's own reconnecting gives up, with an unhandled rejection,
 * when `apps.connections.open` cannot be reached, and it waits 5 s when Slack asks for a fresh connection.
 */
export function createSocket(appToken: string, options: ApiOptions, lost: () => void): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLog(options.log),
    installerOptions: { clientOptions: clientOptions(options, 0) },
  })
  let isConnected = false
  let isOver = false
  receiver.client.on('disconnected', () => {
    if (!isConnected) return
    isConnected = false
    lost()
  })
  return {
    receiver,
    async dial() {
      const hello = await within(helloMs, start(receiver))
      if (!hello) {
        await hangUp(receiver)
        throw silent()
      }
      isConnected = true
      if (isOver) await hangUp(receiver)
    },
    async hangUp() {
      isOver = true
      isConnected = false
      await hangUp(receiver)
    },
  }
}

async function start(receiver: SocketModeReceiver): Promise<true> {
  try {
    await receiver.client.start()
    return true
  } catch (error) {
    if (error instanceof WebAPIPlatformError && tokenCodes.has(error.data.error))
      throw badAppToken(error.data.error)
    throw error === undefined ? cutOff() : asUpstream(error, 'apps.connections.open')
  }
}

/** A peer that does not answer the farewell would hold up a shutdown for 30 s. */
async function hangUp(receiver: SocketModeReceiver): Promise<void> {
  await within(farewellMs, receiver.client.disconnect())
}

function badAppToken(code: string): StartupError {
  const why = code === 'missing_scope' ? 'it lacks the scope connections:write' : `Slack says ${code}`
  return new StartupError(
    `SLACK_APP_TOKEN does not open a Socket Mode connection: ${why}. Create an app-level token (xapp-…) with connections:write under “Basic Information”, and check that Socket Mode is on.`,
  )
}

function silent(): UpstreamError {
  return new UpstreamError('Slack opened a connection but did not say hello.', {
    service: 'Slack',
    isRetryable: true,
  })
}

function cutOff(): UpstreamError {
  return new UpstreamError('Slack closed the connection.', { service: 'Slack', isRetryable: true })
}

/** The sentence for a bot token that Slack refuses when Pilothouse starts. */
export function badBotToken(code: string): StartupError {
  return new StartupError(`${inWords(code)} (Slack says ${code}.)`)
}
