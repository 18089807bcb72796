import type { Reply } from '../src/ports.ts'
import { packed } from './blocks.ts'
import { withinLimits } from './limits.ts'

const helpTopics = ['deploy', 'rollback', 'incident', 'status'] as const
export type HelpTopic = (typeof helpTopics)[number]

type Example = { type: string; does: string }

const examples = {
  deploy: [
    { type: '/deploy', does: 'opens a form with a preview' },
    { type: '/deploy web production', does: 'plans the usual branch and posts the approval card' },
    { type: '/deploy web production fix/cart', does: 'the same with a branch, a tag or a commit' },
    {
      type: '/deploy web production main because the cart is fixed',
      does: 'gives a reason to those who approve',
    },
    { type: '/deploy dry-run web production', does: 'shows the whole plan, and does nothing' },
    {
      type: '/deploy web production main at 22:00',
      does: 'starts it then, by your clock; also `tomorrow 9:00`, `at friday 9:00`, `in 2h`',
    },
    { type: '/deploy start 3', does: 'no longer waits for the time of deployment 3' },
    { type: '/deploy cancel 3', does: 'cancels deployment 3' },
    {
      type: '/deploy break-glass web production because …',
      does: 'deploys past approvals and locks, where you may; everybody is told',
    },
    { type: '/deploy tick 3 2', does: 'ticks box 2 of its checklist; `untick` opens it again' },
    { type: '/deploy history', does: 'lists the latest deployments' },
    {
      type: '/deploy ledger production 2026-11',
      does: 'sends you a file with everything deployed in a time',
    },
    { type: '/deploy go-on 3', does: 'goes on to more visitors, where nobody could judge a stage' },
    { type: '/deploy unpin web production', does: 'lets Vercel’s own builds go live again after a rollback' },
    { type: '/deploy lock production because … for 2h', does: 'keeps others off an environment' },
    { type: '/deploy unlock production web', does: 'gives it free' },
    { type: '/deploy locks', does: 'lists what is locked, by whom and why' },
    { type: '/deploy queue', does: 'lists who goes next, and what each waits for' },
    { type: '/deploy freezes', does: 'lists when nothing is released' },
    { type: '/deploy flag off new-basket because …', does: 'turns a feature off at once' },
    { type: '/deploy flags', does: 'lists the flags, and who switched them' },
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
    { type: '/incident update', does: 'opens the form for a status update' },
    { type: '/incident note restarted the worker', does: 'adds a line to the timeline' },
    { type: '/incident severity p1', does: 'changes the severity' },
    { type: '/incident role commander @priya', does: 'hands over command' },
    { type: '/incident resolve', does: 'ends it with a summary and posts the timeline' },
    { type: '/incident reopen 3', does: 'opens incident 3 again' },
    { type: '/incident timeline 3', does: 'shows everything that happened' },
    { type: '/incident list', does: 'lists the open incidents' },
  ],
  status: [
    { type: '/status', does: 'shows what runs where, what is moving and what is wrong' },
    { type: '/status web', does: 'the same of one service' },
    { type: '/status drift', does: 'shows where somebody deployed past Pilothouse' },
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

const exampleLine = ({ type, does }: Example): string => `• \`${type}\` ${does}`
