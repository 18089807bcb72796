import type { AlertBlock, CardBlock, CarouselBlock, PlanBlock, TaskCardBlock } from '@slack/types'
import { AnyElementDrawing } from './elements.tsx'
import { EmojiText } from './emoji-text.tsx'
import type { AnyElement } from './form-state.ts'
import { MrkdwnText } from './mrkdwn.tsx'
import { Picture } from './plain-blocks.tsx'
import { RichText } from './rich-text.tsx'
import { SafeLink } from './safe-link.tsx'
import { TextObject } from './text-object.tsx'
import { BlockContext } from './use-element.ts'

export function AlertDrawing({ block }: { block: AlertBlock }) {
  return (
    <div class={`banner ${alertTone[block.level ?? 'default']}`} role="note">
      <TextObject text={block.text} />
    </div>
  )
}

const alertTone = { default: '', info: 'info', warning: 'warn', error: 'bad', success: 'good' }

export function CardDrawing({ block, blockId }: { block: CardBlock; blockId: string }) {
  return (
    <div class="card-block">
      {block.hero_image && <Picture image={block.hero_image} className="card-hero" />}
      <div class="card-head">
        {block.icon && <Picture image={block.icon} className="card-icon" />}
        <div>
          {block.title && (
            <div class="card-title">
              <MrkdwnText text={block.title.text} />
            </div>
          )}
          {block.subtitle && (
            <div class="muted">
              <MrkdwnText text={block.subtitle.text} />
            </div>
          )}
        </div>
      </div>
      {block.body && <MrkdwnText text={block.body.text} />}
      {block.actions && (
        <BlockContext.Provider value={{ blockId, isInput: false, dispatches: true, isOptional: true }}>
          <div class="actions-block">
            {block.actions.map((element, index) => (
              <AnyElementDrawing key={index} element={element as unknown as AnyElement} index={index} />
            ))}
          </div>
        </BlockContext.Provider>
      )}
    </div>
  )
}

export function CarouselDrawing({ block, blockId }: { block: CarouselBlock; blockId: string }) {
  return (
    <div class="carousel">
      {block.elements.map((card, index) => (
        <CardDrawing key={index} block={card} blockId={card.block_id ?? blockId} />
      ))}
    </div>
  )
}

export function PlanDrawing({ block }: { block: PlanBlock }) {
  return (
    <div class="card-block">
      <strong>
        <EmojiText text={block.title} />
      </strong>
      {(block.tasks ?? []).map((task, index) => (
        <TaskDrawing key={index} block={task as TaskCardBlock} />
      ))}
    </div>
  )
}

const taskMark = { pending: '○', in_progress: '◐', complete: '●', error: '✕' }

export function TaskDrawing({ block }: { block: TaskCardBlock }) {
  return (
    <div class={`task task-${block.status}`}>
      <span aria-hidden="true">{taskMark[block.status]}</span>
      <div>
        <strong>
          <EmojiText text={block.title} />
        </strong>{' '}
        <span class="muted">{block.status.replace('_', ' ')}</span>
        {block.details && <RichText block={block.details} />}
        {block.output && <RichText block={block.output} />}
        {block.sources?.map((source) => (
          <p key={source.url}>
            <SafeLink url={source.url}>{source.text}</SafeLink>
          </p>
        ))}
      </div>
    </div>
  )
}
