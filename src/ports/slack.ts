import type { KnownBlock, ModalView } from '@slack/types'
import type { Message } from '../domain/message.ts'
import type { ChannelId, GroupId, UserId } from '../domain/people.ts'
import type { Finding, NamedInSlack } from '../domain/status/finding.ts'
import type { OutsideAct } from './outside-act.ts'

/** Slack, as far as workflows need it. */
export type Chat = {
  /** Posts a message and returns its id. `destination` is a channel, a person, or a response URL (then `ts` is `answered`). */
  post(
    destination: string,
    key: string,
    message: Message,
    thread?: Thread | null,
  ): Promise<{ ts: string; hash: string }>
  /** The message with this key, posted since `since`; null where Slack has none. Response URLs can't be looked up: null. */
  find(destination: string, key: string, since: Date, thread?: Thread | null): Promise<{ ts: string } | null>
  /** Edits a message unless it already shows this; returns the hash of what is shown. */
  update(
    destination: string,
    ts: string,
    message: Message,
    shownHash: string | null,
  ): Promise<{ hash: string }>
  createChannel: OutsideAct<{ name: string; isPrivate?: boolean }, { channel: ChannelId; name: string }>
  setTopic(channel: ChannelId, topic: string): Promise<void>
  pin(channel: ChannelId, ts: string): Promise<void>
  /** Invites people; returns those whom Slack refused, with its reason. Already being a member is no refusal. */
  invite(channel: ChannelId, users: UserId[]): Promise<{ user: UserId; because: string }[]>
  permalink(channel: ChannelId, ts: string): Promise<string>
  /** Archives a channel; one that is archived or gone already is no trouble. */
  archive(channel: ChannelId): Promise<void>
  /** A link on top of a channel. */
  bookmark: OutsideAct<ChannelBookmark, object>
  /** Whether a file of this name was shared there since; where nobody may look, it was not. */
  hasFile(destination: string, name: string, since: Date): Promise<boolean>
  /** Sends a file to a person or into a channel. */
  shareFile(destination: string, file: SharedFile | SharedPicture): Promise<void>
  /** What stands in a message now, also in a thread; null where it is gone. */
  message(channel: ChannelId, ts: string): Promise<FoundMessage | null>
  /** What a person is called, or a user group's handle; null where Slack knows none of that id. */
  nameOf(id: UserId | GroupId): Promise<string | null>
  /** True where the person is no longer in the workspace. Cached for ten minutes. */
  hasLeft(user: UserId): Promise<boolean>
  /** Cached for at most 60 s, and dropped when Slack says the group changed. */
  groupMembers(group: GroupId): Promise<UserId[]>
  /** The zone of the IANA's list that the person has set in Slack; null where there is none. Cached for ten minutes. */
  timeZoneOf(user: UserId): Promise<string | null>
  /** Looks at the app's permissions, and at what the configuration names in Slack. */
  examine(named: NamedInSlack): Promise<Finding[]>
  /** How far Slack's clock is ahead of this machine's. */
  clockOffsetMs(): Promise<number>
  /** Writes to a person, or changes what was written (`ts`), without keeping anything of it; returns the message's id. */
  show(person: UserId, reply: Reply, ts: string | null): Promise<string>
  /** Deletes such a message. */
  takeBack(person: UserId, ts: string): Promise<void>
}

/** Where a reply stands: under the message `ts`, and in the channel too where it is a broadcast. */
type Thread = { ts: string; isBroadcast: boolean }
export type MessagePlace = { channel: ChannelId; ts: string }
/** `author` is null for an app's message; `isOurs` for Pilothouse's own. */
export type FoundMessage = { text: string; author: UserId | null; isOurs: boolean }

/** `emoji` is written `:memo:`. */
export type ChannelBookmark = { channel: ChannelId; title: string; link: string; emoji: string }

/** `name` with its ending; `comment` stands above the file. */
export type SharedFile = { name: string; text: string; comment: string }
export type SharedPicture = { name: string; bytes: Uint8Array<ArrayBuffer>; comment: string }

/** Who made a gesture, from where. `responseUrl` works five times within 30 minutes. */
export type Invoker = {
  user: UserId
  channel?: ChannelId | undefined
  responseUrl?: string | undefined
  requestId: string
  /** How it came, where not through Slack. */
  via?: 'web link' | undefined
}

/** Everything a person can do in Slack, parsed; one dispatcher in commands/ answers it. */
export type Gesture =
  | { kind: 'slash'; command: string; text: string }
  | {
      kind: 'click'
      action: string
      value: string
      message?: { channel: ChannelId; ts: string } | undefined
      viewId?: string | undefined
      metadata?: string | undefined
      values?: FormValues | undefined
    }
  | { kind: 'submit'; form: string; metadata: string; values: FormValues }
  | { kind: 'shortcut'; callback: string; message?: ShortcutMessage | undefined }
  | { kind: 'mention'; text: string; channel: ChannelId; ts: string }
  | { kind: 'home' }
  | { kind: 'reaction'; emoji: string; channel: ChannelId; ts: string }
  /** `editedTs` tells one edit from the next. Whoever made the gesture wrote the message. */
  | { kind: 'edit'; channel: ChannelId; ts: string; text: string; editedTs: string }
  /** Slack doesn't say who deleted it. */
  | { kind: 'deletion'; channel: ChannelId; ts: string }

export type ShortcutMessage = { channel: ChannelId; ts: string; text: string; author: UserId | null }

/** A form's values by action id, as text. Several choices are joined by commas; an empty field is absent. */
export type FormValues = Record<string, string>

/** A private answer. */
export type Reply = { text: string; blocks: KnownBlock[] }

export type Answer =
  | { answer: 'nothing' }
  /** `later` is what takes longer to find out; it is said privately, too, once it is known. */
  | { answer: 'reply'; reply: Reply; later?: () => Promise<Reply> }
  /** Opens a modal from memory at once; `fill` then replaces it with what had to be looked up. */
  | { answer: 'open'; view: ModalView; fill?: () => Promise<ModalView> }
  /** Replaces the modal that was clicked in, at once. */
  | { answer: 'update'; view: ModalView; fill?: () => Promise<ModalView> }
  /** Sentences under a form's fields, by block id; the form stays open. */
  | { answer: 'errors'; errors: Record<string, string> }
  | { answer: 'home'; blocks: KnownBlock[] }

/** Answers any gesture; never throws. */
export type Respond = (gesture: Gesture, invoker: Invoker) => Promise<Answer>
