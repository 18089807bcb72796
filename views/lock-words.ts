import { code, line } from './text.ts'

type Place = { environment: string; service: string | null }

/** "all of production", or "`web` on production". */
export const lockedPlace = ({ environment, service }: Place): string =>
  service === null ? `all of ${line(environment, 60)}` : `${code(service)} on ${line(environment, 60)}`

/** What gives the place free. */
export const unlockCommand = ({ environment, service }: Place): string =>
  code(`/deploy unlock ${environment}${service ? ` ${service}` : ''}`, 200)
