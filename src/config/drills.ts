import type { DrillScript } from '../domain/drill/drill.ts'
import type { SeverityPolicy } from '../domain/incident/incident-policy.ts'

const minute = 60_000
const on = (name: string) => ({ name, isOn: true })

/** Scripts that every team has, unless it writes one of the same name. */
const builtIn: DrillScript[] = [
  {
    name: 'checkout-errors',
    title: 'The checkout function answers with errors',
    severity: 'p0',
    lasts: 60 * minute,
    steps: [
      {
        after: 0,
        say: 'One in eight calls of the function checkout ends in status 500. Customers write that they could not pay. It began a few minutes after the latest release.',
        fault: on('releaseFails12'),
      },
      {
        after: 8 * minute,
        say: 'Support asks what they may tell customers, and for how long it will last.',
        fault: null,
      },
      {
        after: 20 * minute,
        say: 'Somebody from the leadership joins the channel and asks for a summary in two sentences.',
        fault: null,
      },
      {
        after: 30 * minute,
        say: 'Orders that were paid twice turn up. Who finds out how many there are, and who tells those customers?',
        fault: null,
      },
    ],
  },
  {
    name: 'database-pool',
    title: 'The database has no connection left',
    severity: 'p1',
    lasts: 60 * minute,
    steps: [
      {
        after: 0,
        say: 'Pages take ten seconds, then fail with “remaining connection slots are reserved”. The graph of open connections has been climbing for an hour.',
        fault: on('releaseSlow'),
      },
      {
        after: 10 * minute,
        say: 'One idea in the channel is to restart the database. What would that cost, and who decides it?',
        fault: null,
      },
      {
        after: 25 * minute,
        say: 'Forty connections belong to a report that somebody started by hand, idle in transaction.',
        fault: null,
      },
      {
        after: 40 * minute,
        say: 'The connections are free again, and a queue of jobs starts to work off what was left. Watch that it does not fill them anew.',
        fault: { name: 'releaseSlow', isOn: false },
      },
    ],
  },
  {
    name: 'third-party-outage',
    title: 'A third party that we depend on is down',
    severity: 'p1',
    lasts: 90 * minute,
    steps: [
      {
        after: 0,
        say: 'Calls to the platform that runs your functions fail. Its status page says that everything is well.',
        fault: on('supabaseFails'),
      },
      {
        after: 15 * minute,
        say: 'Their status page now says “investigating”. There is nobody to call. What can be switched off, so that the rest works on without them?',
        fault: null,
      },
      {
        after: 35 * minute,
        say: 'A customer posts publicly that their data is gone. Nothing points to that. Who answers, and with which words?',
        fault: null,
      },
      {
        after: 60 * minute,
        say: 'Their status page says “resolved”. How do you find out that it is true for you?',
        fault: { name: 'supabaseFails', isOn: false },
      },
    ],
  },
]

type Written = Record<string, Omit<DrillScript, 'name' | 'severity'> & { severity?: string | undefined }>

/** The team's own scripts and those of ours that it did not replace. A level that it does not have becomes its usual one. */
export function drillsFrom(written: Written, levels: SeverityPolicy[], usual: string): DrillScript[] {
  const own = Object.entries(written).map(([name, script]) => ({ ...script, name }))
  const ours = builtIn.filter(({ name }) => !Object.hasOwn(written, name))
  const isKnown = (wanted: string | undefined) => levels.some(({ level }) => level === wanted)
  return [...own, ...ours].map((script) => ({
    ...script,
    severity: script.severity !== undefined && isKnown(script.severity) ? script.severity : usual,
    steps: script.steps.toSorted((a, b) => a.after - b.after),
  }))
}
