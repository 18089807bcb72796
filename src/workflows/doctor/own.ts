import type { Finding } from '../../domain/status/finding.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { lookAtDatabase } from '../../store/status/look-at-database.ts'
import { lookAt, lookAtMany } from './look.ts'

const skewMs = 5000

/** Pilothouse's own database, its clock, and the replicas that are alive. */
export const ownPart = (deps: Deps): Promise<Finding[]> =>
  lookAtMany('Pilothouse’s database', () => lookAtOwn(deps), deps.log)

/** The machine's own clock, not the application's: what is compared are clocks. */
async function lookAtOwn({ db, jobs }: Deps): Promise<Finding[]> {
  const asked = Date.now()
  const { version, at, migrations, newest, replicas } = await lookAtDatabase(db)
  const middle = (asked + Date.now()) / 2
  const dead = await jobs.deadLetters(100)
  return [
    {
      ...{ what: 'Pilothouse’s database', is: 'ok' },
      why: `Postgres ${version.split(' ')[0]}, ${migrations} migrations up to ${newest}, no transaction pooler in between`,
    },
    clock('The clocks of this machine and the database', at.getTime() - middle),
    { what: 'Replicas that are alive', is: 'ok', why: String(Math.max(1, replicas)) },
    dead.length === 0
      ? { what: 'Work laid aside', is: 'ok', why: 'none' }
      : {
          ...{ what: 'Work laid aside', is: 'warning' },
          why: `${dead.length} pieces were tried too often.`,
          fix: 'Look at them, and replay them: /status queue.',
        },
  ]
}

function clock(what: string, offByMs: number): Finding {
  const seconds = Math.round(Math.abs(offByMs) / 100) / 10
  if (Math.abs(offByMs) <= skewMs) return { what, is: 'ok', why: `${seconds} s apart` }
  return {
    ...{ what, is: 'trouble' },
    why: `They are ${seconds} s apart, so due times and Slack’s signatures are misjudged.`,
    fix: 'Have both set their clocks over the network (NTP).',
  }
}

/** Slack's clock, the web address, the key that signs, and what the configuration leaves out. */
export async function surroundingsPart(deps: Deps): Promise<Finding[]> {
  const { chat, links, probe, log } = deps
  return await Promise.all([
    lookAtMany(
      'The clocks of this machine and Slack',
      async () => [clock('The clocks of this machine and Slack', await chat.clockOffsetMs())],
      log,
    ).then(([found]) => found ?? clockUnknown),
    links === null
      ? ({
          ...{ what: 'The page for when Slack is away', is: 'warning' },
          why: 'There is none.',
          fix: 'Set PILOTHOUSE_WEB_URL and PILOTHOUSE_LINK_SECRET.',
        } as const)
      : lookAt(
          'PILOTHOUSE_WEB_URL',
          async () => {
            const { status } = await probe(`${links.address()}/healthz`, 5000)
            return `${links.address()} answers (${status})`
          },
          log,
        ),
    signing(deps),
    ...configuration(deps),
  ])
}

const clockUnknown: Finding = {
  ...{ what: 'Slack’s clock', is: 'unknown' },
  ...{ why: 'Slack did not say what time it is.', fix: null },
}

function signing({ sign, config }: Deps): Finding {
  const what = 'The key that signs approvals'
  const needing = config.services.filter((one) => one.kind === 'github-actions' && one.signApproval)
  if (sign !== null) return { what, is: 'ok' }
  if (needing.length === 0) return { what, is: 'ok', why: 'no service asks for it' }
  return {
    ...{ what, is: 'trouble', why: `${needing.map(({ name }) => name).join(', ')} asks for it.` },
    fix: 'Set PILOTHOUSE_SIGNING_KEY.',
  }
}

function configuration({ config }: Deps): Finding[] {
  const { production, onCall } = config.incidents
  const open = config.environments.filter(
    ({ name, approvals }) => production.includes(name) && approvals.required === 0,
  )
  const warning = (what: string, why: string, fix: string): Finding => ({ what, is: 'warning', why, fix })
  const told = [
    ...open.map(({ name }) =>
      warning(
        `Environment ${name}`,
        'Anybody may deploy to it alone.',
        'Set approvals.required to at least 1.',
      ),
    ),
    ...(config.checks.length === 0
      ? [warning('Checks', 'Nothing is looked at by itself.', 'Add checks to pilothouse.yml.')]
      : []),
    ...(onCall === null
      ? [warning('On call', 'Nobody is, so nobody is paged.', 'Add incidents.onCall to pilothouse.yml.')]
      : []),
  ]
  return told.length > 0 ? told : [{ what: 'pilothouse.yml', is: 'ok' }]
}

/** A message to the person alone, written, changed and taken back. */
export async function testPost({ chat, log }: Deps, { user }: Invoker): Promise<Finding[]> {
  const what = 'A message to you'
  const found = await lookAt(
    what,
    async () => {
      const message = (text: string) => ({
        text,
        blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }],
      })
      const ts = await chat.show(user, message('Pilothouse tries whether it can write to you.'), null)
      await chat.show(user, message('Pilothouse tries whether it can change what it wrote.'), ts)
      await chat.takeBack(user, ts)
      return 'written, changed and taken back'
    },
    log,
  )
  return [found]
}
