import type { CheckStanding } from '../../src/domain/check/check.ts'
import type { CheckNow } from '../../src/domain/check/check-now.ts'
import { isWarned, unwell } from '../../src/domain/check/check-now.ts'
import { type Alert, isSilenced } from '../../src/domain/paging/alert.ts'
import { alertIcon, levelWords, placeInWords, silencedInWords } from '../alerts/words.ts'
import { ago, line, list, plural, sentence, time, user } from '../text.ts'

const standingIcons = {
  new: ':question:',
  up: ':white_check_mark:',
  confirming: ':hourglass_flowing_sand:',
  failing: ':large_orange_circle:',
  down: ':red_circle:',
  unknown: ':question:',
} as const satisfies Record<CheckStanding, string>

/** One line about a check that is not well, or that nobody knows of. */
export function checkLine(check: CheckNow): string {
  return `${iconOf(check)} *${line(check.name, 60)}* ${standingInWords(check)}`
}

const iconOf = (check: CheckNow): string =>
  isWarned(check) ? ':large_yellow_circle:' : standingIcons[check.standing]

/** "well since 14:05", or what is wrong since when. */
function standingInWords({ standing, since, lookedAt, why, isStale }: CheckNow): string {
  const because = why === null ? '' : `: ${sentence(line(why, 200))}`
  switch (standing) {
    case 'up':
      return why === null ? `well since ${time(since)}` : `answers, but ${sentence(line(why, 200))}`
    case 'confirming':
      return `failed once at ${time(since)}, and is looked at again soon${because}`
    case 'new':
      return 'unknown: nobody has looked yet.'
    case 'unknown':
      return isStale && lookedAt
        ? `unknown: last looked at ${ago(lookedAt)}.`
        : `unknown since ${time(since)}${because}`
    case 'failing':
      return `fails since ${time(since)}${because}`
    case 'down':
      return `down since ${time(since)}${because}`
  }
}

/** "3 checks well", or how many are not, by the worst of them. Nothing where there is no check. */
export function checksLine(checks: readonly CheckNow[]): string[] {
  const [worst, ...others] = unwell(checks)
  if (!worst) return checks.length === 0 ? [] : [`${standingIcons.up} ${plural(checks.length, 'check')} well`]
  const names = [worst, ...others].map(({ name }) => line(name, 60))
  return [
    `${iconOf(worst)} ${names.length} of ${plural(checks.length, 'check')} ${trouble(worst)}: ${list(names, 3)}`,
  ]
}

function trouble(worst: CheckNow): string {
  if (isWarned(worst)) return 'with a warning'
  return worst.standing === 'down' || worst.standing === 'failing' ? 'not well' : 'unknown'
}

/** One line about an alert that fires, and who takes care of it or has it silenced. */
export function alertLine(alert: Alert, now: Date): string {
  const { id, title, severity, firedAt, level } = alert
  const isSilent = isSilenced(alert, now)
  const grave = severity ? ` ${line(severity.toUpperCase(), 20)}` : levelWords[level]
  const place = placeInWords(alert)
  return `${alertIcon(alert, isSilent)} *Alert ${id}*${grave} ${line(title, 120)}\n${place ? `${place} · ` : ''}since ${time(firedAt)} · ${careInWords(alert, isSilent)}`
}

function careInWords({ acknowledged, silenced, incidentId }: Alert, isSilent: boolean): string {
  if (incidentId !== null) return `part of incident ${incidentId}`
  if (isSilent && silenced) return `silenced ${silencedInWords(silenced)}`
  return acknowledged ? `${user(acknowledged.by)} looks into it` : 'nobody has taken it yet'
}
