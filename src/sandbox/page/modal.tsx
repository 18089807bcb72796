import { useEffect, useRef, useState } from 'preact/hooks'
import type { OpenView, StateValues } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { Blocks } from './blocks.tsx'
import { Dialog } from './dialog.tsx'
import { withEmoji } from './emoji.ts'
import { blocksOf, findMistakes, readState } from './form-state.ts'
import { SurfaceProvider, useSurfaceOn } from './surface.tsx'

/** Shows the top view. What was typed in the ones below is kept until they are shown again. */
export function ModalStack() {
  const { world } = useApp()
  const kept = useRef(new Map<string, StateValues>())
  const top = world.views.at(-1)
  if (!top) return null
  return <Modal key={top.id} open={top} kept={kept.current} />
}

type ModalProps = { open: OpenView; kept: Map<string, StateValues> }

function Modal({ open, kept }: ModalProps) {
  const { act, toast } = useApp()
  const { view } = open
  const form = useModalForm(open, kept)
  const close = () => void act({ do: 'close', viewId: open.id })
  return (
    <Dialog title={withEmoji(view.title.text)} close={close}>
      <form class="dialog-form" noValidate onSubmit={form.submit} aria-busy={form.isBusy}>
        <div class="dialog-body" ref={form.body}>
          {toast && <p class="banner bad">{toast}</p>}
          <SurfaceProvider value={form.surface}>
            <Blocks blocks={blocksOf(view)} />
          </SurfaceProvider>
        </div>
        <footer class="dialog-footer">
          <button type="button" class="button" onClick={close}>
            {withEmoji(view.close?.text ?? (view.submit ? 'Cancel' : 'Close'))}
          </button>
          {view.submit && (
            <button type="submit" class="button primary" disabled={form.isBusy}>
              {form.isBusy && <span class="spinner" aria-hidden="true" />}
              {withEmoji(view.submit.text)}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  )
}

function useModalForm(open: OpenView, kept: Map<string, StateValues>) {
  const { act } = useApp()
  const { id, view } = open
  const blocks = blocksOf(view)
  const [typed, setTyped] = useState<StateValues>(() => kept.get(id) ?? {})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [isSending, setSending] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const keepTyped = (change: (known: StateValues) => StateValues) =>
    setTyped((known) => {
      kept.set(id, change(known))
      return kept.get(id) ?? known
    })
  useEffect(() => setErrors(open.errors ?? {}), [open.errors])
  useEffect(() => focusFirstField(body.current, blocks), [blockSignature(open)])
  useEffect(() => focusFirstError(body.current), [errors])
  const surface = useSurfaceOn({
    where: { viewId: id },
    optionsIn: { viewId: id },
    blocks,
    typed,
    setTyped: keepTyped,
    errors,
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const state = readState(blocks, typed)
    const mistakes = findMistakes(view, state)
    setErrors(mistakes)
    if (isSending || !view.submit || Object.keys(mistakes).length > 0) return
    setSending(true)
    const answer = await act({ do: 'submit', viewId: id, state })
    setErrors(answer.errors ?? {})
    setSending(false)
  }
  return { surface, submit, body, isBusy: isSending || open.isBusy === true }
}

/** Changes when the view shows other fields, as when a loading view becomes the form. */
function blockSignature({ id, view }: OpenView): string {
  return [id, ...blocksOf(view).map((block) => `${block.type} ${block.block_id ?? ''}`)].join(';')
}

const fields = 'input, textarea, .select-button'

function focusFirstField(body: HTMLElement | null, blocks: readonly object[]) {
  if (!body || body.contains(document.activeElement)) return
  const wanted = JSON.stringify(blocks).includes('"focus_on_load":true')
  const first =
    (wanted && body.querySelector<HTMLElement>('[data-focus-on-load]')) ||
    body.querySelector<HTMLElement>(fields)
  first?.focus()
}

function focusFirstError(body: HTMLElement | null) {
  body?.querySelector<HTMLElement>('.input-block.bad')?.querySelector<HTMLElement>(fields)?.focus()
}
