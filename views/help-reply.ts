import type { Reply } from '../src/ports.ts'
import { packed } from './blocks.ts'
import { withinLimits } from './limits.ts'

const helpTopics = ['deploy', 'rollback', 'incident', 'status'] as const
export type HelpTopic = (typeof helpTopics)[number]

/** A title stands above the examples that follow it. */
type Example = { type: string; does: string } | { title: string }

const examples = {
  deploy: [
    { type: '/deploy', does: 'opens a form with a preview' },
    { type: '/deploy web production', does: 'plans the usual branch and posts the approval card' },
    {
      type: '/deploy web production fix/cart because the cart is fixed',
      does: 'the same with a branch, a tag or a commit, and a reason for those who approve',
    },
    {
      type: '/deploy web production main at 22:00',
      does: 'starts it then, by your clock; also `tomorrow 9:00`, `at friday 9:00`, `in 2h`',
    },
    { type: '/deploy dry-run web production', does: 'shows the whole plan, and does nothing' },
    {
      type: '/deploy break-glass web production because …',
      does: 'deploys past approvals and locks, where you may; everybody is told',
    },
    { title: 'A deployment, by its number' },
    { type: '/deploy approve 3', does: 'approves it, where you may; also `reject 3 because …`' },
    { type: '/deploy tick 3 2', does: 'ticks box 2 of its checklist; `untick` opens it again' },
    { type: '/deploy start 3', does: 'no longer waits for its time' },
    { type: '/deploy cancel 3', does: 'cancels it, and says what state that leaves' },
    {
      type: '/deploy watch-again 3',
      does: 'answers a paused one; also `go-on 3` (to more visitors), `keep 3` (live as it is), `roll-back 3`',
    },
    { type: '/deploy details 3', does: 'shows everything that was done' },
    { title: 'Keeping deployments off' },
    { type: '/deploy lock production because … for 2h', does: 'keeps others off an environment' },
    { type: '/deploy unlock production web', does: 'gives it free' },
    { type: '/deploy unpin web production', does: 'lets Vercel’s own builds go live again after a rollback' },
    { title: 'Features' },
    {
      type: '/deploy flag off new-basket because …',
      does: 'turns a feature off at once; `flag on` turns it on again',
    },
    { type: '/deploy flags', does: 'lists the flags, and who switched them' },
    { title: 'Looking' },
    { type: '/deploy queue', does: 'lists who goes next, and what each waits for' },
    {
      type: '/deploy locks',
      does: 'lists what is locked, by whom and why; `freezes`, when nothing is released',
    },
    { type: '/deploy history', does: 'lists the latest deployments' },
    {
      type: '/deploy ledger production 2026-11',
      does: 'sends you a file with everything deployed in a time',
    },
  ],
  rollback: [
    { type: '/rollback', does: 'opens a form with what can come back' },
    { type: '/rollback web production', does: 'brings the last good release back' },
    { type: '/rollback web production to 41', does: 'brings the release of deployment 41 back' },
    { type: '/rollback dry-run web production', does: 'says what it would bring back and undo' },
    { type: '/rollback web production to before', does: 'brings back what ran before the first deployment' },
    { type: '/rollback integration payments off because …', does: 'does without a third party' },
    { type: '/rollback integrations', does: 'lists which of them are on' },
    { type: '/rollback revert 41', does: 'opens a pull request that takes its commits back' },
  ],
  incident: [
    { type: '/incident', does: 'opens a form' },
    { type: '/incident checkout returns 500s p0', does: 'declares one: its title, then its severity' },
    {
      type: '/incident private …',
      does: 'in a private channel; `triage …`, not confirmed yet; `join 3`, into the channel of one',
    },
    { type: '/incident from-alert 5', does: 'declares what alert 5 says; `into 3` adds it to incident 3' },
    { type: '/incident severities', does: 'says what each level means' },
    { type: '/incident list', does: 'lists the open incidents' },
    { title: 'While it is open' },
    { type: '/incident update', does: 'opens the form for a status update' },
    {
      type: '/incident public Some payments fail.',
      does: 'suggests words for the public page; `publish 7` or `reject 7` by whoever may',
    },
    { type: '/incident note restarted the worker', does: 'adds a line to the timeline' },
    { type: '/incident severity p1', does: 'changes the severity' },
    { type: '/incident affects web docs', does: 'says what does not work; `since 14:05`, since when' },
    {
      type: '/incident cadence 30m',
      does: 'has updates come every 30 minutes; `cadence default`, as often as its severity says',
    },
    {
      type: '/incident pause for 2h because …',
      does: 'rests: no update is owed; `continue` goes on with it',
    },
    {
      type: '/incident timeline 3',
      does: 'shows everything that happened; `timeline notes` only those; `export csv` sends it as a file',
    },
    { type: '/incident amend 14 the right words', does: 'corrects a note of yours, entry 14' },
    { type: '/incident link', does: 'gives you a page that works while Slack is away' },
    { title: 'Who does what' },
    { type: '/incident ack', does: 'says that you take care of it, so that nobody else is paged' },
    { type: '/incident page on-call because …', does: 'pages somebody: also @people and user groups' },
    { type: '/incident oncall', does: 'says who is on call, who is next and when' },
    { type: '/incident role commander @priya', does: 'asks her to lead; `accept` or `decline-role` answers' },
    { type: '/incident role scribe', does: 'takes a role; `/incident role scribe none` leaves it empty' },
    { type: '/incident task fix the index @maya by friday', does: 'writes down what is to be done' },
    { type: '/incident action alert on slow queries', does: 'the same, so that it does not come back' },
    {
      type: '/incident tasks',
      does: 'lists them; `done 4`, `assign 4 @maya`, `due 4 friday`, `drop 4` change one',
    },
    {
      type: '/incident runbook',
      does: 'lists the runbooks that fit; `runbook NAME` begins one, `tick 3` ticks a step',
    },
    { title: 'Cause and cure' },
    {
      type: '/incident suspects',
      does: 'lists what may be the cause; `rollback 41` takes that deployment back',
    },
    { type: '/incident correlate 30m', does: 'puts errors and changes beside each other' },
    { type: '/incident diagnose logs', does: 'looks into something; everybody in the channel sees what' },
    { type: '/incident unlock because …', does: 'lets deployments go on while it is open' },
    { title: 'Its end, and after' },
    { type: '/incident state monitoring', does: 'says that a fix is in place, and has it watched' },
    { type: '/incident resolve', does: 'ends it with a summary and posts the timeline' },
    { type: '/incident merge 3 into 2 because …', does: 'goes on with the work in incident 2' },
    { type: '/incident cancel because …', does: 'ends what was none; `decline`, before it is confirmed' },
    { type: '/incident reopen 3', does: 'opens incident 3 again' },
    {
      type: '/incident postmortem 3',
      does: 'begins its post-mortem, or opens it; `close 3 because …` does without',
    },
    { type: '/incident review 3 tomorrow 10:00', does: 'sets when the post-mortem is reviewed' },
    { type: '/incident metrics 30d', does: 'measures how fast incidents are noticed and repaired' },
    { type: '/incident drill', does: 'lists what can be rehearsed; `drill checkout-errors` begins one' },
  ],
  status: [
    { type: '/status', does: 'shows what runs where, what is moving and what is wrong' },
    { type: '/status web', does: 'the same of one service' },
    {
      type: '/status queue',
      does: 'lists who goes next, and what did not work; `replay 1a2b3c4d` or `discard 1a2b3c4d` what was laid aside',
    },
    {
      type: '/status readiness',
      does: 'scores what production is to have; `attest NAME because …` vouches for what only people know',
    },
    {
      type: '/status metrics 30d',
      does: 'measures uptime against its target, how often and how well releases arrive, and repairs',
    },
    {
      type: '/status doctor',
      does: 'looks at every permission, provider, channel and clock, with what to do',
    },
    {
      type: '/status alerts',
      does: 'lists what fires, what is silenced and what was over lately; `alert 12` shows one',
    },
    {
      type: '/status ack 12',
      does: 'you look into an alert; `declare 12`, `runbook 12`, `over 12` as its buttons',
    },
    {
      type: '/status silence shop-front for 2h because …',
      does: 'nobody is told of it meanwhile; `unsilence`, `silences`',
    },
    { type: '/status posts', does: 'shows what monitoring posted that could not be read; `post 7`' },
    {
      type: '/status diagnose logs',
      does: 'looks into something and reports; `diagnose` alone lists what can be looked into',
    },
    { type: '/status drift', does: 'shows where somebody deployed past Pilothouse' },
    { type: '/status page', does: 'says where the public page is, and what it shows' },
    {
      type: '/status maintenance add shop from 22:00 to 23:00 because …',
      does: 'announces work on the public page; `maintenance` lists it, `maintenance end 3` ends it',
    },
    {
      type: '/status checks',
      does: 'lists the checks; `check shop-front` shows one, `check shop-front now` looks again',
    },
    {
      type: '/status data',
      does: 'says what the last look into the databases found; `data shop now` looks again',
    },
    {
      type: '/status correct shop because …',
      does: 'asks to change rows by hand, which somebody else approves: `correct approve 3`, `correct reject 3`',
    },
    {
      type: '/status capacity',
      does: 'says how much is used, and when it is full; `capacity set NAME 71%` types a number in',
    },
    {
      type: '/status cost',
      does: 'sets the month against its budget; `cost add NAME 412.50 for october` types an amount in',
    },
    { type: '/status variables web', does: 'lists required variables: missing, and secrets to rotate' },
  ],
} as const satisfies Record<HelpTopic, readonly Example[]>

const hints = {
  deploy: 'Everything on a card has a button. Who may approve is decided when they click.',
  rollback:
    'A rollback leaves a lock, so that nothing puts the bad release back before somebody has looked: `/deploy unlock production web`.',
  incident:
    'In an incident’s own channel you can leave out its number. On any message: “More actions”, then “Declare incident” or “Add to timeline”.',
  status: 'The Home tab of Pilothouse shows the same, and what waits for you.',
} as const satisfies Record<HelpTopic, string>

/** What can be typed, with examples; all commands where no topic is given. */
export function helpReply(topic?: HelpTopic): Reply {
  const topics = topic ? [topic] : helpTopics
  return {
    text: `What you can type: ${topics.map((each) => `/${each}`).join(', ')}`,
    blocks: withinLimits(
      topics.flatMap((each) =>
        packed([`*/${each}*`, ...examples[each].map(exampleLine), `_${hints[each]}_`]),
      ),
      'message',
    ),
  }
}

const exampleLine = (example: Example): string =>
  'title' in example ? `*${example.title}*` : `• \`${example.type}\` ${example.does}`
