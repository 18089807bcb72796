import { z } from 'zod'

/** The parts of Vercel's answers that are relied on, https://vercel.com/docs/rest-api. */

const buildParts = {
  url: z.string().nullish(),
  readyState: z.string(),
  errorMessage: z.string().nullish(),
  inspectorUrl: z.string().nullish(),
  meta: z.record(z.string(), z.unknown()).nullish(),
  createdAt: z.number().nullish(),
  alias: z.array(z.string()).nullish(),
}

export const buildAnswer = z.object({ id: z.string(), ...buildParts })

export type BuildAnswer = z.infer<typeof buildAnswer>

/** A list names the id `uid`. */
export const buildsAnswer = z.object({
  deployments: z.array(
    z.object({ uid: z.string(), ...buildParts }).transform(({ uid, ...rest }) => ({ id: uid, ...rest })),
  ),
})

export const projectAnswer = z.object({
  id: z.string(),
  name: z.string(),
  autoAssignCustomDomains: z.boolean().nullish(),
  targets: z.object({ production: buildAnswer.nullish() }).nullish(),
  lastAliasRequest: z
    .object({
      toDeploymentId: z.string(),
      jobStatus: z.string(),
      requestedAt: z.number(),
      type: z.string().nullish(),
    })
    .nullish(),
})

export type ProjectAnswer = z.infer<typeof projectAnswer>

export const domainsAnswer = z.object({
  domains: z.array(
    z.object({
      name: z.string(),
      gitBranch: z.string().nullish(),
      customEnvironmentId: z.string().nullish(),
      redirect: z.string().nullish(),
      verified: z.boolean(),
    }),
  ),
})

export const aliasAnswer = z.object({
  deploymentId: z.string().nullish(),
  updatedAt: z.number().nullish(),
  createdAt: z.number().nullish(),
})

const buildId = z.object({ id: z.string() }).nullish()

export const rolloutAnswer = z.object({
  rollingRelease: z
    .object({
      state: z.string(),
      canaryDeployment: buildId,
      currentDeployment: buildId,
      activeStage: z.object({ index: z.number() }).nullish(),
      stages: z.array(z.object({ targetPercentage: z.number() })),
    })
    .nullish(),
})

export const rollingConfigAnswer = z.object({
  rollingRelease: z
    .object({
      advancementType: z.string().nullish(),
      stages: z.array(z.object({ targetPercentage: z.number() })).nullish(),
    })
    .nullish(),
})

const variableParts = {
  key: z.string(),
  type: z.string().nullish(),
  target: z.union([z.string(), z.array(z.string())]).nullish(),
  updatedAt: z.number().nullish(),
}

export const variablesAnswer = z.object({ envs: z.array(z.object(variableParts)) })

export const sharedVariablesAnswer = z.object({ data: z.array(z.object(variableParts)) })

export const itemAnswer = z.object({ value: z.unknown(), updatedAt: z.number().nullish() })
