import { paymentsKey } from './partners/payments.ts'
import type { Sandbox } from './world.ts'

/** Points the real bot at the stand-ins, by the same variables that a real installation sets. */
export function environmentOf({
  url,
  tokens,
  mail,
  shop,
}: Pick<Sandbox, 'url' | 'tokens' | 'mail' | 'shop'>): Record<string, string> {
  return {
    SANDBOX_URL: url,
    SLACK_BOT_TOKEN: tokens.slack.bot,
    SLACK_APP_TOKEN: tokens.slack.app,
    SLACK_API_URL: `${url}/slack/api/`,
    GITHUB_TOKEN: tokens.github,
    GITHUB_API_URL: `${url}/github`,
    VERCEL_TOKEN: tokens.vercel,
    VERCEL_API_URL: `${url}/vercel`,
    SUPABASE_ACCESS_TOKEN: tokens.supabase,
    SUPABASE_API_URL: `${url}/supabase`,
    SUPABASE_PROJECT_URL: `${url}/supabase-projects/{ref}`,
    PAGERDUTY_EVENTS_URL: `${url}/pager`,
    PAGERDUTY_ROUTING_KEY: tokens.pager,
    SMTP_URL: mail.url,
    PAYMENTS_KEY: paymentsKey,
    SHOP_DATABASE_URL: shop.url,
    ALERT_SECRET: tokens.alerts,
    PILOTHOUSE_WEB_URL: 'self',
    PILOTHOUSE_LINK_SECRET: 'for-trying-it-out-on-this-machine-only',
    PORT: '0',
    HOST: '127.0.0.1',
  }
}
