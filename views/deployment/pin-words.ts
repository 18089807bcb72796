import type { Button } from '@slack/types'
import { actions } from '../actions.ts'
import { button, confirm } from '../blocks.ts'
import { code } from '../text.ts'

const pinned =
  ':pushpin: *Production is pinned:* builds that Vercel makes by itself stay staged until something is promoted.'

/** What an instant rollback leaves behind, and how to end that. */
export const pinInWords = (place: { service: string; environment: string }): string =>
  `${pinned} ${unpinCommand(place)} ends that, and leaves what is live alone.`

const unpinCommand = ({ service, environment }: { service: string; environment: string }): string =>
  code(`/deploy unpin ${service} ${environment}`, 200)

/** `value` is a service and an environment. */
export const unpinButton = ({ service, environment }: { service: string; environment: string }): Button =>
  button(actions.unpin, 'Un-pin', `${service} ${environment}`, {
    confirm: confirm(
      'Un-pin production?',
      'Builds that Vercel makes by itself, for example after a push, go live again. What is live now stays. Leave it where you keep them staged on purpose.',
      'Un-pin it',
      'Leave it',
    ),
  })
