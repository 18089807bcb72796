import type { SeverityPolicy } from '../domain/incident/incident-policy.ts'

type SeverityDefault = Omit<SeverityPolicy, 'level'>

const minuteMs = 60_000

/** Before a promised update is due, its author is reminded this long ahead (milliseconds). */
export const defaultNudgeMs = 3 * minuteMs

/** The four levels that most teams use, most severe first; a file may list others or change any part of these. */
export const severityDefaults: Readonly<Record<string, SeverityDefault>> = {
  p0: {
    name: 'Critical',
    aliases: ['sev1', 'critical'],
    criteria: 'Everybody is affected, data is at risk, or the main thing people come for does not work.',
    updateEvery: 15 * minuteMs,
    respondWithin: 5 * minuteMs,
    invite: { users: [] },
    pages: true,
    tells: { stakeholders: true, public: true },
    locksDeployments: true,
  },
  p1: {
    name: 'High',
    aliases: ['sev2', 'high'],
    criteria: 'Many people are affected, or an important part does not work and there is no way around it.',
    updateEvery: 15 * minuteMs,
    respondWithin: 15 * minuteMs,
    invite: { users: [] },
    pages: true,
    tells: { stakeholders: true, public: true },
    locksDeployments: false,
  },
  p2: {
    name: 'Medium',
    aliases: ['sev3', 'medium'],
    criteria: 'Some people are affected, or there is a way around it.',
    updateEvery: 30 * minuteMs,
    respondWithin: 60 * minuteMs,
    invite: { users: [] },
    pages: false,
    tells: { stakeholders: true, public: false },
    locksDeployments: false,
  },
  p3: {
    name: 'Low',
    aliases: ['sev4', 'low'],
    criteria: 'Hardly anybody notices; it can wait for working hours.',
    updateEvery: null,
    respondWithin: null,
    invite: { users: [] },
    pages: false,
    tells: { stakeholders: false, public: false },
    locksDeployments: false,
  },
}

/** What holds of a level of which neither the file nor the defaults say more. */
const plain = {
  aliases: [],
  criteria: '',
  updateEvery: null,
  respondWithin: null,
  invite: { users: [] },
  pages: false,
  tells: { stakeholders: true, public: false },
  locksDeployments: false,
} satisfies Omit<SeverityDefault, 'name'>

type Written = { [Part in keyof SeverityDefault]?: SeverityDefault[Part] | undefined }

/** The severities of a team: those it lists, each completed from the default of the same level, or all the defaults. */
export function severitiesFrom(written: Readonly<Record<string, Written>> | undefined): SeverityPolicy[] {
  return Object.entries(written ?? severityDefaults).map(([level, given]) => {
    const said = Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined))
    return { level, name: level.toUpperCase(), ...plain, ...severityDefaults[level], ...said }
  })
}
