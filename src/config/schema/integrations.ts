import { z } from 'zod'
import type { IntegrationSwitch } from '../../domain/operation/integration.ts'
import { address, duration, inputValue, matching, name, strict, text, wholeNumber } from './words.ts'

const secret = strict({
  secret: matching(/^(?!SUPABASE_)[A-Za-z_]\w*$/, 'the name of a secret that does not begin with SUPABASE_'),
  project: matching(/^[a-z]{20}$/, 'a Supabase project reference of 20 letters'),
  on: inputValue().default('true'),
  off: inputValue().default('false'),
})

const flag = strict({ flag: text })

/** Which of the two it is, is told by the first key, so that mistakes in the rest are named. */
const switchedBy = z
  .unknown()
  .transform((value, context) => {
    const isFlag = typeof value === 'object' && value !== null && 'flag' in value
    const read = (isFlag ? flag : secret).safeParse(value)
    if (read.success) return read.data
    for (const issue of read.error.issues) context.addIssue({ ...issue, input: value } as never)
    return z.NEVER
  })
  .transform(
    (read): IntegrationSwitch =>
      'flag' in read ? { by: 'flag', flag: read.flag } : { by: 'secret', ...read },
  )

/** A third party that can be switched off. */
export const integration = strict({
  environment: name,
  switch: switchedBy,
  check: strict({
    url: address,
    status: wholeNumber(100, 599, 'an HTTP status from 100 to 599').default(200),
    contains: text.optional(),
    within: duration.default(5000),
  })
    .nullable()
    .default(null),
})
