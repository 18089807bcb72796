import type { ContextBlock, FileBlock, HeaderBlock, ImageBlock, VideoBlock } from '@slack/types'
import { withEmoji } from './emoji.ts'
import { EmojiText } from './emoji-text.tsx'
import { Icon } from './icons.tsx'
import { SafeLink } from './safe-link.tsx'
import { TextObject } from './text-object.tsx'

export function HeaderDrawing({ block }: { block: HeaderBlock }) {
  return (
    <h3 class="header-block">
      <EmojiText text={block.text.text} />
    </h3>
  )
}

export function ContextDrawing({ block }: { block: ContextBlock }) {
  return (
    <div class="context-block">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          <Picture key={index} image={element} className="context-image" />
        ) : (
          <div key={index} class="context-text">
            <TextObject text={element} />
          </div>
        ),
      )}
    </div>
  )
}

type ImageLike = { alt_text: string } & (
  | { image_url: string }
  | { slack_file: { url?: string; id?: string } }
)

export function Picture({ image, className }: { image: ImageLike; className: string }) {
  const url = 'image_url' in image ? image.image_url : image.slack_file.url
  if (!url) return <span class="muted">[{image.alt_text}]</span>
  return <img class={className} src={url} alt={image.alt_text} loading="lazy" />
}

export function ImageDrawing({ block }: { block: ImageBlock }) {
  return (
    <figure class="image-block">
      {block.title && <figcaption>{withEmoji(block.title.text)}</figcaption>}
      <Picture image={block} className="image-large" />
    </figure>
  )
}

export function VideoDrawing({ block }: { block: VideoBlock }) {
  return (
    <div class="card-block">
      <strong>
        <SafeLink url={block.title_url ?? block.video_url}>{withEmoji(block.title.text)}</SafeLink>
      </strong>
      {block.description && <p>{withEmoji(block.description.text)}</p>}
      <p class="muted">
        Video{block.provider_name ? ` on ${block.provider_name}` : ''}:{' '}
        <SafeLink url={block.video_url}>{block.video_url}</SafeLink>
      </p>
    </div>
  )
}

export function FileDrawing({ block }: { block: FileBlock }) {
  return (
    <p class="file-card">
      <Icon name="file" />
      <span>
        Remote file <code>{block.external_id}</code>
      </span>
    </p>
  )
}
