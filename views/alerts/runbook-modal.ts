import type { ModalView } from '@slack/types'
import type { Runbook } from '../../src/domain/incident/runbook.ts'
import { context, reading, section } from '../blocks.ts'
import { detailBlocks, lineOf } from '../runbooks/card.ts'
import { code, line, link } from '../text.ts'

/** A runbook to read, before there is an incident in which its steps are ticked. */
export const runbookModal = ({ title, name, url, intro, steps }: Runbook, alert: number): ModalView =>
  reading('Runbook', [
    section(`:book: *${line(title, 100)}*${url ? ` · ${link(url, 'file')}` : ''}`),
    ...detailBlocks(intro),
    ...steps.flatMap((step) => [
      section(
        `${step.heading ? `*${line(step.heading, 120)}*\n` : ''}${step.number}. ${lineOf(step.line, 900) || 'Step'}`,
      ),
      ...detailBlocks(step.details),
    ]),
    context(
      `Once an incident is declared (${code(`/status declare ${alert}`)}), ${code(`/incident runbook ${name}`, 120)} begins it there, with boxes to tick.`,
    ),
  ])
