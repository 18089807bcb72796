import { type Expression, sql } from 'kysely'
import type { Subject } from '../tables.ts'

export const incidentSubject = (id: number): Subject => `incident:${id}`

export const incidentIdOf = (subject: string): number => Number(subject.split(':')[1])

/** Where the card in the incident's own channel is kept; the channel's setup waits for its message id. */
export const cardKey = (id: number): string => `incident/${id}/card`

/** The same within a statement. */
export const cardKeyOf = (id: Expression<number>) => sql<string>`'incident/' || ${id} || '/card'`

/** The card on which the thread of an incident hangs in the stakeholders' channel. */
export const stakeholderCardKey = (id: number): string => `incident/${id}/stakeholders`

/** The acts of an incident are never voided, so they are all of one round. */
export const incidentRound = 1
