/** A third party that can be switched off, so that everything else works on without it. */
export type IntegrationPolicy = {
  name: string
  environment: string
  switch: IntegrationSwitch
  /** What must succeed before it is switched on again, and after. */
  check: IntegrationCheck | null
}

/** A flag of the environment, or a secret that Supabase functions read: `on` and `off` are its values. */
export type IntegrationSwitch =
  | { by: 'flag'; flag: string }
  | { by: 'secret'; project: string; secret: string; on: string; off: string }

type IntegrationCheck = { url: string; status: number; contains?: string | undefined; within: number }

/** `unknown` says why. */
export type IntegrationState = { is: 'on' | 'off' } | { is: 'unknown'; because: string }
