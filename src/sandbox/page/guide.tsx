import { useApp, userOf } from './app-context.ts'
import { Pane } from './pane.tsx'

type Step = {
  title: string
  text: string
  compose?: string
  become?: string
  channel?: string
  openFaults?: boolean
}

const steps: Step[] = [
  {
    title: 'Deploy the shop',
    text: 'As Maya, ask for the newest main on production. A plan appears in #deploys and waits for an approver.',
    compose: '/deploy web production',
    become: 'U0MAYA00001',
  },
  {
    title: 'Approve it as somebody else',
    text: 'Nobody approves their own request. Become Priya, press Approve on the card, tick the box of its checklist, and watch it go live in stages.',
    become: 'U0PRIYA0001',
  },
  {
    title: 'Turn a feature off',
    text: 'Under “Break things”, let a release fail 12% of calls once it is live: reloading the shop now fails at times. As Tomas, an approver, turn new-basket off, and it is cured without a rollback. (One that fails while it is watched is rolled back by itself.)',
    compose: '/deploy flag off new-basket because the basket breaks',
    become: 'U0TOMAS0001',
    openFaults: true,
  },
  {
    title: 'Answer an alert',
    text: 'A shop that fails is also noticed by monitoring: within half a minute an alert is in #incidents. (Or switch “The whole site is down” on.) As Tomas, press Declare incident. Its own channel has a card that names the release, with Roll back.',
    become: 'U0TOMAS0001',
    channel: 'incidents',
    openFaults: true,
  },
  {
    title: 'Declare an incident',
    text: 'It gets its own channel, a timeline, and status updates that come by themselves: at short intervals here, every 15 minutes for real.',
    compose: '/incident checkout returns 500s p0',
    become: 'U0TOMAS0001',
  },
  {
    title: 'See the state of things',
    text: 'What runs where, since when, and what is open.',
    compose: '/status',
  },
  {
    title: 'Break something',
    text: 'Fail a build, silence Slack or kill the bot in the middle of a deployment. It finishes what it began.',
    openFaults: true,
  },
]

/** For somebody who has just arrived. */
export function Guide() {
  const { openPane } = useApp()
  return (
    <Pane title="Try this" close={() => openPane('none')}>
      <ol class="guide">
        {steps.map((step) => (
          <GuideStep key={step.title} step={step} />
        ))}
      </ol>
    </Pane>
  )
}

function GuideStep({ step }: { step: Step }) {
  const { world, me, place, go, compose, openPane } = useApp()
  const person = step.become === me.id ? undefined : userOf(world, step.become ?? '')
  const isNarrow = () => matchMedia('(max-width: 1100px)').matches
  const write = (text: string) => {
    const channel = world.channels.some((known) => known.id === place.channel)
      ? place.channel
      : channelNamed(world, 'deploys')
    go({ channel, ...(person ? { user: person.id } : {}) })
    compose(text)
    if (isNarrow()) openPane('none')
  }
  const become = () => {
    if (!person) return
    go({ user: person.id, channel: channelNamed(world, step.channel ?? 'deploys') })
    if (isNarrow()) openPane('none')
  }
  const { compose: command } = step
  return (
    <li class="guide-step">
      <h3>{step.title}</h3>
      <p>{step.text}</p>
      {command && <code>{command}</code>}
      <div class="guide-buttons">
        {command && (
          <button type="button" class="button primary" onClick={() => write(command)}>
            {person ? `Write it as ${person.realName.split(' ')[0]}` : 'Put it in the message box'}
          </button>
        )}
        {!command && person && (
          <button type="button" class="button primary" onClick={become}>
            Become {person.realName.split(' ')[0]}
          </button>
        )}
        {!command && !step.openFaults && step.become === me.id && (
          <p class="muted">You are {me.realName.split(' ')[0]} now.</p>
        )}
        {step.openFaults && (
          <button type="button" class="button" onClick={() => openPane('faults')}>
            Break things
          </button>
        )}
      </div>
    </li>
  )
}

function channelNamed(world: { channels: { id: string; name: string }[] }, name: string): string {
  return world.channels.find((channel) => channel.name === name)?.id ?? world.channels[0]?.id ?? ''
}
