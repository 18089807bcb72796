import type { Deps, OutsideAct, SecretValue } from '../../ports.ts'

/** Reads a secret back: somebody else may have set it since. */
export function checkSecretAct({ functionHost }: Deps): OutsideAct<SecretValue, object> {
  const look = async (_key: string, { project, name, value }: SecretValue) => {
    const isSet = (await functionHost.secretAmong(project, name, [value])) !== null
    return isSet
      ? ({ seen: 'done', outcome: {} } as const)
      : ({ seen: 'failed', reason: `The secret ${name} reads otherwise: somebody else changed it.` } as const)
  }
  return { perform: look, observe: look }
}
