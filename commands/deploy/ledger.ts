import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { shareLedger } from '../../src/workflows/deployment/share-ledger.ts'
import { ledgerFile } from '../../views/deployment/ledger.ts'
import { ledgerReply } from '../../views/deployment/ledger-reply.ts'
import { reply } from '../words.ts'
import type { LedgerCommand } from './ledger-grammar.ts'

/** Sends the ledger of a period as a file into the person's direct message. */
export async function answerLedger(command: LedgerCommand, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { service, environment } = command
  const period = command.period(deps.now())
  const ledger = { team: deps.config.team, service, environment, period, madeAt: deps.now() }
  const count = await shareLedger(deps, ledger, { to: invoker.user, draw: ledgerFile })
  return reply(ledgerReply({ ...ledger, count }))
}
