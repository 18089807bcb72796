import type { OperationRefusal } from '../../src/domain/operation/refusal.ts'

/** A sample of every refusal of a kind, with its words. */
export type Sentences<Kind extends { refused: string }> = {
  [Code in Kind['refused']]: [Extract<Kind, { refused: Code }>, string]
}

export const operationSentences: Sentences<OperationRefusal> = {
  'operation-under-way': [
    {
      refused: 'operation-under-way',
      id: 3,
      task: { kind: 'flag', name: 'new-basket', isOn: false },
      environment: 'production',
    },
    'Somebody is about to turn the flag new-basket off in production or the opposite (operation 3), so nothing more was begun. Its card says how it ends; then look again.',
  ],
  'not-pinned': [
    { refused: 'not-pinned', service: 'web', environment: 'production' },
    '`web` on production is not pinned, so nothing was done: no rollback keeps its new builds from going live.',
  ],
  'may-not-operate': [
    {
      refused: 'may-not-operate',
      environment: 'production',
      approvers: { group: 'S0APPROVERS', users: ['U0PRIYA0001'] },
      because: null,
    },
    'Only an approver of production may change it at once, so nothing was changed. Ask <!subteam^S0APPROVERS> or <@U0PRIYA0001>.',
  ],
  'integration-check-failed': [
    { refused: 'integration-check-failed', name: 'payments', said: '/health answered 503 instead of 200' },
    '`payments` was not turned on, because its check does not pass: /health answered 503 instead of 200. Wait until it does, or overrule it: `/rollback integration payments on anyway because …`.',
  ],
  'integration-so-already': [
    { refused: 'integration-so-already', name: 'payments', environment: 'production', isOn: false },
    'The integration `payments` is off in production already, so nothing was done. `/rollback integrations` shows all of them.',
  ],
  'nothing-to-revert': [
    { refused: 'nothing-to-revert', because: 'Deployment 3 did not go live.' },
    'Deployment 3 did not go live. So no pull request was opened; take back by hand what is wrong.',
  ],
  'reverted-already': [
    { refused: 'reverted-already', id: 3, operation: 5 },
    'Operation 5 opened a pull request for deployment 3 already; its card links it. If it was closed, reopen it on GitHub.',
  ],
  'no-flags-here': [
    { refused: 'no-flags-here', environment: 'staging', known: ['production'] },
    'pilothouse.yml does not say where the flags of staging are kept, so there is nothing to switch. It does for `production`.',
  ],
  'which-environment': [
    { refused: 'which-environment', command: '/deploy flags', known: ['production', 'staging'] },
    'More than one environment has flags: `production`, `staging`. Say which, for example `/deploy flags production`.',
  ],
  'flag-so-already': [
    { refused: 'flag-so-already', name: 'new-basket', environment: 'production', isOn: true },
    'The flag `new-basket` is on in production already, so nothing was done. `/deploy flags production` shows all of them.',
  ],
}
