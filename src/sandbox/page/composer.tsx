import { useId } from 'preact/hooks'
import type { SandboxChannel } from '../slack/protocol.ts'
import { channelName, useApp } from './app-context.ts'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { usageOf } from './suggestions.ts'
import { useComposer } from './use-composer.ts'

type ComposerProps = { channel: SandboxChannel; threadTs?: string }

export function Composer({ channel, threadTs }: ComposerProps) {
  const { world } = useApp()
  const listId = useId()
  const box = useComposer(channel, threadTs)
  const { text, at, suggestions, field } = box
  const usage = suggestions.length === 0 ? usageOf(text, world) : undefined
  const target = channel.kind === 'direct' ? channelName(world, channel) : `#${channel.name}`
  const label = threadTs ? 'Reply in thread' : `Message ${target}`
  return (
    <div class="composer-frame">
      {suggestions.length > 0 && (
        <SuggestionList id={listId} suggestions={suggestions} at={at} pick={box.complete} />
      )}
      {usage && <p class="usage">{usage}</p>}
      <form class="composer" onSubmit={box.submit}>
        {!threadTs && <Shortcuts />}
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={label}
          placeholder={threadTs ? 'Reply …' : `Message ${target} · / for commands`}
          aria-autocomplete="list"
          aria-controls={suggestions.length ? listId : undefined}
          aria-activedescendant={suggestions.length ? `${listId}-${at}` : undefined}
          onInput={box.onInput}
          onKeyDown={box.onKeyDown}
          onSelect={box.onCaret}
        />
        <button type="submit" class="icon-button send" aria-label="Send" disabled={text.trim() === ''}>
          {box.isSending ? <span class="spinner" aria-hidden="true" /> : <Icon name="send" />}
        </button>
      </form>
    </div>
  )
}

function Shortcuts() {
  const { world, act } = useApp()
  const items = world.shortcuts
    .filter((shortcut) => shortcut.type === 'global')
    .map(({ callbackId, name }) => ({ label: name, pick: () => void act({ do: 'shortcut', callbackId }) }))
  return (
    <Menu label="Shortcuts" className="icon-button" align="left" items={items}>
      <Icon name="bolt" />
    </Menu>
  )
}
