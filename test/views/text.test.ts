import { describe, expect, it } from 'vitest'
import {
  channel,
  code,
  duration,
  escapeText,
  line,
  link,
  list,
  plural,
  quote,
  shorten,
  time,
  user,
  withoutMarks,
} from '../../views/text.ts'

describe('foreign text', () => {
  it('cannot ping anybody', () => {
    expect(escapeText('<!channel> & <@U0MAYA00001>')).toBe('&lt;!channel&gt; &amp; &lt;@U0MAYA00001&gt;')
  })
  it('cannot leave its line, its code span or its quotation', () => {
    expect(line('two\nlines')).toBe('two lines')
    expect(code('a`b`\nc')).toBe('`ab c`')
    expect(quote('one\ntwo')).toBe('>one\n>two')
  })
  it('shows an empty name as a dash', () => {
    expect(code('``')).toBe('`–`')
  })
  it('is shortened with an ellipsis, never in the middle of a character', () => {
    expect(shorten('production', 5)).toBe('prod…')
    expect(shorten('abc😀d', 5)).toBe('abc…')
    expect(shorten('short', 5)).toBe('short')
  })
  it('becomes a link only where the address is a web address', () => {
    expect(link('https://a.example/x?y=1&z=<2>', 'a|b')).toBe('<https://a.example/x?y=1&amp;z=%3C2%3E|a¦b>')
    expect(link('javascript:alert(1)', 'click')).toBe('click')
  })
  it('is not taken for an id', () => {
    expect(user('U0MAYA00001')).toBe('<@U0MAYA00001>')
    expect(user('U1> <!here')).toBe('U1&gt; &lt;!here')
    expect(channel('!channel')).toBe('!channel')
  })
})

describe('mrkdwn in a place for plain text', () => {
  it('loses its marks and keeps its words', () => {
    expect(
      withoutMarks('*No* branch `a&amp;b`: see <https://a.example|here>, or ask <!subteam^S0APPROVERS>.'),
    ).toBe('No branch a&b: see here, or ask the approvers.')
  })
})

describe('facts', () => {
  it('shows a time in the reader’s zone, and in UTC where there is none', () => {
    expect(time(new Date('2026-11-20T14:05:30Z'))).toBe(
      '<!date^1795183530^{date_short_pretty} {time}|2026-11-20 14:05 UTC>',
    )
  })
  it.each([
    [0, 'under 0.1 s'],
    [1_240, '1.2 s'],
    [9_960, '10 s'],
    [59_700, '1 min'],
    [90_000, '1 min 30 s'],
    [240_000, '4 min'],
    [659_000, '10 min'],
    [3_900_000, '1 h 05 min'],
    [3_599_000, '59 min'],
    [183_600_000, '2 d 3 h'],
  ])('says %i ms as %s', (ms, words) => {
    expect(duration(ms)).toBe(words)
  })
  it('counts what a list leaves out', () => {
    expect(list(['a', 'b', 'c', 'd'], 2)).toBe('a, b … and 2 more')
    expect(list(['a', 'b'], 2)).toBe('a, b')
  })
  it('says one commit and two commits', () => {
    expect([plural(1, 'commit'), plural(2, 'commit'), plural(2, 'entry', 'entries')]).toEqual([
      '1 commit',
      '2 commits',
      '2 entries',
    ])
  })
})
