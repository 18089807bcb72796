import { z } from 'zod'
import type { FormValues } from '../../ports.ts'

const option = z.object({ value: z.string() })

/** The parts of an input element's state that hold what a person chose. https://docs.slack.dev/reference/block-kit */
const element = z.looseObject({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_channel: z.string().nullish(),
  selected_channels: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
})

export const stateValues = z.record(z.string(), z.record(z.string(), element))
export type StateValues = z.infer<typeof stateValues>

/** What an element holds, as text; undefined where it is empty. Several choices are joined by commas. */
export function chosenIn(state: unknown): string | undefined {
  const held = element.parse(state)
  const several = [
    held.selected_options?.map(({ value }) => value),
    held.selected_users,
    held.selected_channels,
    held.selected_conversations,
  ].find((list) => list?.length)
  const one =
    held.value ??
    held.selected_option?.value ??
    held.selected_user ??
    held.selected_channel ??
    held.selected_conversation ??
    held.selected_date ??
    held.selected_time ??
    held.selected_date_time?.toString() ??
    several?.join(',')
  return one === '' ? undefined : one
}

/** A view's state by action id; empty fields are left out. */
export function formValues(values: StateValues): FormValues {
  const found: FormValues = {}
  for (const [action, state] of Object.values(values).flatMap(Object.entries)) {
    const value = chosenIn(state)
    if (value !== undefined) found[action] = value
  }
  return found
}
