import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FunctionHost, SecretValue, Variable } from '../../ports.ts'
import { secretsAnswer } from './answers.ts'
import type { SupabaseClient } from './client.ts'

export async function secrets(client: SupabaseClient, project: string): Promise<Variable[]> {
  return (await listed(client, project)).map(({ name, updated_at }) => ({
    name,
    updatedAt: updated_at ? new Date(updated_at) : undefined,
  }))
}

export async function secretAmong(
  client: SupabaseClient,
  project: string,
  name: string,
  values: readonly string[],
): Promise<string | null> {
  const digest = (await listed(client, project)).find((secret) => secret.name === name)?.value
  return values.find((value) => digestOf(value) === digest) ?? null
}

/** Setting a secret to what it is changes nothing, so there is no key to look for: its value tells. */
export function setSecret(client: SupabaseClient): FunctionHost['setSecret'] {
  return {
    perform: async (_key, { project, name, value }) => {
      await client.act({
        what: `set the secret ${name} of ${project}`,
        schema: z.unknown(),
        path: `${project}/secrets`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ name, value }]),
      })
      return { seen: 'done', outcome: { name } }
    },
    observe: async (_key, secret) =>
      (await isSet(client, secret)) ? { seen: 'done', outcome: { name: secret.name } } : { seen: 'absent' },
  }
}

async function isSet(client: SupabaseClient, { project, name, value }: SecretValue): Promise<boolean> {
  return (await secretAmong(client, project, name, [value])) !== null
}

function listed(client: SupabaseClient, project: string) {
  const what = `list the secrets of ${project}`
  return client.ask({ what, schema: secretsAnswer, path: `${project}/secrets` })
}

const digestOf = (value: string): string => createHash('sha256').update(value).digest('hex')
