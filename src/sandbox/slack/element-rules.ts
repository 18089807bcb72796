/** What Slack accepts as block elements and composition objects. https://docs.slack.dev/reference/block-kit */
import {
  boolean,
  both,
  byType,
  exactlyOneOf,
  httpUrl,
  integer,
  later,
  list,
  number,
  object,
  oneOf,
  pattern,
  type Rule,
  string,
} from './rules.ts'

export const plainText = (most: number): Rule =>
  byType({ plain_text: object({ text: string(most, 1) }, { emoji: boolean }) })

export const mrkdwnText = (most: number): Rule =>
  byType({ mrkdwn: object({ text: string(most, 1) }, { verbatim: boolean }) })

export const anyText = (most: number): Rule =>
  byType({
    plain_text: object({ text: string(most, 1) }, { emoji: boolean }),
    mrkdwn: object({ text: string(most, 1) }, { verbatim: boolean }),
  })

const action_id = string(255, 1)
const placeholder = plainText(150)
const style = oneOf('primary', 'danger')
const accessibility_label = string(75)
const focus_on_load = boolean

const confirm = object(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style },
)

const option = (text: Rule): Rule =>
  object({ text }, { value: string(150, 1), url: httpUrl(), description: anyText(75) })
const plainOption = option(plainText(75))
const anyOption = option(anyText(75))
const option_groups = list(object({ label: plainText(75), options: list(plainOption, 100) }), 100)

const id = string(255, 1)
const filter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
)
const dispatch_action_config = object(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
)

const common = { action_id }
const menu = { ...common, confirm, focus_on_load, placeholder }
const typed = { ...common, focus_on_load, placeholder, dispatch_action_config }
const many = { max_selected_items: integer(1, 1000) }
const date = pattern(/^\d{4}-\d\d-\d\d$/, 'must be a date in the format YYYY-MM-DD')
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm')

const staticSelect = (fields: Record<string, Rule>): Rule =>
  both(
    object({}, { ...menu, options: list(plainOption, 100), option_groups, ...fields }),
    exactlyOneOf('options', 'option_groups'),
  )

const feedbackButton = object({ text: plainText(75), value: string(2000) }, { accessibility_label })

const slackFile = both(object({}, { id, url: httpUrl() }), exactlyOneOf('id', 'url'))
export const imageFields = { image_url: httpUrl(3000), slack_file: slackFile }

const imageElement: Rule = both(
  object({ alt_text: string(2000, 1) }, imageFields),
  exactlyOneOf('image_url', 'slack_file'),
)
export const image: Rule = byType({ image: imageElement })

const workflow = object({
  trigger: object(
    { url: httpUrl() },
    { customizable_input_parameters: list(object({ name: string(255, 1), value: string(3000) }), 100) },
  ),
})

const defaultToCurrent = { default_to_current_conversation: boolean, filter }
const oneReply = { response_url_enabled: boolean }

const buttonLike = { ...common, confirm, style, accessibility_label }

/** Every interactive element by its type. */
export const elementRules = {
  button: object({ text: plainText(75) }, { ...buttonLike, value: string(2000), url: httpUrl(3000) }),
  workflow_button: object({ text: plainText(75), workflow }, buttonLike),
  icon_button: object(
    { icon: string(75, 1), text: plainText(75) },
    { ...common, confirm, accessibility_label, value: string(2000), visible_to_user_ids: list(id, 1000) },
  ),
  feedback_buttons: object({ positive_button: feedbackButton, negative_button: feedbackButton }, common),
  checkboxes: object(
    { options: list(anyOption, 10) },
    { ...common, confirm, focus_on_load, initial_options: list(anyOption, 10) },
  ),
  radio_buttons: object(
    { options: list(anyOption, 10) },
    { ...common, confirm, focus_on_load, initial_option: anyOption },
  ),
  overflow: object({ options: list(plainOption, 5) }, { ...common, confirm }),
  datepicker: object({}, { ...menu, initial_date: date }),
  timepicker: object({}, { ...menu, initial_time: time, timezone: string(100) }),
  datetimepicker: object({}, { ...common, confirm, focus_on_load, initial_date_time: integer(1e9, 1e10) }),
  static_select: staticSelect({ initial_option: plainOption }),
  multi_static_select: staticSelect({ ...many, initial_options: list(plainOption, 100) }),
  external_select: object({}, { ...menu, initial_option: plainOption, min_query_length: integer(0, 255) }),
  multi_external_select: object(
    {},
    { ...menu, ...many, initial_options: list(plainOption, 100), min_query_length: integer(0, 255) },
  ),
  users_select: object({}, { ...menu, initial_user: id }),
  multi_users_select: object({}, { ...menu, ...many, initial_users: list(id, 1000) }),
  channels_select: object({}, { ...menu, ...oneReply, initial_channel: id }),
  multi_channels_select: object({}, { ...menu, ...many, initial_channels: list(id, 1000) }),
  conversations_select: object({}, { ...menu, ...oneReply, ...defaultToCurrent, initial_conversation: id }),
  multi_conversations_select: object(
    {},
    { ...menu, ...many, ...defaultToCurrent, initial_conversations: list(id, 1000) },
  ),
  plain_text_input: object(
    {},
    {
      ...typed,
      initial_value: string(3000),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
  ),
  email_text_input: object({}, { ...typed, initial_value: string(3000) }),
  url_text_input: object({}, { ...typed, initial_value: string(3000) }),
  number_input: object(
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: string(30), min_value: string(30), max_value: string(30) },
  ),
  file_input: object({}, { ...common, filetypes: list(string(50, 1), 100), max_files: integer(1, 10) }),
  rich_text_input: object(
    {},
    {
      ...typed,
      initial_value: later(() => byType({ rich_text: richText })),
      min_lines: integer(1, 100),
      max_lines: integer(1, 100),
    },
  ),
} satisfies Record<string, Rule>

const inlineStyle = object(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
)
const inline = (required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule =>
  object(required, { ...optional, style: inlineStyle })

const richTextPart: Rule = byType({
  text: inline({ text: string(40_000, 1) }),
  link: inline({ url: httpUrl() }, { text: string(40_000), unsafe: boolean }),
  emoji: inline({ name: string(255, 1) }, { unicode: string(255), url: httpUrl() }),
  user: inline({ user_id: id }),
  usergroup: inline({ usergroup_id: id }),
  channel: inline({ channel_id: id }),
  team: inline({ team_id: id }),
  broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
  color: inline({ value: string(30, 1) }),
  date: inline({ timestamp: number, format: string(1000, 1) }, { url: httpUrl(), fallback: string(1000) }),
})

const parts = list(richTextPart, 10_000, 0)
const border = integer(0, 1)

const section = object({ elements: parts })

/** The body of a `rich_text` block. */
export const richText: Rule = object(
  {
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_quote: object({ elements: parts }, { border }),
        rich_text_preformatted: object({ elements: parts }, { border, language: string(50) }),
        rich_text_list: object(
          {
            elements: list(byType({ rich_text_section: section }), 10_000),
            style: oneOf('bullet', 'ordered'),
          },
          { indent: integer(0, 8), offset: integer(0, 10_000), border },
        ),
      }),
      10_000,
      0,
    ),
  },
  { block_id: string(255, 1) },
)

/** The named element rules, as one rule. */
export function elements(...types: (keyof typeof elementRules)[]): Rule {
  return byType(Object.fromEntries(types.map((type) => [type, elementRules[type]])))
}
