import type { TeamConfig } from '../../src/domain/policy.ts'

/** The sample's first check, so that what others see changes nothing here. */
export const oneCheck = {
  hasChecks: true,
  config: (config: TeamConfig): TeamConfig => ({
    ...config,
    checks: config.checks.filter(({ name }) => name === 'shop-front'),
  }),
}
