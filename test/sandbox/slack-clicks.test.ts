import type { AnyBlock } from '@slack/types'
import { expect, test } from 'vitest'
import { placedElement } from '../../src/sandbox/slack/click-acts.ts'

const row = (id: string, ...actionIds: string[]): AnyBlock => ({
  type: 'actions',
  block_id: id,
  elements: actionIds.map((action_id) => ({
    ...{ type: 'button', text: { type: 'plain_text', text: 'Tick' } },
    action_id,
  })),
})

test('A click on its way while its message is edited still reaches the button, where there is one such', () => {
  expect(placedElement([row('new', 'tick', 'cancel')], 'old', 'tick')?.blockId).toBe('new')
  expect(placedElement([row('new', 'cancel')], 'old', 'tick')).toBeUndefined()
})

test('Of several such buttons only the one that was pressed is meant', () => {
  const both = [row('first', 'tick'), row('second', 'tick')]
  expect(placedElement(both, 'second', 'tick')?.blockId).toBe('second')
  expect(placedElement(both, 'old', 'tick')).toBeUndefined()
})
