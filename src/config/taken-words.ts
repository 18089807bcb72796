/** Words that follow `/deploy`, so no service can be called so. */
export const takenWords = [
  'approve',
  'break-glass',
  'cancel',
  'details',
  'dry-run',
  'flag',
  'flags',
  'freeze',
  'go-on',
  'freezes',
  'help',
  'history',
  'hotfix',
  'keep',
  'ledger',
  'lock',
  'locks',
  'queue',
  'reject',
  'release',
  'roll-back',
  'start',
  'tick',
  'unlock',
  'unpin',
  'untick',
  'watch-again',
]

/** Words that follow `/rollback`. */
export const takenAfterRollback = ['dry-run', 'help', 'integration', 'integrations', 'revert']
