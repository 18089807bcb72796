import type { AlertHook, HookKind } from '../../domain/alert/hook.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import { readAlertmanager, readGrafana } from './alertmanager.ts'
import type { Known, Post, Reader } from './fields.ts'
import { readGeneric } from './generic.ts'
import { readGithub } from './github.ts'
import { readSentry } from './sentry.ts'
import { readSupabase } from './supabase.ts'
import { readVercel } from './vercel.ts'

const readers: Record<HookKind, Reader> = {
  alertmanager: readAlertmanager,
  grafana: readGrafana,
  sentry: readSentry,
  vercel: readVercel,
  github: readGithub,
  supabase: readSupabase,
  generic: readGeneric,
}

/** Of one post; a source that tells more is told again by its next one. */
const mostAlerts = 500

/** What a post tells; null where its shape is not known. */
export function readPost(hook: AlertHook, post: Post, known: Known): ReportedAlert[] | null {
  return readers[hook.kind](post, known, hook)?.slice(0, mostAlerts) ?? null
}
