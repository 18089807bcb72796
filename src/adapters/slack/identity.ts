import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { SlackApi } from './api.ts'
import type { Identity } from './belonging.ts'
import { tokenCodes } from './error-words.ts'
import { badBotToken } from './socket.ts'

export type Introduction = {
  /** Asks Slack once, and remembers. Throws `UpstreamError`. */
  identity(): Promise<Identity>
  known(): Identity | undefined
  /** Asks Slack anew, so that a token that went bad is noticed. Throws `StartupError` for a token Slack refuses. */
  introduce(): Promise<Identity>
}

const authTest = z.object({
  team_id: z.string(),
  team: z.string().default('this workspace'),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
  bot_id: z.string().optional(),
})

/** Who we are in Slack, from `auth.test`. */
export function createIntroduction(api: SlackApi): Introduction {
  let known: Identity | undefined
  async function ask(): Promise<Identity> {
    const answer = await api('auth.test', {}, authTest)
    known = {
      team: answer.team_id,
      teamName: answer.team,
      botUser: answer.user_id,
      botId: answer.bot_id,
      ...(answer.enterprise_id && { enterprise: answer.enterprise_id }),
    }
    return known
  }
  return {
    identity: async () => known ?? ask(),
    known: () => known,
    async introduce() {
      try {
        return await ask()
      } catch (error) {
        const code = error instanceof UpstreamError ? error.code : undefined
        if (code && tokenCodes.has(code)) throw badBotToken(code)
        throw error
      }
    },
  }
}
