/** What Slack accepts as blocks. https://docs.slack.dev/reference/block-kit/blocks */
import { anyText, elements, image, imageFields, mrkdwnText, plainText, richText } from './element-rules.ts'
import {
  atLeastOneOf,
  boolean,
  both,
  byType,
  exactlyOneOf,
  httpUrl,
  integer,
  isDict,
  later,
  list,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from './rules.ts'

const block_id = string(255, 1)

function block(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return object(required, { ...optional, block_id })
}

const selects = [
  ...([
    'static_select',
    'external_select',
    'users_select',
    'channels_select',
    'conversations_select',
  ] as const),
  ...(['multi_static_select', 'multi_external_select', 'multi_users_select'] as const),
  ...(['multi_channels_select', 'multi_conversations_select'] as const),
] as const
const pickers = ['datepicker', 'datetimepicker', 'timepicker', 'checkboxes', 'radio_buttons'] as const
const fields = [
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'file_input',
] as const

const actionElement = elements(
  ...selects,
  ...pickers,
  ...(['button', 'overflow', 'workflow_button', 'rich_text_input'] as const),
)
const inputElement = elements(...selects, ...pickers, ...fields, 'rich_text_input')

const accessory: Rule = (value, at, report) => {
  const isImage = typeof value === 'object' && value !== null && 'type' in value && value.type === 'image'
  const rule = isImage ? image : elements(...selects, ...pickers, 'button', 'overflow', 'workflow_button')
  rule(value, at, report)
}

const contextElement: Rule = (value, at, report) => {
  const isImage = typeof value === 'object' && value !== null && 'type' in value && value.type === 'image'
  const rule = isImage ? image : anyText(2000)
  rule(value, at, report)
}

const richTextBlock = byType({ rich_text: richText })
const cell = byType({
  raw_text: object({ text: string(10_000) }),
  raw_number: object({ value: number, text: string(255) }),
  rich_text: richText,
})
const columnSetting: Rule = (value, at, report) => {
  if (value !== null)
    object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean })(value, at, report)
}

const card: Rule = both(
  block(
    {},
    {
      hero_image: image,
      icon: image,
      slack_icon: object({ name: string(255, 1) }),
      title: mrkdwnText(150),
      subtitle: mrkdwnText(150),
      body: mrkdwnText(200),
      subtext: mrkdwnText(200),
      actions: list(elements('button'), 3),
    },
  ),
  atLeastOneOf('hero_image', 'title', 'actions', 'body'),
)

const taskCard = block(
  {
    task_id: string(255, 1),
    title: string(255, 1),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  {
    details: richTextBlock,
    output: richTextBlock,
    sources: list(byType({ url: object({ url: httpUrl(), text: string(255, 1) }) }), 100),
  },
)

const labels = list(string(20, 1), 20)
const point = object({ label: string(20, 1), value: number })
const series = list(object({ name: string(20, 1), data: list(point, 20) }), 6)
const axes = object({ categories: labels }, { x_label: string(50), y_label: string(50) })
const overCategories: Rule = (value, at, report) => {
  const { series: all, axis_config: axis } = isDict(value) ? value : {}
  const categories = isDict(axis) && Array.isArray(axis.categories) ? axis.categories : []
  const named = Array.isArray(all) ? all.filter(isDict) : []
  for (const { name, data } of named) {
    const found = Array.isArray(data) ? data.filter(isDict).map(({ label }) => label) : []
    const isWhole =
      found.length === categories.length && categories.every((category) => found.includes(category))
    if (!isWhole) report(`series ${String(name)} must have one point for each category`, `${at}/series`)
  }
  if (new Set(named.map(({ name }) => name)).size < named.length)
    report('series names must differ', `${at}/series`)
}
const seriesChart = both(object({ series, axis_config: axes }), overCategories)
const chart = byType({
  line: seriesChart,
  bar: seriesChart,
  area: seriesChart,
  pie: object({ segments: list(point, 6) }),
})

const contained = [
  ...[
    'actions',
    'context',
    'divider',
    'file',
    'header',
    'image',
    'input',
    'rich_text',
    'section',
    'table',
    'video',
  ],
]

export const blockRules: Record<string, Rule> = {
  section: both(
    block({}, { text: anyText(3000), fields: list(anyText(2000), 10), accessory, expand: boolean }),
    atLeastOneOf('text', 'fields'),
  ),
  divider: block({}),
  header: block({ text: plainText(150) }, { level: integer(1, 4) }),
  context: block({ elements: list(contextElement, 10) }),
  actions: block({ elements: list(actionElement, 25) }),
  context_actions: block({ elements: list(elements('feedback_buttons', 'icon_button'), 5) }),
  input: block(
    { label: plainText(2000), element: inputElement },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  image: both(
    block({ alt_text: string(2000, 1) }, { ...imageFields, title: plainText(2000) }),
    exactlyOneOf('image_url', 'slack_file'),
  ),
  rich_text: richText,
  markdown: block({ text: string(12_000, 1) }),
  table: block({ rows: list(list(cell, 20), 100) }, { column_settings: list(columnSetting, 20, 0) }),
  data_table: block(
    { rows: list(list(cell, 20), 200), caption: string(255, 1) },
    { page_size: integer(1, 100), row_header_column_index: integer(0, 19) },
  ),
  data_visualization: block({ title: string(50, 1), chart }),
  alert: block({ text: anyText(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  card,
  carousel: block({ elements: list(byType({ card }), 10) }),
  container: both(
    block(
      {
        child_blocks: list(
          later(() => childBlock),
          10,
        ),
      },
      {
        title: plainText(150),
        rich_text_title: richTextBlock,
        subtitle: anyText(150),
        width: oneOf('narrow', 'standard', 'wide', 'full'),
        icon: image,
        is_collapsible: boolean,
        default_collapsed: boolean,
        has_header_divider: boolean,
      },
    ),
    atLeastOneOf('title', 'rich_text_title'),
  ),
  task_card: taskCard,
  plan: block({ title: string(255, 1) }, { tasks: list(byType({ task_card: taskCard }), 100, 0) }),
  video: block(
    { video_url: httpUrl(), thumbnail_url: httpUrl(), alt_text: string(2000, 1), title: plainText(199) },
    {
      title_url: httpUrl(),
      author_name: string(49),
      provider_name: string(255),
      provider_icon_url: httpUrl(),
      description: plainText(199),
    },
  ),
  /** Shows up in messages that were read back; an app can't send one. */
  file: (_value, at, report) => report('file blocks cannot be added by apps', at),
}

const childBlock = byType(
  Object.fromEntries(contained.flatMap((type) => (blockRules[type] ? [[type, blockRules[type]]] : []))),
)
