import { useApp } from './app-context.ts'
import { momentInZone, wallClock } from './dates.ts'
import { type ElementProps, labelling } from './element-props.ts'
import { useElement } from './use-element.ts'

export function DateDrawing({ element, actionId }: ElementProps) {
  return <Picker element={element} actionId={actionId} type="date" field="selected_date" />
}

export function TimeDrawing({ element, actionId }: ElementProps) {
  return <Picker element={element} actionId={actionId} type="time" field="selected_time" />
}

type PickerProps = ElementProps & { type: 'date' | 'time'; field: string }

function Picker({ element, actionId, type, field }: PickerProps) {
  const { value, change, block, error } = useElement(element, actionId)
  return (
    <input
      class="field short"
      type={type}
      value={String(value[field] ?? '')}
      onChange={(event) => change({ [field]: event.currentTarget.value || null })}
      {...labelling(block, element, error)}
    />
  )
}

/** Slack wants seconds since 1970; the person thinks in their own time zone. */
export function DateTimeDrawing({ element, actionId }: ElementProps) {
  const { me } = useApp()
  const { value, change, block, error } = useElement(element, actionId)
  const chosen = value.selected_date_time
  const shown = typeof chosen === 'number' ? wallClock(chosen, me.timeZone) : ''
  const choose = (local: string) =>
    change({ selected_date_time: local ? momentInZone(local, me.timeZone) : null })
  return (
    <span class="datetime">
      <input
        class="field short"
        type="datetime-local"
        value={shown}
        onChange={(event) => choose(event.currentTarget.value)}
        {...labelling(block, element, error)}
      />
      <span class="muted">{me.timeZone}</span>
    </span>
  )
}
