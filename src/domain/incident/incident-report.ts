/** What is said of an incident once it is over, beside its summary; null where nobody said so. */
export type IncidentReport = ReportParts & {
  /** Why it was resolved before its fix had been watched long enough, or while a check was not green. */
  anywayBecause: string | null
}

export const reportParts = ['impact', 'mitigation', 'rootCause', 'permanentFix', 'prevention'] as const
export type ReportPart = (typeof reportParts)[number]
export type ReportParts = Record<ReportPart, string | null>

export const emptyReport: IncidentReport = {
  ...{ impact: null, mitigation: null, rootCause: null, permanentFix: null, prevention: null },
  anywayBecause: null,
}
