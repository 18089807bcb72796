import { expect, test } from 'vitest'
import { dayName, formatSlackDate, momentInZone, wallClock } from '../../src/sandbox/page/dates.ts'
import { emojiFor, withEmoji } from '../../src/sandbox/page/emoji.ts'
import { parseMarkdown } from '../../src/sandbox/page/markdown.ts'
import { parseInline, parseMrkdwn } from '../../src/sandbox/page/mrkdwn.ts'
import { readPlace, writePlace } from '../../src/sandbox/page/place.ts'
import { isSafeUrl } from '../../src/sandbox/page/safe-url.ts'
import { suggest, usageOf } from '../../src/sandbox/page/suggestions.ts'
import { startingSnapshot } from './page-snapshot.ts'

const text = (text: string) => ({ kind: 'text', text })
const noon = new Date('2026-11-20T12:00:00Z')
const unix = Date.parse('2026-11-20T22:30:15Z') / 1000
const date = (format: string, zone = 'Europe/Stockholm') => formatSlackDate(unix, format, zone, noon)

test('mrkdwn emphasis needs a word boundary on both sides', () => {
  expect(parseInline('*b* snake_case_name 2*3*4')).toEqual([
    { kind: 'bold', children: [text('b')] },
    text(' snake_case_name 2*3*4'),
  ])
  expect(parseInline('_a *b* ~c~_')).toEqual([
    {
      kind: 'italic',
      children: [
        text('a '),
        { kind: 'bold', children: [text('b')] },
        text(' '),
        { kind: 'strike', children: [text('c')] },
      ],
    },
  ])
})

test('mrkdwn marks inside code and links mean nothing', () => {
  expect(parseInline('`*a* &lt;b&gt;`')).toEqual([{ kind: 'code', text: '*a* <b>' }])
  expect(parseInline('*see <https://x.example/a*b|the *docs>*')).toEqual([
    {
      kind: 'bold',
      children: [text('see '), { kind: 'link', url: 'https://x.example/a*b', label: 'the *docs' }],
    },
  ])
})

test('mrkdwn tokens become mentions, links and dates', () => {
  expect(parseInline('<@U1|maya><#C1><!subteam^S1|@on-call><!here>')).toEqual([
    { kind: 'user', id: 'U1', label: 'maya' },
    { kind: 'channel', id: 'C1' },
    { kind: 'group', id: 'S1', label: '@on-call' },
    { kind: 'broadcast', range: 'here' },
  ])
  expect(parseInline('<!date^12^{date} {time}^https://x.example|then>')).toEqual([
    { kind: 'date', unix: 12, format: '{date} {time}', url: 'https://x.example', fallback: 'then' },
  ])
})

test('mrkdwn escapes are undone once, so an escaped mention stays text', () => {
  expect(parseInline('&lt;!channel&gt; &amp;lt;')).toEqual([text('<!channel> &lt;')])
})

test('mrkdwn splits into text, quotes and code fences', () => {
  expect(parseMrkdwn('one\n&gt; two\n> three\n```a &lt; b\nc```\nfour').map(({ kind }) => kind)).toEqual([
    'text',
    'quote',
    'code',
    'text',
  ])
  expect(parseMrkdwn('```a &lt; b```')).toEqual([{ kind: 'code', text: 'a < b' }])
})

test('an address in plain sight becomes a link without the full stop after it', () => {
  expect(parseInline('see https://x.example/a.')).toEqual([
    text('see '),
    { kind: 'link', url: 'https://x.example/a', label: 'https://x.example/a' },
    text('.'),
  ])
})

test('every date token is shown in the reader’s own time zone', () => {
  expect(date('{date_num} {time_secs}')).toBe('2026-11-20 23:30:15')
  expect(date('{date_num} {time}', 'Asia/Kolkata')).toBe('2026-11-21 04:00')
  expect(date('{date}')).toBe('November 20, 2026')
  expect(date('{date_short}')).toBe('Nov 20, 2026')
  expect(date('{date_long}')).toBe('Friday, November 20, 2026')
  expect(date('{ago}')).toBe('in 11 hours')
  expect(date('{what}')).toBe('{what}')
})

test('pretty dates say today and tomorrow as the reader’s calendar has it', () => {
  expect(date('{date_short_pretty}')).toBe('today')
  expect(date('{date_pretty}', 'Asia/Kolkata')).toBe('tomorrow')
  expect(formatSlackDate(unix - 9 * 86_400, '{date_short_pretty}', 'UTC', noon)).toBe('Nov 11, 2026')
  expect(dayName(new Date(noon.getTime() - 86_400_000), 'UTC', noon)).toBe('Yesterday')
})

test('a wall clock in a zone means one moment, also across the summer time change', () => {
  for (const zone of ['Europe/London', 'Asia/Kolkata', 'America/New_York']) {
    for (const local of ['2026-03-29T04:30', '2026-10-25T04:30', '2026-07-01T00:00']) {
      expect(wallClock(momentInZone(local, zone), zone)).toBe(local)
    }
  }
  expect(momentInZone('2026-11-20T23:30', 'Europe/Stockholm')).toBe(Date.parse('2026-11-20T22:30:00Z') / 1000)
})

test('markdown blocks are told apart', () => {
  const source =
    '# A\ntext **b** [l](https://x.example)\n\n- [x] one\n  - two\n\n1. n\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n```js\nx\n```\n---'
  expect(parseMarkdown(source).map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'list',
    'list',
    'table',
    'quote',
    'code',
    'rule',
  ])
})

test('emoji shortcodes that nobody knows stay as they were typed', () => {
  expect(withEmoji(':x: at 10:30:15 :nonsense:')).toBe('❌ at 10:30:15 :nonsense:')
  expect(emojiFor('+1::skin-tone-3')).toBe('👍')
})

test('only addresses that a chat client would open are links', () => {
  expect(['https://a.example', 'mailto:a@b.example'].every(isSafeUrl)).toBe(true)
  expect(['javascript:alert(1)', 'data:text/html,x', ' javascript:x', '//a.example'].some(isSafeUrl)).toBe(
    false,
  )
})

test('the address says who is looking at what, and the window remembers the rest', () => {
  expect(readPlace('#user=U1&channel=C1&thread=1.2', null)).toEqual({
    user: 'U1',
    channel: 'C1',
    thread: '1.2',
  })
  expect(readPlace('', writePlace({ user: 'U2', channel: 'C2', thread: '1.2' }))).toEqual({
    user: 'U2',
    channel: 'C2',
  })
  expect(readPlace('#user=U1', 'user=U2&channel=C2')).toEqual({ user: 'U1', channel: 'C2' })
})

test('commands, people and channels are suggested where they make sense', () => {
  const world = startingSnapshot()
  const inserts = (text: string) => suggest(text, text.length, world).map(({ insert }) => insert)
  expect(inserts('/')).toEqual(['/deploy ', '/incident ', '/status '])
  expect(inserts('/in')).toEqual(['/incident '])
  expect(inserts('say /in')).toEqual([])
  expect(inserts('hello @pri')).toEqual(['@priya '])
  expect(inserts('@appr')).toEqual(['@deploy-approvers '])
  expect(inserts('see #inc')).toEqual(['#incidents '])
  expect(inserts('maya@harbour')).toEqual([])
  expect(usageOf('/deploy web', world)).toBe('/deploy [service] [environment] [ref]')
})
