import type { JSX } from 'preact'
import { withEmoji } from './emoji.ts'

const dot = (color: string) => <circle cx="10" cy="10" r="7.5" fill={color} />
const sign = (color: string, path: string) => (
  <>
    <rect x="2" y="2" width="16" height="16" rx="4" fill={color} />
    <path d={path} stroke="#fff" stroke-width="2.2" fill="none" />
  </>
)
const stroke = (color: string, path: string, width = 2.4) => (
  <path
    d={path}
    stroke={color}
    stroke-width={width}
    fill="none"
    stroke-linecap="round"
    stroke-linejoin="round"
  />
)

const hourglass = stroke(
  '#a8742a',
  'M5.5 3h9M5.5 17h9M6.5 3c0 4 3 5 3.5 7-.5 2-3.5 3-3.5 7M13.5 3c0 4-3 5-3.5 7 .5 2 3.5 3 3.5 7',
  1.7,
)

const padlock = (shackle: string) => (
  <>
    {stroke('#a8742a', shackle, 2)}
    <rect x="4.5" y="9" width="11" height="8.5" rx="1.8" fill="#e0a526" />
  </>
)

const paper = (lines: string) => (
  <>
    <path d="M4 2h12v16H4z" fill="#fff" stroke="#6b7780" stroke-width="1.3" />
    {stroke('#6b7780', lines, 1.4)}
  </>
)

/** Drawn here, so that the states a bot shows look alike on machines with and without an emoji font. */
const glyphs: Record<string, JSX.Element> = {
  '✅': sign('#2f9e57', 'M5.8 10.4l3 3 5.6-6.6'),
  '❌': stroke('#d6362b', 'M4.5 4.5l11 11M15.5 4.5l-11 11', 3),
  '⚠️': (
    <>
      <path
        d="M10 2l8.5 15.5h-17z"
        fill="#f2b01e"
        stroke="#b57d00"
        stroke-width="1"
        stroke-linejoin="round"
      />
      {stroke('#3d2c00', 'M10 7.5v4.6M10 14.7v.1', 2)}
    </>
  ),
  '🟢': dot('#35a862'),
  '🟡': dot('#f0c419'),
  '🟠': dot('#f08a24'),
  '🔴': dot('#dd3b30'),
  '🔵': dot('#3585d8'),
  '⚪': <circle cx="10" cy="10" r="7" fill="#eef1f3" stroke="#8b979f" stroke-width="1.4" />,
  '🔒': padlock('M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9'),
  '🔓': padlock('M6.5 9V6.5a3.5 3.5 0 0 1 6.8-1.2'),
  '⛔': (
    <>
      {dot('#d6362b')}
      {stroke('#fff', 'M6 10h8', 3)}
    </>
  ),
  '🚫': stroke('#d6362b', 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM5.2 5.2l9.6 9.6', 2.2),
  '❓': stroke('#d6362b', 'M6.5 7a3.6 3.6 0 1 1 5.3 3.2c-1.2.7-1.8 1.2-1.8 2.5M10 16.2v.1', 2.6),
  '⏳': hourglass,
  '⌛': hourglass,
  '⏰': stroke(
    '#c5423a',
    'M10 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM10 8v3.2l2 1.3M3 5.5L5.5 3M17 5.5L14.5 3',
    1.9,
  ),
  '🚨': (
    <>
      <path d="M5 14V9.5a5 5 0 0 1 10 0V14z" fill="#dd3b30" />
      <path d="M3.5 14h13v3h-13z" fill="#6b7780" />
      {stroke('#dd3b30', 'M10 1.2v1.5M3.2 3.7l1.2 1.2M16.8 3.7l-1.2 1.2', 1.5)}
    </>
  ),
  '🔍': stroke('#3a7ca5', 'M8.5 13.5a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.2 12.2l4.8 4.8', 2.2),
  '🚀': (
    <>
      <path d="M17.5 2.5c-5 0-8.5 3-10 7l3 3c4-1.5 7-5 7-10z" fill="#5f7f95" />
      <path d="M7.5 9.5l-4 1 2-3.5 3-.5zM10.5 12.5l-1 4 3.5-2 .5-3z" fill="#d6362b" />
      {stroke('#f08a24', 'M6 14l-3 3', 2.4)}
    </>
  ),
  '⏪': sign('#3585d8', 'M9.5 6l-4 4 4 4M14.5 6l-4 4 4 4'),
  '⏹️': (
    <>
      {sign('#3585d8', '')}
      <rect x="6.5" y="6.5" width="7" height="7" fill="#fff" />
    </>
  ),
  '❄️': stroke(
    '#3a8fc4',
    'M10 2.5v15M3.5 6.2l13 7.6M3.5 13.8l13-7.6M8 3.8l2 2 2-2M8 16.2l2-2 2 2M3.6 9l2.7-.8L5.6 5.5M16.4 11l-2.7.8.7 2.7',
    1.5,
  ),
  '🔑': (
    <>
      <circle cx="6.5" cy="10" r="3.6" stroke="#c08a1c" stroke-width="2.4" fill="none" />
      {stroke('#c08a1c', 'M10.2 10H18M14.5 10v3M17.5 10v2.4', 2.2)}
    </>
  ),
  '📒': (
    <>
      <rect x="4" y="2.5" width="12.5" height="15" rx="1.8" fill="#e0a526" />
      {stroke('#7a5512', 'M4.2 5.5H3M4.2 10H3M4.2 14.5H3', 1.8)}
      {stroke('#fff', 'M8 6.5h5.5M8 9.5h5.5', 1.6)}
    </>
  ),
  '🚩': (
    <>
      {stroke('#6b7780', 'M4.5 2.5v15', 1.8)}
      <path d="M5.4 3.2l11 3.6-11 4.4z" fill="#dd3b30" />
    </>
  ),
  '📆': (
    <>
      <rect x="3" y="4" width="14" height="13" rx="2" fill="#fff" stroke="#6b7780" stroke-width="1.3" />
      <path d="M3 6a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v2H3z" fill="#dd3b30" />
      {stroke('#6b7780', 'M7 2.5v2.5M13 2.5v2.5M6.5 11.5h7M6.5 14h4', 1.5)}
    </>
  ),
  '❔': stroke('#8b979f', 'M6.5 7a3.6 3.6 0 1 1 5.3 3.2c-1.2.7-1.8 1.2-1.8 2.5M10 16.2v.1', 2.6),
  '↩️': sign('#3585d8', 'M14 14V9.5a2 2 0 0 0-2-2H6M8.5 5L6 7.5 8.5 10'),
  '▶️': (
    <>
      {sign('#3585d8', '')}
      <path d="M7.5 6l6.5 4-6.5 4z" fill="#fff" />
    </>
  ),
  '📌': (
    <>
      <path d="M11 2.5l6.5 6.5-2.2.5-3 3-.6 3L4.5 8.3l3-.6 3-3z" fill="#dd3b30" />
      {stroke('#6b7780', 'M8 12l-5 5', 1.6)}
    </>
  ),
  '👀': (
    <>
      <path
        d="M6 4c2 0 3.5 2.7 3.5 6S8 16 6 16s-3.5-2.7-3.5-6S4 4 6 4zM14 4c2 0 3.5 2.7 3.5 6S16 16 14 16s-3.5-2.7-3.5-6S12 4 14 4z"
        fill="#fff"
        stroke="#5b6770"
      />
      <path d="M6.5 8a1.8 2.4 0 1 0 .1 0zM14.5 8a1.8 2.4 0 1 0 .1 0z" fill="#1a2329" />
    </>
  ),
  '🔥': (
    <>
      <path
        d="M10.5 1.5c.5 3.2 5 5 5 10a5.5 5.7 0 0 1-11 0c0-2.3 1.2-3.6 2-4.8.4 1 .9 1.6 1.7 2 .6-2.6.5-4.9 2.3-7.2z"
        fill="#e8622c"
      />
      <path d="M10.2 9.5c.4 1.8 2.4 2.4 2.4 4.6a2.6 2.8 0 0 1-5.2 0c0-1.9 2.2-2.6 2.8-4.6z" fill="#f7c945" />
    </>
  ),
  '📟': (
    <>
      <rect x="2" y="5" width="16" height="10.5" rx="2" fill="#4a5b66" />
      <rect x="4.5" y="7.5" width="11" height="3" fill="#bfe3b4" />
      {stroke('#dd3b30', 'M5.5 13.2h2', 1.7)}
    </>
  ),
  '📖': (
    <>
      <path
        d="M10 5.5C8 4 5 3.8 2 4.2v11.3c3-.4 6-.2 8 1.3 2-1.5 5-1.7 8-1.3V4.2c-3-.4-6-.2-8 1.3z"
        fill="#fff"
        stroke="#a8742a"
        stroke-width="1.4"
      />
      {stroke('#a8742a', 'M10 5.5v11', 1.3)}
    </>
  ),
  '🎯': (
    <>
      {dot('#dd3b30')}
      <circle cx="10" cy="10" r="5" fill="#fff" />
      <circle cx="10" cy="10" r="2.6" fill="#dd3b30" />
    </>
  ),
  '🎭': (
    <>
      <path d="M3 3.5c4.5 1.4 9.5 1.4 14 0v6.5c0 5-4 7.5-7 7.5s-7-2.5-7-7.5z" fill="#e0a526" />
      {stroke('#5b3d0a', 'M6.3 8h1.7M12 8h1.7M6.8 12c1.8 2 4.6 2 6.4 0', 1.6)}
    </>
  ),
  '⏸️': sign('#3585d8', 'M7.7 6v8M12.3 6v8'),
  '✋': stroke('#c98a3a', 'M6 11V6M8.7 10V3.5M11.3 10V3.5M14 11V5.5M6 11v2.5a4 4 0 0 0 8 0V11', 2.3),
  '📝': paper('M6.5 7h7M6.5 10h7M6.5 13h4'),
  '📄': paper('M6.5 6h4M6.5 9h7M6.5 12h7'),
  '🤖': (
    <>
      <rect x="3.5" y="6" width="13" height="10.5" rx="3" fill="#7b93a3" />
      <path d="M7.2 9.5v2M12.8 9.5v2M7.5 14h5M10 6V3" stroke="#12303b" stroke-width="1.7" />
    </>
  ),
}

const pattern = new RegExp(`(${Object.keys(glyphs).join('|')})`, 'u')

/** Plain text with its emoji: shortcodes are turned, and the common ones are drawn. */
export function EmojiText({ text }: { text: string }) {
  const parts = withEmoji(text).split(pattern)
  return <>{parts.map((part, index) => (index % 2 ? <Glyph key={index} emoji={part} /> : part))}</>
}

function Glyph({ emoji }: { emoji: string }) {
  return (
    <svg class="emoji" viewBox="0 0 20 20" role="img" aria-label={emoji}>
      {glyphs[emoji]}
    </svg>
  )
}
