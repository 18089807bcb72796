import { randomUUID } from 'node:crypto'
import { addMilliseconds } from 'date-fns/addMilliseconds'
import { max } from 'date-fns/max'
import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import { afterLook, nextLookAt } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import {
  addChecks,
  leaseDueChecks,
  lockLeasedChecks,
  makeDue,
  nextCheckAt,
  storeLook,
} from '../../store/check/checks.ts'
import type { Sample } from '../../store/check/samples.ts'
import { storeSamples } from '../../store/check/samples.ts'
import type { Trx } from '../../store/tables.ts'
import { lookAt } from './look-at.ts'
import { tellDoubt } from './tell-doubt.ts'
import { tellMove } from './tell-move.ts'

/** How many are looked at together, which bounds memory and connections. */
const atOnce = 20
/** A look ends long before, by its own patience; a process that died lets go then. */
const leaseMs = 90_000
/** Those that come due within so long are looked at in one go. */
const together = 1000

/** Asks for the checks to be run, if the transaction commits. */
export const wakeChecks = (deps: Deps, trx: Trx, at?: Date): Promise<void> =>
  deps.jobs.wake(trx, 'run-checks', 'all', at)

/**
 * Looks at every check that is due, and asks to be woken for the next. Safe to call at any time, on any replica: a check
 * is leased while it is looked at.
 */
export async function runChecks(deps: Deps): Promise<void> {
  const names = deps.config.checks.map(({ name }) => name)
  await addChecks(deps.db, names, deps.now())
  await lookAtDue(deps, names)
  await wakeForNext(deps, names)
}

/** Looks at one check now, whenever it would be its turn. */
export async function lookNow(deps: Deps, name: string): Promise<void> {
  await addChecks(deps.db, [name], deps.now())
  await makeDue(deps.db, name, deps.now())
  await lookAtDue(deps, [name])
  await wakeForNext(deps, [name])
}

async function lookAtDue(deps: Deps, names: readonly string[]): Promise<void> {
  const policies = new Map(deps.config.checks.map((policy) => [policy.name, policy]))
  for (;;) {
    const lease = randomUUID()
    const at = deps.now()
    const due = await leaseDueChecks(deps.db, {
      ...{ names, at, lease, limit: atOnce },
      until: addMilliseconds(at, leaseMs),
    })
    if (due.length === 0) break
    const looks = await Promise.all(
      due.map(async ({ name }) => [name, await lookAt(deps, policies.get(name))] as const),
    )
    await deps.db.transaction().execute((trx) => store(deps, trx, { lease, policies, looks: new Map(looks) }))
  }
}

type Looked = { lease: string; policies: ReadonlyMap<string, CheckPolicy>; looks: ReadonlyMap<string, Look> }

async function store(deps: Deps, trx: Trx, { lease, policies, looks }: Looked): Promise<void> {
  const at = deps.now()
  const samples: Sample[] = []
  // Whoever lost its lease lost its turn too.
  for (const check of await lockLeasedChecks(trx, lease)) {
    const [policy, look] = [policies.get(check.name), looks.get(check.name)]
    if (!policy || !look) continue
    const { state, counts } = afterLook(check, look, policy, at)
    if (counts) samples.push({ name: check.name, at, look })
    await storeLook(trx, check.name, { state, look, at, nextAt: nextLookAt(policy, state, at) })
    await tellMove(deps, trx, policy, { from: check, to: state, look, at })
    await tellDoubt(deps, trx, policy, { from: check, look, at })
  }
  await storeSamples(trx, samples)
}

async function wakeForNext(deps: Deps, names: readonly string[]): Promise<void> {
  const next = await nextCheckAt(deps.db, names)
  if (next === null) return
  const at = max([next, addMilliseconds(deps.now(), together)])
  await deps.db.transaction().execute((trx) => wakeChecks(deps, trx, at))
}
