import { type ElementProps, type SlackOption, textIn } from './element-props.ts'
import { withEmoji } from './emoji.ts'
import { EmojiText } from './emoji-text.tsx'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { isSafeUrl } from './safe-url.ts'
import { useElement } from './use-element.ts'

export function ButtonDrawing({ element, actionId }: ElementProps) {
  const { send, isWaiting } = useElement(element, actionId)
  const text = <EmojiText text={textIn(element.text) ?? ''} />
  const url = typeof element.url === 'string' && isSafeUrl(element.url) ? element.url : undefined
  const press = async () => {
    const isSent = await send('value' in element ? { value: element.value } : {})
    if (isSent && url && element.confirm) open(url, '_blank', 'noreferrer')
  }
  const shared = {
    class: `button ${String(element.style ?? '')}`,
    'aria-label': element.accessibility_label as string | undefined,
    onClick: press,
  }
  if (url && !element.confirm) {
    return (
      <a {...shared} href={url} target="_blank" rel="noreferrer">
        {text}
      </a>
    )
  }
  return (
    <button {...shared} type="button" aria-busy={isWaiting} disabled={isWaiting}>
      {isWaiting && <span class="spinner" aria-hidden="true" />}
      {text}
    </button>
  )
}

type Feedback = { text: { text: string }; value: string; accessibility_label?: string }

export function FeedbackDrawing({ element, actionId }: ElementProps) {
  const { send, isWaiting } = useElement(element, actionId)
  const button = (feedback: Feedback, mark: string) => (
    <button
      type="button"
      class="button"
      disabled={isWaiting}
      aria-label={feedback.accessibility_label}
      onClick={() => send({ value: feedback.value, text: feedback.text })}
    >
      <EmojiText text={`:${mark}: ${feedback.text.text}`} />
    </button>
  )
  return (
    <>
      {button(element.positive_button as Feedback, '+1')}
      {button(element.negative_button as Feedback, '-1')}
    </>
  )
}

export function OverflowDrawing({ element, actionId }: ElementProps) {
  const { send, isWaiting } = useElement(element, actionId)
  const options = (element.options ?? []) as (SlackOption & { url?: string })[]
  const items = options.map((option) => ({
    label: withEmoji(option.text.text),
    ...(option.description ? { hint: option.description.text } : {}),
    pick: async () => {
      const isSent = await send({ selected_option: option })
      if (isSent && option.url && isSafeUrl(option.url)) open(option.url, '_blank', 'noreferrer')
    },
  }))
  return (
    <Menu label="More options" className="button overflow" items={items} isDisabled={isWaiting}>
      {isWaiting ? <span class="spinner" aria-hidden="true" /> : <Icon name="more" />}
    </Menu>
  )
}
