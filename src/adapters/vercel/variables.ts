import type { FrontendTarget, Variable } from '../../ports.ts'
import { sharedVariablesAnswer, variablesAnswer } from './answers.ts'
import type { VercelClient } from './client.ts'

/** Names of what a target's builds see: the project's own variables, and those the team shares with it. */
export async function readVariables(client: VercelClient, of: FrontendTarget): Promise<Variable[]> {
  const what = `list the variables of ${of.project}`
  const [own, shared] = await Promise.all([
    client.ask(what, variablesAnswer, { of, path: ['v10', 'projects', of.project, 'env'] }),
    client.ask(what, sharedVariablesAnswer, { of, path: ['v1', 'env'], query: { projectId: of.project } }),
  ])
  const seen = [...shared.data, ...own.envs].filter(({ target }) => [target ?? []].flat().includes(of.target))
  // A project's own variable comes last here and hides a shared one of the same name.
  return [...new Map(seen.map((one) => [one.key, variable(one)])).values()]
}

type Answer = { key: string; type?: string | null | undefined; updatedAt?: number | null | undefined }

function variable({ key, type, updatedAt }: Answer): Variable {
  return {
    name: key,
    ...(updatedAt ? { updatedAt: new Date(updatedAt) } : {}),
    ...(type === 'plain' || type === 'system' ? { isPlain: true } : {}),
  }
}
