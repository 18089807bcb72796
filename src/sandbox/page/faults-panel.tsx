import { useEffect, useState } from 'preact/hooks'
import type { Faults } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { useConfirm } from './confirm.tsx'
import { getJson, postJson } from './live.ts'
import { Pane } from './pane.tsx'
import { forgetEverything } from './place.ts'
import { SafeLink } from './safe-link.tsx'

const switches: Record<keyof Faults, { title: string; what: string; watch: string }> = {
  slackScopeMissing: {
    title: 'The app lacks a permission',
    what: 'It was installed without pins:write and reactions:read.',
    watch: '/status doctor names both, and what to do; an incident opens all the same, without its pin.',
  },
  buildFails: {
    title: 'The build fails',
    what: 'The next build on Vercel, bundle of a function or run of a workflow ends in an error.',
    watch: 'The deployment card says what failed; production stays as it is.',
  },
  smokeFails: {
    title: 'The smoke test fails',
    what: 'The new version answers with an error page.',
    watch: 'It is not promoted, or is taken back.',
  },
  siteFails: {
    title: 'The whole site is down',
    what: 'The sites answer 503, whichever build a visitor is given.',
    watch:
      'Within seconds an alert is in #incidents, with a button that declares the incident. In a stage of a deployment nobody can tell anything about the new build: it pauses and asks.',
  },
  promoteHangs: {
    title: 'A promotion hangs',
    what: 'Vercel accepts the next promotion or rollback and never finishes it.',
    watch: 'The card says how long it waits, and what is still live; it goes on when you switch this off.',
  },
  releaseFails12: {
    title: 'A release fails 12% of calls',
    what: 'The newest version of the site, or of a function, answers 12 of 100 calls with status 500; the site only as long as the flag new-basket is on.',
    watch: 'The smoke test passes; watching it finds the errors. A rollback ends them, and so does the flag.',
  },
  releaseSlow: {
    title: 'A release is slow',
    what: 'The newest version of the site takes a second and a half for each answer; one of a function is slow too.',
    watch: 'The check of the live site says how slow it is, against how slow it may be.',
  },
  slackRateLimited: {
    title: 'Slack answers 429',
    what: 'Every call is refused with "too many requests, try again in 2 seconds".',
    watch: 'Cards come late, in order, and none is missing or doubled.',
  },
  slackSilent: {
    title: 'Slack does not answer',
    what: 'Calls are accepted and never answered.',
    watch: 'Deployments go on; the cards catch up when you switch this off.',
  },
  slackWithoutCharts: {
    title: 'Slack draws no charts',
    what: 'A message with a chart in it is refused, as in workspaces that do not have them yet.',
    watch: 'The chart of /incident metrics comes as a picture in your direct message.',
  },
  githubSlow: {
    title: 'GitHub is slow',
    what: 'Every answer takes several seconds.',
    watch: 'Modals open at once and fill in later; nothing times out.',
  },
  githubFails: {
    title: 'GitHub answers 502',
    what: 'Every call is answered with “Server Error”.',
    watch:
      'The card says which attempt did not work and when the next is; it goes on when you switch this off.',
  },
  githubSilent: {
    title: 'GitHub does not answer',
    what: 'Calls are accepted and never answered.',
    watch: 'Updates of an incident, and pages, go out in time; its issue follows when you switch this off.',
  },
  supabaseLimited: {
    title: 'Supabase answers 429',
    what: 'Every call to the Management API is refused with “too many requests, try again in 30 seconds”.',
    watch:
      'A deployment of functions waits as long as it is told to; functions that are live go on answering.',
  },
  supabaseFails: {
    title: 'Supabase answers 500',
    what: 'Every call to the Management API fails.',
    watch: 'What runs there is unknown on /status; a deployment tries again, and says so.',
  },
  supabaseSilent: {
    title: 'Supabase does not answer',
    what: 'Calls to the Management API are accepted and never answered.',
    watch: 'Each call is given up after its time; the deployment looks what happened before it tries again.',
  },
  pagerFails: {
    title: 'Nobody can be paged outside Slack',
    what: 'PagerDuty answers 500, and the mail server takes no mail.',
    watch:
      'Declare a P0 and acknowledge nothing: the channel says which page failed, and the next step is taken.',
  },
  databaseDown: {
    title: 'The shop’s database is away',
    what: 'It takes no connections.',
    watch: 'After three failures the check shop-database is an alert in #incidents; it ends by itself.',
  },
  databaseFull: {
    title: 'The shop’s database is full',
    what: 'Every connection is refused with “too many clients already”.',
    watch: 'The alert says that no connection is free.',
  },
  quotaLow: {
    title: 'The payment provider’s quota is nearly used up',
    what: 'Its headers say that 60 of 1,000 calls are left.',
    watch: '/status checks warns of it; it is no outage.',
  },
  keyRefused: {
    title: 'The payment provider refuses our key',
    what: 'It answers 401.',
    watch: 'The alert of the check payments says so.',
  },
  keyMixedUp: {
    title: 'The site has the wrong project’s key',
    what: 'Its script carries the address and the key of the other project.',
    watch: '/status diagnose anon-key says whose key it is.',
  },
  functionFails: {
    title: 'The function checkout fails',
    what: 'Every call is answered with 500, and its log says why.',
    watch: '/status diagnose logs sums up what it wrote.',
  },
  mcpFails: {
    title: 'The MCP server fails',
    what: 'It answers 500 to whatever it is asked.',
    watch: 'After three failures the check mcp is an alert in #incidents.',
  },
}

export function FaultsPanel() {
  const { openPane } = useApp()
  return (
    <Pane title="Break things" close={() => openPane('none')}>
      <p class="muted pad">
        Nothing real can break. Switch something on, then deploy or declare an incident.
      </p>
      <Heavy />
      <Switches />
      <Sites />
    </Pane>
  )
}

function Switches() {
  const { tell } = useApp()
  const [faults, setFaults] = useState<Partial<Faults>>({})
  useEffect(() => {
    void getJson('/sandbox/faults').then((known) => known && setFaults(known as Faults))
  }, [])
  const change = async (name: keyof Faults, on: boolean) => {
    setFaults((known) => ({ ...known, [name]: on }))
    const answer = (await postJson('/sandbox/faults', { name, on })) as { trouble?: string } | undefined
    if (answer && !answer.trouble) return
    setFaults((known) => ({ ...known, [name]: !on }))
    tell(answer?.trouble ?? 'The sandbox did not answer, so the switch stays as it was.')
  }
  return (
    <ul class="faults">
      {(Object.keys(switches) as (keyof Faults)[]).map((name) => (
        <li key={name}>
          <label class="switch">
            <input
              type="checkbox"
              role="switch"
              checked={faults[name] === true}
              aria-checked={faults[name] === true}
              onChange={(event) => change(name, event.currentTarget.checked)}
            />
            <span>
              <strong>{switches[name].title}</strong>
              <span class="fault-text">
                {switches[name].what} <em>Watch: {switches[name].watch}</em>
              </span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}

const startOverQuestion = {
  title: { text: 'Start over?' },
  text: {
    text: 'Every message, deployment and incident of this sandbox is deleted. The bot starts with an empty workspace.',
  },
  confirm: { text: 'Delete and start over' },
  deny: { text: 'Keep it' },
  style: 'danger',
}

function Heavy() {
  const { tell } = useApp()
  const confirm = useConfirm()
  const kill = async () => {
    const answer = (await postJson('/sandbox/bot/kill', {})) as { trouble?: string } | undefined
    if (!answer) tell('The sandbox did not answer, so the bot was not killed.')
    else if (answer.trouble) tell(answer.trouble)
  }
  const startOver = async () => {
    if (!(await confirm(startOverQuestion))) return
    if (!(await postJson('/sandbox/start-over', {})))
      return tell('The sandbox did not answer, so nothing was deleted.')
    forgetEverything()
  }
  return (
    <div class="heavy">
      <button type="button" class="button danger" onClick={kill}>
        Kill the bot (kill -9)
      </button>
      <p>
        Its process ends at once and is started again. Watch: what it was doing goes on where it stopped,
        once.
      </p>
      <button type="button" class="button" onClick={startOver}>
        Start over
      </button>
      <p>Empties the workspace.</p>
    </div>
  )
}

type Site = { name: string; url: string }

function Sites() {
  const [sites, setSites] = useState<Site[]>([])
  useEffect(() => {
    void getJson('/sandbox/info').then((info) =>
      setSites((info as { sites?: Site[] } | undefined)?.sites ?? []),
    )
  }, [])
  if (sites.length === 0) return null
  return (
    <section class="sites" aria-label="Outside Slack">
      <h3>Outside Slack</h3>
      <ul>
        {sites.map((site) => (
          <li key={site.url}>
            <SafeLink url={new URL(site.url, location.origin).href}>{site.name}</SafeLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
