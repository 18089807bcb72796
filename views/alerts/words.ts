import type { Flapping } from '../../src/domain/alert/flapping.ts'
import type { AlertLevel } from '../../src/domain/check/check.ts'
import type { Alert } from '../../src/domain/paging/alert.ts'
import { duration, line, time, user } from '../text.ts'

/** How grave it is, where that is not the gravest. */
export const levelWords = {
  critical: '',
  warning: ' · warning',
  info: ' · for information',
} as const satisfies Record<AlertLevel, string>

const levelIcons = { critical: ':fire:', warning: ':warning:', info: ':information_source:' } as const

/** How it stands, at a glance. */
export function alertIcon({ state, incidentId, acknowledged, level }: Alert, isSilenced: boolean): string {
  if (state === 'resolved') return ':white_check_mark:'
  if (incidentId !== null) return ':rotating_light:'
  if (isSilenced) return ':mute:'
  return acknowledged ? ':eyes:' : levelIcons[level]
}

/** "web in production", the environment alone, or null. */
export function placeInWords({
  service,
  environment,
}: Pick<Alert, 'service' | 'environment'>): string | null {
  if (service === null) return environment === null ? null : line(environment, 60)
  return `${line(service, 60)}${environment ? ` in ${line(environment, 60)}` : ''}`
}

export const flappingInWords = ({ times, withinMs }: Flapping): string =>
  `flapping: ${times} times in ${duration(withinMs)}`

export const silencedInWords = ({ by, until, because }: NonNullable<Alert['silenced']>): string =>
  `by ${user(by)} until ${time(until)}: ${line(because, 200)}`
