import { persist, type Stage } from './stage.ts'

/** How the first deployment stands; undefined before there is one. */
export async function firstState({ rows }: Stage): Promise<string | undefined> {
  const found = await rows<{ state: string }>('select state from deployments order by id limit 1')
  return found[0]?.state
}

/** Maya asks for the first deployment, and priya approves it where that is needed. */
export async function beginDeployment(stage: Stage, what: string): Promise<void> {
  const { slack } = stage.sandbox
  await persist(
    async () => (await firstState(stage)) !== undefined,
    () => slack.person('U0MAYA00001').type(`/deploy ${what}`),
  )
  await persist(
    async () => !['planned', 'awaiting-approval'].includes((await firstState(stage)) ?? ''),
    async () => slack.person('U0PRIYA0001').click({ in: 'deploys', actionId: 'deployment.approve' }),
  )
}
