import type { Button } from '@slack/types'
import { type DeployLock, isHeld } from '../../src/domain/gate/lock.ts'
import type { LockFacts } from '../../src/domain/refusal.ts'
import { actions } from '../actions.ts'
import { button, confirm } from '../blocks.ts'
import { actor, code, line, sentence, time } from '../text.ts'

type Place = { environment: string; service: string | null; incident?: number | null | undefined }

/** "all of production", or "`web` on production". */
export const lockedPlace = ({ environment, service }: Place): string =>
  service === null ? `all of ${line(environment, 60)}` : `${code(service)} on ${line(environment, 60)}`

/** What gives the place free. */
export const unlockCommand = ({ environment, service, incident }: Place): string =>
  incident
    ? code(`/incident unlock ${incident} because …`)
    : code(`/deploy unlock ${environment}${service ? ` ${service}` : ''}`, 200)

/** Who may give it back. */
export function whoUnlocks({
  incident,
  isLatch,
}: Pick<LockFacts, 'isLatch'> & Pick<Place, 'incident'>): string {
  if (incident) return `The commander of incident ${incident}`
  return isLatch ? 'An approver who has looked' : 'Its holder or an approver'
}

/** Who holds it, since and until when, why, and what gives the place free. */
export const heldInWords = (lock: DeployLock, now: Date): string =>
  `by ${actor(lock.holder)} since ${time(lock.since)}, ${endInWords(lock, now)}: ${sentence(line(lock.reason, 200))} ${unlockCommand(lock)}`

const endInWords = (lock: DeployLock, now: Date): string =>
  lock.until === null
    ? lock.incident === null
      ? 'until somebody unlocks it'
      : 'until the incident ends or is less grave'
    : `${isHeld(lock, now) ? 'until' : 'expired'} ${time(lock.until)}`

/** `value` is an environment, and a service where it is one service's lock. */
export const unlockButton = ({ environment, service, incident }: Place): Button =>
  incident
    ? liftButton(incident)
    : button(actions.unlock, 'Unlock', service === null ? environment : `${environment} ${service}`, {
        confirm: confirm(
          'Unlock it?',
          'Deployments go there again, and whatever waited for it starts by itself. Do it once the reason is gone.',
          'Unlock it',
          'Leave it',
        ),
      })

/** Opens the form that asks the commander why. */
export const liftButton = (incident: number): Button =>
  button(actions.liftLock, 'Unlock deployments…', String(incident))
