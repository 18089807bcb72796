import type { Health, HealthCheck } from '../../src/domain/incident/health.ts'
import { route } from '../deployment/words.ts'
import { line } from '../text.ts'

const icons = {
  green: ':large_green_circle:',
  red: ':red_circle:',
  unknown: ':white_circle:',
} as const satisfies Record<HealthCheck['is'], string>

/** How each affected service does, and how that is known. */
export function healthLines(health: Health | null): string[] {
  if (health === null) return ['*Health:* unknown, because nobody has looked in the last 10 minutes']
  if (!health.isNamed) return ['*Health:* unknown, because nobody has said which services are affected']
  if (health.checks.length === 0) return ['*Health:* unknown, because nothing that it affects can be asked']
  return ['*Health*', ...health.checks.map(checkInWords)]
}

function checkInWords(check: HealthCheck): string {
  const place = line(route(check), 100)
  switch (check.is) {
    case 'green':
      return `${icons.green} ${place} answers as it should`
    case 'red':
      return `${icons.red} ${place} fails: ${line(check.why, 200)}`
    case 'unknown':
      return `${icons.unknown} ${place} is unknown: ${line(check.why, 200)}`
  }
}
