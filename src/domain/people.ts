/** Slack's ids: `U…` or `W…` for people, `C…` or `G…` for channels, `S…` for user groups. */
export type UserId = string
export type ChannelId = string
export type GroupId = string

/** Who did something: a person, or Pilothouse itself. */
export type Actor = UserId | 'pilothouse'
