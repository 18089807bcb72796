import type { Button } from '@slack/types'
import { type DeployLock, isHeld } from '../../src/domain/lock.ts'
import { actions } from '../actions.ts'
import { button, confirm } from '../blocks.ts'
import { actor, code, line, sentence, time } from '../text.ts'

type Place = { environment: string; service: string | null }

/** "all of production", or "`web` on production". */
export const lockedPlace = ({ environment, service }: Place): string =>
  service === null ? `all of ${line(environment, 60)}` : `${code(service)} on ${line(environment, 60)}`

/** What gives the place free. */
export const unlockCommand = ({ environment, service }: Place): string =>
  code(`/deploy unlock ${environment}${service ? ` ${service}` : ''}`, 200)

/** Who holds it, since and until when, why, and what gives the place free. */
export const heldInWords = (lock: DeployLock, now: Date): string =>
  `by ${actor(lock.holder)} since ${time(lock.since)}, ${endInWords(lock, now)}: ${sentence(line(lock.reason, 200))} ${unlockCommand(lock)}`

const endInWords = (lock: DeployLock, now: Date): string =>
  lock.until === null
    ? 'until somebody unlocks it'
    : `${isHeld(lock, now) ? 'until' : 'expired'} ${time(lock.until)}`

/** `value` is an environment, and a service where it is one service's lock. */
export const unlockButton = ({ environment, service }: Place): Button =>
  button(actions.unlock, 'Unlock', service === null ? environment : `${environment} ${service}`, {
    confirm: confirm(
      'Unlock it?',
      'Deployments go there again, and whatever waited for it starts by itself. Do it once the reason is gone.',
      'Unlock it',
      'Leave it',
    ),
  })
