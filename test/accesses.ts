import type { Sandbox } from '../src/sandbox/world.ts'

/** What lets a bot in the same process reach the sandbox's stand-ins. */
export const accessesOf = ({ url, tokens, mail }: Sandbox) => ({
  pager: { pagerDutyUrl: `${url}/pager`, smtpUrl: mail.url },
  slack: { botToken: tokens.slack.bot, appToken: tokens.slack.app, apiUrl: `${url}/slack/api/` },
  github: { kind: 'token' as const, token: tokens.github, apiUrl: `${url}/github` },
  vercel: { token: tokens.vercel, apiUrl: `${url}/vercel` },
  supabase: {
    accessToken: tokens.supabase,
    apiUrl: `${url}/supabase`,
    gateway: `${url}/supabase-projects/{ref}`,
  },
})
