import { type Note, useApp } from './app-context.ts'
import { clockTime } from './dates.ts'
import { MrkdwnText } from './mrkdwn.tsx'

/** Trouble as Slackbot tells it: private to this person, gone when dismissed. */
export function NoteLine({ note }: { note: Note }) {
  const { me, dismiss } = useApp()
  return (
    <article class="message ephemeral" aria-label="Slackbot, only visible to you">
      <span class="avatar avatar-note" aria-hidden="true">
        !
      </span>
      <div class="message-body" role="alert">
        <p class="message-head">
          <span class="author">Slackbot</span>
          <time class="time">{clockTime(note.at, me.timeZone)}</time>
        </p>
        <MrkdwnText text={note.text} />
        <p class="only-you">
          Only visible to you ·{' '}
          <button type="button" class="link-button" onClick={() => dismiss(note.id)}>
            Dismiss
          </button>
        </p>
      </div>
    </article>
  )
}
