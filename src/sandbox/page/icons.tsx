const paths = {
  close: 'M5 5l10 10M15 5L5 15',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  reply: 'M8 5L3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5v1',
  bolt: 'M11 2.5L4.5 11.5H9l-.5 6 6.5-9h-4.5z',
  send: 'M3.5 10h9M3.5 3.5l13.5 6.5-13.5 6.5 2-6.5z',
  lock: 'M5.5 9h9v7h-9zM7.3 9V6.5a2.7 2.7 0 0 1 5.4 0V9',
  home: 'M3.5 9.5L10 4l6.5 5.5M5.5 8.5V16h9V8.5',
  people:
    'M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 16c0-3 2-4.5 5-4.5s5 1.5 5 4.5M13 5a2.3 2.3 0 0 1 0 4.3M14.5 11.8c2 .5 3 2 3 4.2',
  pin: 'M7 3.5h6l-.7 5 2.2 2.5H5.5l2.2-2.5zM10 11v6',
  wrench: 'M16.5 6.2a4 4 0 0 1-5.3 4.6l-5.4 5.4-2-2 5.4-5.4a4 4 0 0 1 4.6-5.3L11.5 5.8l.5 2.2 2.2.5z',
  compass: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM13 7l-1.8 4.2L7 13l1.8-4.2z',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M15.8 4.2l-1.2 1.2M5.4 14.6l-1.2 1.2',
  chevron: 'M6 8l4 4 4-4',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  down: 'M10 4v11M5.5 10.5L10 15l4.5-4.5',
  file: 'M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15',
} as const

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
