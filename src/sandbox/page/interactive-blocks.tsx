import type { ActionsBlock, ContextActionsBlock, InputBlock, SectionBlock } from '@slack/types'
import { useId } from 'preact/hooks'
import { AnyElementDrawing } from './elements.tsx'
import { withEmoji } from './emoji.ts'
import type { AnyElement } from './form-state.ts'
import { Picture } from './plain-blocks.tsx'
import { useSurface } from './surface.tsx'
import { TextObject } from './text-object.tsx'
import { BlockContext } from './use-element.ts'

type Placed<T> = { block: T; blockId: string }

export function SectionDrawing({ block, blockId }: Placed<SectionBlock>) {
  return (
    <BlockContext.Provider value={{ blockId, isInput: false, dispatches: true, isOptional: true }}>
      <div class={block.accessory ? 'section-block with-accessory' : 'section-block'}>
        <div class="section-text">
          {block.text && <TextObject text={block.text} />}
          {block.fields && (
            <div class="fields">
              {block.fields.map((field, index) => (
                <div key={index}>
                  <TextObject text={field} />
                </div>
              ))}
            </div>
          )}
        </div>
        {block.accessory?.type === 'image' ? (
          <Picture image={block.accessory} className="accessory-image" />
        ) : (
          block.accessory && (
            <AnyElementDrawing element={block.accessory as unknown as AnyElement} index={0} />
          )
        )}
      </div>
    </BlockContext.Provider>
  )
}

export function ActionsDrawing({ block, blockId }: Placed<ActionsBlock | ContextActionsBlock>) {
  return (
    <BlockContext.Provider value={{ blockId, isInput: false, dispatches: true, isOptional: true }}>
      <div class="actions-block">
        {block.elements.map((element, index) => (
          <AnyElementDrawing
            key={element.action_id ?? index}
            element={element as unknown as AnyElement}
            index={index}
          />
        ))}
      </div>
    </BlockContext.Provider>
  )
}

export function InputDrawing({ block, blockId }: Placed<InputBlock>) {
  const { errors } = useSurface()
  const labelId = useId()
  const error = errors[blockId]
  const isOptional = block.optional === true
  return (
    <BlockContext.Provider
      value={{ blockId, isInput: true, dispatches: block.dispatch_action === true, labelId, isOptional }}
    >
      <div class={error ? 'input-block bad' : 'input-block'} data-block-id={blockId}>
        <span class="input-label" id={labelId}>
          {withEmoji(block.label.text)}
          {isOptional && <span class="muted"> (optional)</span>}
        </span>
        <AnyElementDrawing element={block.element as unknown as AnyElement} index={0} />
        {error && (
          <p class="input-error" role="alert" id={`${labelId}-error`}>
            {error}
          </p>
        )}
        {block.hint && <p class="input-hint">{withEmoji(block.hint.text)}</p>}
      </div>
    </BlockContext.Provider>
  )
}
