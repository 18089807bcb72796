import { useState } from 'preact/hooks'
import type { Snapshot } from '../slack/protocol.ts'
import { type App, AppContext, useApp } from './app-context.ts'
import { ChannelView } from './channel-view.tsx'
import { ConfirmProvider } from './confirm.tsx'
import { FaultsPanel } from './faults-panel.tsx'
import { Guide } from './guide.tsx'
import { HomeTab } from './home-tab.tsx'
import type { Link } from './live.ts'
import { ModalStack } from './modal.tsx'
import { forgetEverything, homePlace, type Place } from './place.ts'
import { SandboxLine } from './sandbox-line.tsx'
import { Sidebar } from './sidebar.tsx'
import { ThreadPane } from './thread-pane.tsx'
import { Toast } from './toast.tsx'
import { useAppValue } from './use-app-value.ts'
import { usePlace, useWorld } from './use-world.ts'

export function AppRoot() {
  const [place, go] = usePlace()
  const { world, link } = useWorld(place.user)
  if (!world || link === 'unknown-user') return <Waiting link={link} />
  return <Workspace world={world} link={link} place={place} go={go} />
}

const waitingText: Record<Link, string> = {
  connecting: 'Opening the workspace …',
  open: 'Opening the workspace …',
  lost: 'The sandbox does not answer. Start it with npm start; this page connects by itself.',
  'unknown-user': 'Nobody with the id in the address works here.',
}

function Waiting({ link }: { link: Link }) {
  return (
    <main class="waiting" aria-busy={link !== 'unknown-user'}>
      <h1>Pilothouse sandbox</h1>
      <p role="status">{waitingText[link]}</p>
      {link === 'unknown-user' && (
        <button type="button" class="button" onClick={forgetEverything}>
          Open it as Maya
        </button>
      )}
    </main>
  )
}

type WorkspaceProps = { world: Snapshot; link: Link; place: Place; go: App['go'] }

function Workspace({ world, link, place, go }: WorkspaceProps) {
  const app = useAppValue(world, link, place, go)
  const [isMenuOpen, setMenuOpen] = useState(false)
  if (!app) return <Waiting link={link} />
  return (
    <AppContext.Provider value={app}>
      <ConfirmProvider>
        <div class="app">
          <SandboxLine />
          <div class="columns">
            <Sidebar isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} />
            {place.channel === homePlace ? (
              <HomeTab openMenu={() => setMenuOpen(true)} />
            ) : (
              <ChannelView openMenu={() => setMenuOpen(true)} />
            )}
            <RightPane />
          </div>
          <Toast />
        </div>
        <ModalStack />
      </ConfirmProvider>
    </AppContext.Provider>
  )
}

function RightPane() {
  const { place, pane } = useApp()
  if (place.thread) return <ThreadPane ts={place.thread} />
  if (pane === 'faults') return <FaultsPanel />
  return pane === 'guide' ? <Guide /> : null
}
