import { duration, listOf, matching, orEmpty, strict } from './words.ts'

const variableName = matching(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  'the name of an environment variable, such as STRIPE_KEY (its name, never its value)',
)
export const variableNames = listOf(variableName, 'names of variables').default([])

export const variables = orEmpty(
  strict({ required: variableNames, rotateAfter: duration.nullable().default(null) }),
).prefault({})
