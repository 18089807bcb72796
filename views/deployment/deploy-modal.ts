import type { KnownBlock, ModalView } from '@slack/types'
import type { UserId } from '../../src/domain/people.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { choiceField, context, divider, form, momentField, section, textField } from '../blocks.ts'
import { code, line, list } from '../text.ts'
import { type Preview, previewBlocks } from './preview.ts'
import { route } from './words.ts'

export type DeployForm = {
  config: Pick<TeamConfig, 'services' | 'environments'>
  chosen: {
    service: string
    environment: string
    ref: string
    startAt?: Date | undefined
    reason?: string | undefined
  }
  /** Of the chosen service's repository; empty until they are looked up. */
  branches: string[]
  preview: DeployPreview
  metadata?: string
}

export type DeployPreview =
  | { shows: 'looking-up' }
  | { shows: 'preview'; preview: Preview; requestedBy: UserId }
  /** Words from `troubleInWords`. */
  | { shows: 'trouble'; words: string }

const maxCommits = 5

/** The deploy form: opened from memory at once, then filled with branches and a preview of the plan. */
export function deployModal(shown: DeployForm): ModalView {
  const { config, chosen } = shown
  const service = config.services.find(({ name }) => name === chosen.service)
  const environments = config.environments.filter(({ name }) => !service || name in service.environments)
  const words = { title: 'Deploy', submit: 'Deploy', metadata: shown.metadata ?? '' }
  return form('deploy', words, [
    choiceField({
      name: 'service',
      label: 'Service',
      choices: config.services.map(({ name }) => ({ value: name, label: name })),
      chosen: chosen.service,
      dispatches: true,
    }),
    choiceField({
      name: 'environment',
      label: 'Environment',
      choices: environments.map(({ name }) => ({ value: name, label: name })),
      chosen: chosen.environment,
      dispatches: true,
    }),
    textField({
      name: 'ref',
      label: 'Branch, tag or commit',
      hint: refHint(shown),
      initial: chosen.ref,
      max: 200,
      dispatches: true,
    }),
    momentField({
      name: 'startAt',
      label: 'Start at',
      hint: 'Left empty, it starts as soon as it may.',
      initial: chosen.startAt,
      isOptional: true,
    }),
    textField({
      name: 'reason',
      label: 'Reason',
      placeholder: 'What this is for, for those who approve it',
      initial: chosen.reason,
      max: 300,
      isOptional: true,
    }),
    divider,
    ...preview(shown),
  ])
}

function refHint({ branches, preview: { shows } }: DeployForm): string {
  if (branches.length > 0)
    return `Press Enter to see its plan. Branches: ${list(
      branches.map((name) => name.slice(0, 60)),
      8,
    )}`
  return shows === 'looking-up' ? 'Looking up branches…' : 'Press Enter to see its plan.'
}

function preview({ preview: shown, chosen }: DeployForm): KnownBlock[] {
  switch (shown.shows) {
    case 'looking-up':
      return [
        section(
          `:mag: Looking up ${code(chosen.ref)} and what is live on ${line(chosen.environment, 60)}… You can deploy without waiting.`,
        ),
      ]
    case 'preview':
      return [
        section(`*Preview: ${line(route(chosen), 120)}*`),
        ...previewBlocks(shown.preview, shown.requestedBy, maxCommits),
      ]
    case 'trouble':
      return [
        section(`:warning: No preview. ${shown.words}`),
        context('You can still deploy: the plan is made afresh when you do.'),
      ]
  }
}
