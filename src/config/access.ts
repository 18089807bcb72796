import type { TeamConfig } from '../domain/policy.ts'
import type { Environment } from './environment.ts'

/** What the configured services need and the environment does not give, each one sentence. The sandbox brings its own. */
export function missingAccess(environment: Environment, team: TeamConfig): string[] {
  if (environment.mode === 'sandbox') return []
  const onSupabase = team.services.find(({ kind }) => kind === 'supabase-functions')
  const onVercel = team.services.find(({ kind }) => kind === 'vercel')
  const flagsOnVercel = Object.entries(team.flags).find(([, { kind }]) => kind === 'vercel-edge-config')
  const signed = team.services.find((service) => service.kind === 'github-actions' && service.signApproval)
  const mail = Object.entries(team.incidents.pagers).find(([, { kind }]) => kind === 'email')
  return [
    ...(environment.github
      ? []
      : [
          'GITHUB_TOKEN is not set, but every service has a repository; set it, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.',
        ]),
    ...(onSupabase && !environment.supabase
      ? [`SUPABASE_ACCESS_TOKEN is not set, but the service ${onSupabase.name} runs on Supabase; set it.`]
      : []),
    ...(signed && !environment.signingKey
      ? [
          `PILOTHOUSE_SIGNING_KEY is not set, but the service ${signed.name} has signApproval: true; make a key with "openssl genpkey -algorithm ed25519", or leave signApproval out.`,
        ]
      : []),
    ...(mail && !environment.pager.smtpUrl
      ? [`SMTP_URL is not set, but the pager ${mail[0]} sends e-mail; set it.`]
      : []),
    ...(onVercel && !environment.vercel
      ? [`VERCEL_TOKEN is not set, but the service ${onVercel.name} is deployed on Vercel; set it.`]
      : []),
    ...(flagsOnVercel && !onVercel && !environment.vercel
      ? [`VERCEL_TOKEN is not set, but the flags of ${flagsOnVercel[0]} are kept at Vercel; set it.`]
      : []),
  ]
}
