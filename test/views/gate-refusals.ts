import type { Refusal } from '../../src/domain/refusal.ts'

type Code =
  | 'variables-missing'
  | 'checklist-failed'
  | 'no-such-item'
  | 'nothing-to-tick'
  | 'no-break-glass'
  | 'may-not-break-glass'

/** What the gate before a deployment refuses, and the words for it. */
export const gateRefusals: { [Each in Code]: [Extract<Refusal, { refused: Each }>, string] } = {
  'variables-missing': [
    {
      ...{ refused: 'variables-missing', service: 'web', environment: 'production' },
      ...{ names: ['STRIPE_KEY'], kind: 'vercel', project: 'prj_1' },
    },
    '`web` on production needs a variable that is not set there: `STRIPE_KEY`. Nothing was planned. Add it on Vercel, in the settings of `prj_1` under Environment Variables, then ask again.',
  ],
  'checklist-failed': [
    {
      refused: 'checklist-failed',
      sha: 'a1b2c3d4',
      items: [{ item: 'Reviewed', why: 'not reviewed: nobody approved pull request 12' }],
    },
    '`a1b2c3d` does not pass the checklist. “Reviewed”: not reviewed: nobody approved pull request 12. Nothing was planned.',
  ],
  'no-break-glass': [
    { refused: 'no-break-glass', environment: 'staging' },
    'Nobody may deploy to staging past its gate, so nothing was planned.',
  ],
  'may-not-break-glass': [
    {
      ...{ refused: 'may-not-break-glass', environment: 'production', because: null },
      who: { group: 'S0APPROVERS', users: ['U0PRIYA0001'] },
    },
    'Only some may deploy to production past its gate, so nothing was planned. Ask <!subteam^S0APPROVERS> or <@U0PRIYA0001>.',
  ],
  'no-such-item': [
    { refused: 'no-such-item', id: 12, given: '7', known: ['Dashboards ready'] },
    '`7` names no box of deployment 12, or more than one. What a person ticks: “Dashboards ready”.',
  ],
  'nothing-to-tick': [
    { refused: 'nothing-to-tick', id: 12, state: 'verified' },
    'Deployment 12 is live and verified, and has no box that can be ticked or opened now.',
  ],
}
