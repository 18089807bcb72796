import type { TeamConfig } from '../../src/domain/policy.ts'

/** Of the sample's checks only the one of the shop's front. */
export const onlyTheFront = (config: TeamConfig): TeamConfig => ({
  ...config,
  checks: config.checks.filter(({ name }) => name === 'shop-front'),
})
