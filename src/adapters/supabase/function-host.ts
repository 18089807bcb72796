import type { FunctionHost } from '../../ports.ts'
import { activate, bundle } from './bundles.ts'
import { createCaller } from './calls.ts'
import { createSupabaseClient, type SupabaseAccess, type Timeouts } from './client.ts'
import { deployOne, remove, restore } from './deploys.ts'
import { logLines } from './log-lines.ts'
import { download, list } from './reads.ts'
import { secretAmong, secrets, setSecret } from './secrets.ts'
import { traffic } from './traffic.ts'

/** Supabase behind the port `FunctionHost`: questions end after 10 s, acts after 60 s. Every method throws `UpstreamError`. */
export function createFunctionHost(access: SupabaseAccess, timeouts?: Timeouts): FunctionHost {
  const client = createSupabaseClient(access, timeouts)
  return {
    list: (project) => list(client, project),
    download: (project, slug) => download(client, project, slug),
    bundle: bundle(client),
    activate: activate(client),
    deployOne: deployOne(client),
    restore: restore(client),
    remove: remove(client),
    traffic: (project, from, to) => traffic(client, project, from, to),
    logLines: logLines(client),
    ...createCaller(client, access.gateway ?? 'https://{ref}.supabase.co'),
    secrets: (project) => secrets(client, project),
    secretAmong: (project, name, values) => secretAmong(client, project, name, values),
    setSecret: setSecret(client),
  }
}
