/** Words that follow `/deploy`. */
const takenAfterDeploy = [
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
const takenAfterRollback = ['dry-run', 'help', 'integration', 'integrations', 'revert']

/** Words that follow `/status`. */
export const takenAfterStatus = [
  'ack',
  'alert',
  'alerts',
  'attest',
  'capacity',
  'check',
  'checks',
  'correct',
  'cost',
  'data',
  'declare',
  'diagnose',
  'discard',
  'doctor',
  'drift',
  'help',
  'maintenance',
  'metrics',
  'over',
  'page',
  'post',
  'posts',
  'queue',
  'readiness',
  'replay',
  'runbook',
  'silence',
  'silences',
  'unsilence',
  'variables',
]

const taken = {
  '/deploy': takenAfterDeploy,
  '/rollback': takenAfterRollback,
  '/status': takenAfterStatus,
}

/** The command after which this is a word of its own, so that no service can be called so; undefined where none has it. */
export const commandWith = (word: string): string | undefined =>
  Object.entries(taken).find(([, words]) => words.includes(word))?.[0]
