/** Slack's codes as sentences: what happened, why, and what to do. `%c` stands for the channel. */
const words: Record<string, string> = {
  not_in_channel: 'Pilothouse is not in %c: invite it with `/invite @pilothouse`.',
  channel_not_found:
    'Slack knows no channel %c, or it is private and Pilothouse is not in it: check its id in pilothouse.yml, or invite Pilothouse there.',
  is_archived: '%c is archived: unarchive it, or name another channel in pilothouse.yml.',
  restricted_action: 'This workspace does not let Pilothouse do that in %c: ask an admin of the workspace.',
  restricted_action_read_only_channel: 'Only some people may post in %c: ask an admin to add Pilothouse.',
  user_is_restricted: 'This workspace does not let guests do that.',
  ekm_access_denied: 'The workspace has suspended access to %c through its encryption keys: ask an admin.',
  missing_scope:
    'Pilothouse lacks a Slack permission for that: add the scopes of manifest.yml to the app and install it again.',
  no_permission: 'Pilothouse lacks a Slack permission for that: install the app again with manifest.yml.',
  access_denied: 'Slack denied Pilothouse access to that: ask an admin of the workspace.',
  not_authed: 'Slack got no token from Pilothouse: set SLACK_BOT_TOKEN.',
  invalid_auth:
    'Slack does not accept the bot token: set SLACK_BOT_TOKEN to the one under “OAuth & Permissions”.',
  token_expired: 'The bot token has expired: install the app again and set the new SLACK_BOT_TOKEN.',
  token_revoked: 'The bot token was revoked: install the app again and set the new SLACK_BOT_TOKEN.',
  account_inactive:
    'The app was removed from the workspace: install it again and set the new SLACK_BOT_TOKEN.',
  team_access_not_granted: 'The app is not installed in this workspace: install it there.',
  not_allowed_token_type: 'Slack wants another kind of token for that: SLACK_BOT_TOKEN begins with xoxb-.',
  name_taken: 'Another channel already has that name.',
  invalid_name: 'Slack does not accept that name for a channel.',
  invalid_name_maxlength: 'That name is longer than the 80 characters Slack allows for a channel.',
  invalid_name_specials: 'A channel name holds only lower-case letters, digits, - and _.',
  invalid_name_required: 'The channel has no name.',
  msg_too_long: 'The message is longer than Slack allows.',
  msg_blocks_too_long: 'The message is longer than Slack allows.',
  invalid_blocks: 'Slack did not accept the layout of the message.',
  message_not_found: 'The message is gone from %c: somebody deleted it.',
  cant_update_message: 'Slack does not let Pilothouse edit that message: another app wrote it.',
  edit_window_closed: 'The workspace does not allow messages to be edited any more after that long.',
  too_many_pins: '%c has as many pinned messages as Slack allows: remove one.',
  user_not_found: 'Slack knows no such person.',
  users_not_found: 'Slack knows no such person.',
  user_disabled: 'That account is deactivated.',
  user_not_in_channel: 'That person is not in %c.',
  cannot_dm_bot: 'Bots cannot be written to.',
  ura_max_channels: 'That guest is already in as many channels as a guest may be in.',
  cant_invite: 'Slack does not let Pilothouse invite that person.',
  no_such_subteam: 'Slack knows no such user group: check its id in pilothouse.yml.',
  subteam_max_users_exceeded: 'The user group has more members than Slack lists.',
  expired_trigger_id: 'Slack opens a window only within 3 seconds of a click, and that time is over.',
  expired_url: 'Slack takes answers to a command for 30 minutes only, and that time is over.',
  used_url: 'Slack takes at most five answers to a command.',
  ratelimited: 'Slack is limiting how often Pilothouse may call it.',
  rate_limited: 'Slack is limiting how many messages Pilothouse may post.',
  internal_error: 'Slack had an error of its own.',
  fatal_error: 'Slack had an error of its own.',
  service_unavailable: 'Slack is not available at the moment.',
  request_timeout: 'The request reached Slack incomplete.',
}

/** One sentence for a Slack error code. A code without words of its own is quoted. */
export function inWords(code: string, channel?: string): string {
  const sentence = words[code] ?? `Slack refused with \`${code.replace(/[^\w.:-]/g, '')}\`.`
  return sentence.replaceAll(
    '%c',
    channel && /^[CG][A-Z0-9]+$/.test(channel) ? `<#${channel}>` : 'the channel',
  )
}

/** The bot token is no good; nothing else will work until it is replaced. */
export const tokenCodes: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'token_expired',
  'token_revoked',
  'account_inactive',
  'user_removed_from_team',
  'team_disabled',
  'not_allowed_token_type',
  'missing_scope',
])
