import { useApp } from './app-context.ts'
import { Icon } from './icons.tsx'

export function Toast() {
  const { toast, dismiss } = useApp()
  return (
    <div class="toast-place" role="alert">
      {toast && (
        <div class="toast">
          <span>{toast}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(-1)}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  )
}
