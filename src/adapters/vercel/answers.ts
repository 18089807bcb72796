import { z } from 'zod'

/** The parts of Vercel's answers that are relied on, https://vercel.com/docs/rest-api. */

const buildParts = {
  url: z.string().nullish(),
  readyState: z.string(),
  errorMessage: z.string().nullish(),
  inspectorUrl: z.string().nullish(),
  meta: z.record(z.string(), z.unknown()).nullish(),
  createdAt: z.number().nullish(),
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
  targets: z.object({ production: buildAnswer.nullish() }).nullish(),
  lastAliasRequest: z
    .object({ toDeploymentId: z.string(), jobStatus: z.string(), requestedAt: z.number() })
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
