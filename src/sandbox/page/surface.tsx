import type { KnownBlock } from '@slack/types'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useState } from 'preact/hooks'
import type { ActAnswer, PersonAct, SandboxMessage, StateValues } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { type ElementValue, readState } from './form-state.ts'

type ClickPlace = Extract<PersonAct, { do: 'click' }>['in']

/** What blocks stand on: a message, a view or the home tab. Knows what was typed and where clicks go. */
export type Surface = {
  typed: StateValues
  set(blockId: string, actionId: string, value: ElementValue): void
  click(blockId: string, actionId: string, change: ElementValue): Promise<ActAnswer>
  options(blockId: string, actionId: string, query: string): Promise<ActAnswer>
  errors: Record<string, string>
}

const SurfaceContext = createContext<Surface | undefined>(undefined)
export const SurfaceProvider = SurfaceContext.Provider

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext)
  if (!surface) throw new Error('A block was drawn outside a message, a view or the home tab.')
  return surface
}

type SurfaceSource = {
  where: ClickPlace
  optionsIn: { viewId?: string; channel?: string; ts?: string }
  blocks: readonly KnownBlock[]
  typed: StateValues
  setTyped(change: (typed: StateValues) => StateValues): void
  errors?: Record<string, string>
}

export function useSurfaceOn({
  where,
  optionsIn,
  blocks,
  typed,
  setTyped,
  errors = {},
}: SurfaceSource): Surface {
  const { act } = useApp()
  return {
    typed,
    errors,
    set: (blockId, actionId, value) => setTyped((known) => withValue(known, blockId, actionId, value)),
    click: (blockId, actionId, change) => {
      const state = readState(blocks, withValue(typed, blockId, actionId, change))
      return act({ do: 'click', in: where, blockId, actionId, change, state })
    },
    options: (blockId, actionId, query) => act({ do: 'options', ...optionsIn, blockId, actionId, query }),
  }
}

function withValue(typed: StateValues, blockId: string, actionId: string, value: ElementValue): StateValues {
  return { ...typed, [blockId]: { ...typed[blockId], [actionId]: value } }
}

export function MessageSurface({
  message,
  children,
}: {
  message: SandboxMessage
  children: ComponentChildren
}) {
  const [typed, setTyped] = useState<StateValues>({})
  const where = { channel: message.channel, ts: message.ts }
  const surface = useSurfaceOn({ where, optionsIn: where, blocks: message.blocks ?? [], typed, setTyped })
  return <SurfaceProvider value={surface}>{children}</SurfaceProvider>
}
