import type { LedgerScope } from '../../src/domain/deployment/ledger.ts'
import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { line, plural, time } from '../text.ts'

/** Where the file is, or that there was nothing to write down. */
export function ledgerReply({ count, ...scope }: LedgerScope & { count: number }): Reply {
  const { from, until } = scope.period
  const when = `from ${time(from)} until ${time(until)}`
  return sentenceReply(
    count === 0
      ? `Nothing was asked to be deployed${placeInWords(scope)} ${when}, so there is no ledger. Name another period, for example \`/deploy ledger 90d\`.`
      : `:ledger: The ledger${placeInWords(scope)} ${when}, with ${plural(count, 'deployment')}, is in your direct message with Pilothouse.`,
  )
}

const placeInWords = ({ service, environment }: LedgerScope): string =>
  `${service ? ` of ${line(service, 60)}` : ''}${environment ? ` on ${line(environment, 60)}` : ''}`
