import type { IntegrationPolicy } from '../../domain/operation/integration.ts'
import type { TeamConfig } from '../../domain/policy.ts'

export const integrationNamed = ({ integrations }: TeamConfig, name: string): IntegrationPolicy | undefined =>
  integrations.find((one) => one.name.toLowerCase() === name.toLowerCase())
