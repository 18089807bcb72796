import { useApp } from './app-context.ts'
import { Icon } from './icons.tsx'

/** The sandbox's own buttons, the same on every view. */
export function HeaderTools() {
  const { pane, place, openPane } = useApp()
  const toggle = (wanted: 'guide' | 'faults') => () =>
    openPane(pane === wanted && !place.thread ? 'none' : wanted)
  const isShown = (wanted: string) => pane === wanted && !place.thread
  return (
    <div class="header-tools">
      <button
        type="button"
        class="tool"
        aria-pressed={isShown('guide')}
        title="Try this"
        onClick={toggle('guide')}
      >
        <Icon name="compass" />
        <span>Try this</span>
      </button>
      <button
        type="button"
        class="tool"
        aria-pressed={isShown('faults')}
        title="Break things"
        onClick={toggle('faults')}
      >
        <Icon name="wrench" />
        <span>Break things</span>
      </button>
    </div>
  )
}
