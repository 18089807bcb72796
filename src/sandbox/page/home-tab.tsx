import { useEffect, useState } from 'preact/hooks'
import type { StateValues } from '../slack/protocol.ts'
import { useApp, userOf } from './app-context.ts'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks.tsx'
import { MenuButton } from './channel-view.tsx'
import { blocksOf } from './form-state.ts'
import { HeaderTools } from './header-tools.tsx'
import { SurfaceProvider, useSurfaceOn } from './surface.tsx'

export function HomeTab({ openMenu }: { openMenu(): void }) {
  const { world, me, act } = useApp()
  const [typed, setTyped] = useState<StateValues>({})
  useEffect(() => void act({ do: 'open-home' }), [me.id])
  const blocks = blocksOf(world.home)
  const surface = useSurfaceOn({ where: 'home', optionsIn: {}, blocks, typed, setTyped })
  const bot = userOf(world, world.botUser)
  return (
    <main class="main">
      <header class="channel-header">
        <MenuButton openMenu={openMenu} />
        <Avatar user={bot} size={28} />
        <div class="channel-title">
          <h2 class="channel-name">{bot?.realName ?? 'App'}</h2>
          <p class="channel-topic">Home</p>
        </div>
        <HeaderTools />
      </header>
      <section class="home" aria-label="App Home">
        {world.home ? (
          <SurfaceProvider value={surface}>
            <Blocks blocks={blocks} />
          </SurfaceProvider>
        ) : (
          <p class="muted">
            The app has not shown its home yet. It does so a moment after you open this tab.
          </p>
        )}
      </section>
    </main>
  )
}
