import type { ContainerBlock, KnownBlock } from '@slack/types'
import type { JSX } from 'preact'
import { AlertDrawing, CardDrawing, CarouselDrawing, PlanDrawing, TaskDrawing } from './card-blocks.tsx'
import { ChartDrawing } from './chart-block.tsx'
import { blockIdOf } from './form-state.ts'
import { ActionsDrawing, InputDrawing, SectionDrawing } from './interactive-blocks.tsx'
import { MarkdownText } from './markdown.tsx'
import { ContextDrawing, FileDrawing, HeaderDrawing, ImageDrawing, VideoDrawing } from './plain-blocks.tsx'
import { RichText } from './rich-text.tsx'
import { TableDrawing } from './table-block.tsx'
import { TextObject } from './text-object.tsx'

type Drawing<T> = (props: { block: T; blockId: string }) => JSX.Element | null
type Drawings = { [T in KnownBlock['type']]: Drawing<Extract<KnownBlock, { type: T }>> }

const drawings: Drawings = {
  actions: ActionsDrawing,
  alert: AlertDrawing,
  card: CardDrawing,
  carousel: CarouselDrawing,
  container: ContainerDrawing,
  context: ContextDrawing,
  context_actions: ActionsDrawing,
  data_table: TableDrawing,
  divider: () => <hr class="divider" />,
  file: FileDrawing,
  header: HeaderDrawing,
  image: ImageDrawing,
  input: InputDrawing,
  markdown: ({ block }) => <MarkdownText text={block.text} />,
  plan: PlanDrawing,
  rich_text: ({ block }) => <RichText block={block} />,
  section: SectionDrawing,
  table: TableDrawing,
  task_card: TaskDrawing,
  video: VideoDrawing,
}

/** Newer than @slack/types. */
const newerDrawings: Record<string, Drawing<never>> = { data_visualization: ChartDrawing as Drawing<never> }

export function Blocks({ blocks }: { blocks: readonly KnownBlock[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <AnyBlock key={block.block_id ?? index} block={block} blockId={blockIdOf(block, index)} />
      ))}
    </div>
  )
}

function AnyBlock({ block, blockId }: { block: KnownBlock; blockId: string }) {
  const Draw = (drawings[block.type] ?? newerDrawings[block.type]) as Drawing<KnownBlock> | undefined
  if (!Draw) return <p class="unknown-block">This page can't show the block type “{block.type}”.</p>
  return <Draw block={block} blockId={blockId} />
}

function ContainerDrawing({ block }: { block: ContainerBlock }) {
  const title = (
    <span class="container-title">
      {block.rich_text_title ? (
        <RichText block={block.rich_text_title} />
      ) : (
        block.title && <TextObject text={block.title} />
      )}
      {block.subtitle && (
        <span class="muted">
          <TextObject text={block.subtitle} />
        </span>
      )}
    </span>
  )
  if (block.is_collapsible) {
    return (
      <details class="container" open={!block.default_collapsed}>
        <summary>{title}</summary>
        <Blocks blocks={block.child_blocks} />
      </details>
    )
  }
  return (
    <div class="container">
      {title}
      <Blocks blocks={block.child_blocks} />
    </div>
  )
}
